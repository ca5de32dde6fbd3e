import { type LocalCurveParams, localCurveParamsSchema } from '../../../shared/contract/jobs/local-curve.ts';
import type { SplitSpec } from '../../../shared/contract/sample-split.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { whereWords } from '../../../shared/reports/where.ts';
import { derivedTitle, titleHead } from '../../../shared/text/derived-title.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { familyOf, optionsOf } from '../models/families/registry.ts';
import { describeSplit } from '../samples/splits/registry.ts';
import { planSides } from './curve-sides.ts';
import { reportPlace } from './evaluation-folder.ts';
import { type LocalTrialInput, localCurveTask, localTrialTask } from './local-curve.rpc.ts';

const REPORT = 'curve';
const MAX_SEED = 4_294_967_295;

/** What more and more local samples add to foreign ones: `evaluations/<id>/curve.json`, and the curve and every prediction as CSV. */
export const localCurveJob: JobDefinition<LocalCurveParams> = {
  kind: 'local-curve',
  params: localCurveParamsSchema,
  record: null,

  output: (engine, params) => reportPlace(engine.workspace, params.id, `${params.local}-after-${params.foreign}`),

  async plan(engine, params, place) {
    const [foreign, local] = [engine.catalog.samples.get(params.foreign), engine.catalog.samples.get(params.local)];
    const family = familyOf(params.family);
    const options = optionsOf(family, params.options);
    const sides = await planSides(engine, params, { family, foreign, local, place });
    const training = { classes: classesOf(engine, foreign, local), family: family.id, validation: family.validation, validationShare: params.validationShare, options: { ...options }, balance: params.balance, sampleWeights: params.sampleWeights };
    const steps = [...new Set(params.steps)].toSorted((a, b) => a - b);
    const scratch = (name: string): string => engine.workspace.absolute(`${place.workFolder}/${name}`);
    const units = drawsOf(params).map(({ seed, split }) => ({
      key: `draw ${seed}`,
      task: localTrialTask.name,
      input: { foreign: sides.foreign, local: sides.local, training, parts: family.parts(options), steps, split, seed, scratch: scratch(`draw-${seed}`), target: scratch(`draw-${seed}.json`), predictions: scratch(`draw-${seed}.csv`) } satisfies LocalTrialInput,
    }));
    const learner = derivedTitle(family.title(options), sides.words);
    const title = params.title ?? derivedTitle(family.name, sides.words, `${titleHead(foreign.title)}${told(params.foreignWhere)} + ${titleHead(local.title)}${told(params.localWhere)}`);
    const about = {
      id: place.outputId, title, simulated: foreign.simulated || local.simulated, family: learner, learner: { family: family.id, input: sides.foreign.source.kind, encoder: params.encoder }, split: describeSplit(params.split), classes: training.classes, warnings: [...sides.warnings],
      scheme: engine.catalog.scheme.get(local.schemeId).scheme,
      foreign: { id: foreign.id, title: foreign.title, where: params.foreignWhere, rows: foreign.rows },
      local: { id: local.id, title: local.title, where: params.localWhere, rows: local.rows },
    };
    const columns = sides.foreign.source.shape.reduce((product, side) => product * side, 1);
    const seconds = steps.reduce((sum, samples) => sum + family.seconds(options, { rows: foreign.rows + Math.min(samples, local.rows), columns, classes: training.classes.length }), 0) * units.length;
    return {
      title: `Local-data curve: ${title}`,
      stages: [
        ...sides.stages,
        { name: 'Train and test', unit: 'draws', units, weight: sides.stages.length > 0 ? 0.45 : 0.95, mayFail: false },
        { name: 'Compare', unit: 'reports', units: [{ key: REPORT, task: localCurveTask.name, input: { trials: units.map(({ input: { target, predictions } }) => ({ target, predictions })), steps, folder: engine.workspace.absolute(place.outputFolder), about } }], weight: 0.05, mayFail: false },
      ],
      inputs: [...new Set([foreign.path, local.path, ...sides.inputs])],
      estimate: { seconds: Math.ceil((sides.seconds + seconds) / engine.settings.workers + 2), diskBytes: 20_000, memoryMB: Math.ceil(200 + ((foreign.rows + local.rows) * columns * 16) / 1e6), readBytes: (foreign.rows + local.rows) * local.bands.length * local.periods.length * 2 * units.length, processor: 'CPU', workers: engine.settings.workers, ...(sides.warnings.length > 0 ? { warnings: [...sides.warnings] } : {}) },
      seed: params.seed,
      carry: {},
    };
  },

  finish(_engine, _job, _plan, place, results) {
    const { document, files } = localCurveTask.output.parse(results.get(REPORT));
    const { title, steps, fit, gain, verdict, warnings } = document;
    return Promise.resolve({
      record: null,
      outputs: files.map((name) => `${place.outputFolder}/${name}`),
      result: { id: place.outputId, title, steps, fit, gain, verdict, warnings, paths: Object.fromEntries(files.map((name) => [name, `${place.outputFolder}/${name}`])) },
    });
  },
};

/** Draws with seeds one after the other; the split's own seed goes along. */
function drawsOf({ seed: first, draws, split }: LocalCurveParams): { readonly seed: number; readonly split: SplitSpec }[] {
  return Array.from({ length: draws }, (_, i) => {
    const seed = (first + i) % MAX_SEED;
    return { seed, split: 'seed' in split ? { ...split, seed } : split };
  });
}

function told(where: LocalCurveParams['localWhere']): string {
  return where.length === 0 ? '' : ` (${whereWords(where)})`;
}

/** Codes of both sets, in the order of the local scheme and then of the foreign one. */
function classesOf(engine: EngineContext, foreign: SampleSet, local: SampleSet): string[] {
  const present = new Set([foreign, local].flatMap(({ byClass }) => Object.entries(byClass).flatMap(([code, count]) => (count > 0 ? [code] : []))));
  const codes = [local, foreign].flatMap(({ schemeId }) => engine.catalog.scheme.get(schemeId).scheme.classes.map(({ code }) => code));
  const classes = [...new Set(codes)].filter((code) => present.has(code));
  if (classes.length < 2) throw appError('CLASSES_TOO_FEW', { count: classes.length });
  return classes;
}
