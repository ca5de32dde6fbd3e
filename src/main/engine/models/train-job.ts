import { join } from 'node:path';
import { type TrainParams, trainParamsSchema } from '../../../shared/contract/jobs/train.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { OptionValue } from '../../../shared/families/option-form.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { message, type Told } from '../../../shared/messages/message.ts';
import { recordId } from '../../../shared/records/record-id.ts';
import { derivedTitle, freeTitle, titleHead } from '../../../shared/text/derived-title.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition, JobPlace, JobPlan, WorkUnit } from '../jobs/definition.ts';
import { describeTreeProcessors } from '../onnx/processors.ts';
import { classesTaken, describeSplit } from '../samples/splits/registry.ts';
import { FURROW_VERSION } from '../version.ts';
import { sha256File } from '../workspace/atomic.ts';
import { type AskedImportance, encodedImportance, MOST_TOKENS } from './assessment/importance-cost.ts';
import type { Family } from './families/family.ts';
import { familyOf, optionsOf } from './families/registry.ts';
import type { InputPlan } from './inputs/input.ts';
import { inputPlannerOf } from './inputs/planners.ts';
import { encoderSpeed } from './presto/speed.ts';
import { planSearch, type SearchPlan } from './search/stages.ts';
import { finishTrainingTask, type FinishTrainingInput, trainPartTask, type Training } from './training.rpc.ts';

const FINISH = 'model';
/** Seconds for reading, testing and writing. */
const FIXED_SECONDS = 2;
/** Importance within a training is a first look that must not keep it waiting; an evaluation takes more rows and repeats. */
const IMPORTANCE_ROWS = 400;

/** Trains a classifier of any family on a sample set and registers it: `models/<id>/model.onnx`, `card.json`, `report.json`. */
export const trainJob: JobDefinition<TrainParams> = {
  kind: 'train',
  params: trainParamsSchema,
  record: 'model',

  output(engine, params) {
    const id = params.id ?? engine.catalog.model.freeId(recordId(`${params.samples}-${params.family}`));
    return { id, folder: `models/${id}` };
  },

  async plan(engine, params, place) {
    const samples = engine.catalog.samples.get(params.samples);
    const { scheme } = engine.catalog.scheme.get(samples.schemeId);
    const family = familyOf(params.family);
    const options = optionsOf(family, params.options);
    const classes = classesOf({ ...samples, byClass: classesTaken(params.split, samples.byClass) }, scheme);
    if (params.augment && params.split.by !== 'column') {
      throw appError('INVALID_INPUT', { call: 'train', field: 'augment', problem: 'copies are made of the training samples that the set has: make a version with that split first (furrow samples split)' });
    }
    const input = await inputPlannerOf(family, params).plan(engine, params, samples, place);
    const asked = trainingOf(engine, params, { family, options, classes, input, samples });
    const search = planSearch(family, asked, params, engine.workspace.absolute(place.workFolder));
    const { training } = search;
    // A search may choose options of more parts than the given ones; parts too many come out empty.
    const parts = partUnits(engine, place, training, Math.max(...search.trials.map((trial) => family.parts(trial))));
    const samplesSha256 = await sha256File(engine.workspace.absolute(samples.path));
    const importance = importanceOf(engine, params, input, samples);
    const finish = finishInput(engine, params, place, { importance: importance && { repeats: importance.repeats, mostRows: importance.mostRows }, training, samples, samplesSha256, scheme, parts: parts.map((unit) => unit.input.target) });
    const title = freeTitle(derivedTitle(family.name, input.words, titleHead(samples.title)), engine.catalog.model.list(), place.outputId);
    return {
      title: `Train: ${title}`,
      stages: [
        ...input.stages,
        ...search.stages,
        { name: 'Train', unit: 'parts of the model', units: parts satisfies WorkUnit[], weight: 0.85, mayFail: false },
        { name: 'Test and write', unit: 'models', units: [{ key: FINISH, task: finishTrainingTask.name, input: finish }], weight: 0.15, mayFail: false },
      ],
      inputs: [samples.path, ...input.inputs],
      estimate: estimateOf(engine, { family, options, samples, input, classes: classes.length, search, importanceSeconds: importance?.seconds ?? 0 }),
      seed: params.seed,
      carry: { samples: samples.id, title: params.title ?? title, simulated: samples.simulated, warnings: [...(input.warnings ?? [])] },
    };
  },

  async finish(engine, _job, plan, place, results) {
    const { card, search, keptEpoch, warnings: found } = finishTrainingTask.output.parse(results.get(FINISH));
    const folder = place.outputFolder;
    const warnings = [...((plan.carry['warnings'] ?? []) as Told[]), ...found];
    return {
      record: {
        kind: 'model',
        id: place.outputId,
        title: String(plan.carry['title']),
        createdAt: engine.now().toISOString(),
        simulated: plan.carry['simulated'] === true,
        warnings,
        folder,
        family: card.family,
        card,
        sampleSetId: String(plan.carry['samples']),
        runId: place.runId,
      },
      outputs: ['model.onnx', 'card.json', 'report.json'].map((name) => `${folder}/${name}`),
      result: { id: place.outputId, ...(search.length > 0 ? { search } : {}), ...(keptEpoch === null ? {} : { keptEpoch }), ...(warnings.length > 0 ? { warnings } : {}), metrics: card.metrics, classes: card.classes, features: card.features.length, paths: { model: `${folder}/model.onnx`, card: `${folder}/card.json`, report: `${folder}/report.json` } },
      processors: await describeTreeProcessors(engine.pool),
    };
  },
};

/** What was decided about a training. */
interface Decided {
  readonly family: Family;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly classes: readonly string[];
  readonly input: InputPlan;
  readonly samples: SampleSet;
}

function trainingOf(engine: EngineContext, params: TrainParams, { family, options, classes, input, samples }: Decided): Training {
  return {
    samples: engine.workspace.absolute(samples.path),
    ...(params.split.by === 'column' ? {} : { resplit: { crs: samples.crs, spec: params.split } }),
    input: input.source,
    classes: [...classes],
    family: family.id,
    validation: family.validation,
    validationShare: params.validationShare,
    options: { ...options },
    chosen: null,
    balance: params.balance,
    sampleWeights: params.sampleWeights,
    seed: params.seed,
  };
}

interface PartUnit extends WorkUnit {
  readonly input: { readonly training: Training; readonly part: number; readonly parts: number; readonly target: string };
}

function partUnits(engine: EngineContext, place: JobPlace, training: Training, parts: number): PartUnit[] {
  return Array.from({ length: parts }, (_, part) => ({
    key: `part ${part + 1} of ${parts}`,
    task: trainPartTask.name,
    input: { training, part, parts, target: join(engine.workspace.absolute(place.workFolder), `part-${String(part).padStart(4, '0')}.trained`) },
  }));
}

interface FinishParts {
  readonly importance: FinishTrainingInput['importance'];
  readonly training: Training;
  readonly samples: SampleSet;
  readonly samplesSha256: string;
  readonly scheme: ClassScheme;
  readonly parts: string[];
}

function finishInput(engine: EngineContext, params: TrainParams, place: JobPlace, { importance, training, samples, samplesSha256, scheme, parts }: FinishParts): FinishTrainingInput {
  return {
    training,
    parts,
    importance,
    folder: engine.workspace.absolute(place.outputFolder),
    name: params.title ?? `Furrow ${params.family}`,
    scheme,
    split: splitOf(params, samples),
    provenance: { samples: samples.id, samplesSha256, ...(samples.simulated ? { simulated: true } : {}), sources: samples.sources, furrow: FURROW_VERSION },
  };
}

/** Shuffles, rows and seconds of the importance of a training's report; null where it is not wanted. */
function importanceOf(engine: EngineContext, { importanceRepeats: repeats }: TrainParams, { tokens }: InputPlan, { rows }: SampleSet): (AskedImportance & { readonly seconds: number }) | null {
  if (repeats === 0) return null;
  const asked = { repeats, mostRows: IMPORTANCE_ROWS };
  return { repeats, ...(tokens === undefined ? { mostRows: IMPORTANCE_ROWS, seconds: 0 } : encodedImportance(asked, { tokens, rows, mostTokens: MOST_TOKENS.training, tokensPerSecond: encoderSpeed(engine) })) };
}

/** How training and test were told apart, in words. */
function splitOf({ split }: TrainParams, { settings }: SampleSet): string {
  if (split.by !== 'column') return describeSplit(split);
  return typeof settings['split'] === 'string' ? settings['split'] : 'the test rows of the sample set';
}

function estimateOf(engine: EngineContext, { family, options, samples, input, classes, search, importanceSeconds }: Omit<Decided, 'classes'> & { readonly classes: number; readonly search: SearchPlan; readonly importanceSeconds: number }): JobPlan['estimate'] {
  const columns = input.source.shape.reduce((product, side) => product * side, 1);
  const rows = samples.rows * (1 + (input.source.copies ?? 0));
  const seconds = family.seconds(options, { rows, columns, classes });
  const { workers } = engine.settings;
  const lanes = Math.min(workers, family.parts(options));
  const perFold = search.trials.reduce((sum, trial) => sum + family.seconds(trial, { rows: rows * (1 - 1 / Math.max(2, search.folds)), columns, classes }), 0);
  return {
    seconds: Math.ceil((input.seconds + perFold * search.folds) / workers + seconds / lanes + importanceSeconds + FIXED_SECONDS),
    diskBytes: rows * columns * 4,
    memoryMB: Math.ceil(200 + (rows * columns * 12) / 1e6),
    readBytes: samples.rows * samples.bands.length * samples.periods.length * 2,
    processor: 'CPU',
    workers,
    ...(input.warnings && input.warnings.length > 0 ? { warnings: [...input.warnings] } : {}),
  };
}

/** Codes of the classes that have samples, in the scheme's order. */
function classesOf(samples: SampleSet, scheme: ClassScheme): string[] {
  if (samples.rows === 0) throw appError('SAMPLES_NONE', { why: message('SET_EMPTY', { samples: samples.id }), remedy: message('DRAW_AGAIN') });
  const counts = new Map(Object.entries(samples.byClass).filter(([, count]) => count > 0));
  const classes = scheme.classes.map((cropClass) => cropClass.code).filter((code) => counts.has(code));
  const foreign = [...counts.keys()].find((code) => !classes.includes(code));
  if (foreign !== undefined) throw appError('SCHEME_INVALID', { scheme: scheme.id, problem: message('SCHEME_NO_CLASS_OF', { code: foreign, samples: samples.id }) });
  if (classes.length < 2) throw appError('CLASSES_TOO_FEW', { count: classes.length });
  for (const [className, count] of counts) if (count < 2) throw appError('CLASS_TOO_SMALL', { className, count, needed: 2 });
  return classes;
}
