import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type EvaluateParams, evaluateParamsSchema } from '../../../shared/contract/jobs/evaluate.ts';
import { splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import type { Model, SampleSet } from '../../../shared/records/learning.ts';
import { assessmentSchema, type Temperature } from '../../../shared/reports/assessment.ts';
import { whereWords } from '../../../shared/reports/where.ts';
import { message } from '../../../shared/messages/message.ts';
import { titleHead } from '../../../shared/text/derived-title.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { encodedImportance, MOST_TOKENS } from '../models/assessment/importance-cost.ts';
import { requireIntact } from '../models/intact.ts';
import { encoderSpeed } from '../models/presto/speed.ts';
import { type EvaluateInput, evaluateTask } from './evaluate.rpc.ts';
import { reportPlace } from './evaluation-folder.ts';
import { type ModelSource, planModelSource } from './model-source.ts';

const REPORT = 'report';
/** Rows a second that one core asks a model, for the estimate: forests of 100 trees give 60 000. */
const ROWS_PER_SECOND = 20_000;
const FIXED_SECONDS = 2;
/** Groups of numbers that importance shuffles, about. */
const GROUPS = 30;

/** Tests a model on any sample set that fits it: `evaluations/<id>/report.json` and its tables as CSV. */
export const evaluateJob: JobDefinition<EvaluateParams> = {
  kind: 'evaluate',
  params: evaluateParamsSchema,
  record: null,

  output: (engine, params) => reportPlace(engine.workspace, params.id, `${params.model}-on-${params.samples}`),

  async plan(engine, params, place) {
    const model = engine.catalog.model.get(params.model);
    const samples = engine.catalog.samples.get(params.samples);
    const found = await planModelSource(engine, model, samples, place);
    await requireIntact(engine, model);
    const title = params.title ?? `${model.title} → ${titleHead(samples.title)}${params.where.length > 0 ? ` (${whereWords(params.where)})` : ''}`;
    const input = await inputOf(engine, params, { model, samples, found, title, place });
    const columns = found.source.shape.reduce((product, side) => product * side, 1);
    const importance = costOfImportance(engine, params, found, samples.rows);
    const asked = samples.rows + (input.importance ? Math.min(samples.rows, importance.mostRows) * params.importanceRepeats * GROUPS : 0);
    return {
      title: `Test: ${title}`,
      stages: [...found.stages, { name: 'Test and report', unit: 'reports', units: [{ key: REPORT, task: evaluateTask.name, input }], weight: found.stages.length > 0 ? 0.5 : 1, mayFail: false }],
      inputs: [samples.path, `${model.folder}/model.onnx`, ...found.inputs],
      estimate: {
        seconds: Math.ceil(found.seconds / engine.settings.workers + importance.seconds + asked / ROWS_PER_SECOND + FIXED_SECONDS),
        diskBytes: 20_000 + samples.rows * 40,
        memoryMB: Math.ceil(200 + (samples.rows * columns * 12) / 1e6),
        readBytes: samples.rows * samples.bands.length * samples.periods.length * 2,
        processor: 'CPU',
        workers: 1,
        ...(input.about.warnings.length > 0 ? { warnings: [...input.about.warnings] } : {}),
      },
      seed: params.seed,
      carry: {},
    };
  },

  finish(_engine, _job, _plan, place, results) {
    const { document, files } = evaluateTask.output.parse(results.get(REPORT));
    const { title, model, samples, metrics, assessment, leftOut, warnings } = document;
    const { macro, weighted, topK, groups } = assessment;
    return Promise.resolve({
      record: null,
      outputs: files.map((name) => `${place.outputFolder}/${name}`),
      result: { id: place.outputId, title, model: model.id, samples: samples.id, metrics, macro, weighted, topK, groups, leftOut, warnings, paths: Object.fromEntries(files.map((name) => [name, `${place.outputFolder}/${name}`])) },
    });
  },
};

interface Parts {
  readonly model: Model;
  readonly samples: SampleSet;
  readonly found: ModelSource;
  readonly title: string;
  readonly place: { readonly outputId: string; readonly outputFolder: string };
}

async function inputOf(engine: EngineContext, params: EvaluateParams, { model, samples, found, title, place }: Parts): Promise<EvaluateInput> {
  const { workspace } = engine;
  const { card } = model;
  const learnt = learntOf(engine, model);
  const unknown = learnt ? [] : [message('LEARNT_UNKNOWN', { model: model.id })];
  return {
    model: { path: workspace.absolute(`${model.folder}/model.onnx`), input: card.input, probabilities: card.outputs.probabilities },
    classes: card.classes,
    source: found.source,
    samples: { path: workspace.absolute(samples.path), crs: samples.crs },
    window: { ...found.window },
    learnt,
    where: params.where,
    by: params.by,
    temperature: await temperatureOf(engine, model),
    importance: params.importanceRepeats === 0 ? null : { repeats: params.importanceRepeats, mostRows: costOfImportance(engine, params, found, samples.rows).mostRows, seed: params.seed },
    folder: workspace.absolute(place.outputFolder),
    about: {
      id: place.outputId,
      title,
      simulated: model.simulated || samples.simulated,
      model: { id: model.id, title: model.title, sha256: card.sha256 },
      samples: { id: samples.id, title: samples.title },
      scheme: card.scheme,
      trainRows: card.metrics?.trainRows ?? 0,
      split: `samples of “${samples.title}”${params.where.length > 0 ? ` with ${whereWords(params.where)}` : ''}, none of which the model learnt from${learnt ? '' : ' as far as is known'}`,
      warnings: [...found.warnings, ...unknown],
    },
  };
}

/** Rows that the importance is worked out on at most, and the encoder's time for it where the rows are embedded again. */
function costOfImportance(engine: EngineContext, { importanceRepeats, importanceRows }: EvaluateParams, { tokens }: ModelSource, rows: number): { readonly mostRows: number; readonly seconds: number } {
  if (tokens === undefined) return { mostRows: importanceRows, seconds: 0 };
  return encodedImportance({ repeats: importanceRepeats, mostRows: importanceRows }, { tokens, rows, mostTokens: MOST_TOKENS.evaluation, tokensPerSecond: encoderSpeed(engine) });
}

const resplitSchema = z.object({ crs: z.string(), spec: splitSpecSchema }).nullable();

/** The samples that the model was trained on, where they are still here, and its split of them. */
function learntOf({ catalog, workspace }: EngineContext, { card, sampleSetId }: Model): EvaluateInput['learnt'] {
  const trained = sampleSetId === null ? null : catalog.samples.find(sampleSetId);
  if (!trained) return null;
  const resplit = resplitSchema.safeParse(card.provenance['split'] ?? null);
  return { path: workspace.absolute(trained.path), crs: trained.crs, resplit: resplit.success ? resplit.data : null };
}

const reportSchema = z.object({ assessment: assessmentSchema.pick({ scaled: true }).nullable() });

/** The temperature that the model's training fitted on rows kept aside; null for models without. */
async function temperatureOf({ workspace }: EngineContext, { folder }: Model): Promise<Temperature | null> {
  try {
    const { assessment } = reportSchema.parse(JSON.parse(await readFile(workspace.absolute(`${folder}/report.json`), 'utf8')));
    return assessment?.scaled?.temperature ?? null;
  } catch {
    // A model of an older version, or imported without its report: its probabilities are shown as they are.
    return null;
  }
}
