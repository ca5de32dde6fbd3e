import { type LocalCurveParams, localCurveParamsSchema } from '../../../shared/contract/jobs/local-curve.ts';
import { type TrainParams, trainParamsSchema } from '../../../shared/contract/jobs/train.ts';
import type { SplitSpec } from '../../../shared/contract/sample-split.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { whereWords } from '../../../shared/reports/where.ts';
import { matchPeriods } from '../../../shared/dates/period-match.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition, JobPlace, JobStage } from '../jobs/definition.ts';
import { familyOf, optionsOf } from '../models/families/registry.ts';
import type { Family } from '../models/families/family.ts';
import type { InputPlan } from '../models/inputs/input.ts';
import { inputPlannerOf } from '../models/inputs/planners.ts';
import { describeSplit } from '../samples/splits/registry.ts';
import { reportPlace } from './evaluation-folder.ts';
import { type LocalTrialInput, localCurveTask, localTrialTask } from './local-curve.rpc.ts';

const REPORT = 'curve';
const MAX_SEED = 4_294_967_295;

/** What more and more local samples add to foreign ones: `evaluations/<id>/curve.json` and `curve.csv`. */
export const localCurveJob: JobDefinition<LocalCurveParams> = {
  kind: 'local-curve',
  params: localCurveParamsSchema,

  output: (engine, params) => reportPlace(engine.workspace, params.id, `${params.local}-after-${params.foreign}`, 'local-curve'),

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
      input: { foreign: sides.foreign, local: sides.local, training, parts: family.parts(options), steps, split, seed, scratch: scratch(`draw-${seed}`), target: scratch(`draw-${seed}.json`) } satisfies LocalTrialInput,
    }));
    const learner = `${family.title(options)}${sides.words}`;
    const title = params.title ?? `${learner}: ${local.title}${told(params.localWhere)} added to ${foreign.title}${told(params.foreignWhere)}`;
    const about = {
      id: place.outputId, title, simulated: foreign.simulated || local.simulated, family: learner, split: describeSplit(params.split), classes: training.classes, warnings: [...sides.warnings],
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
        { name: 'Compare', unit: 'reports', units: [{ key: REPORT, task: localCurveTask.name, input: { trials: units.map((unit) => unit.input.target), steps, folder: engine.workspace.absolute(place.outputFolder), about } }], weight: 0.05, mayFail: false },
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

interface Asked {
  readonly family: Family;
  readonly foreign: SampleSet;
  readonly local: SampleSet;
  readonly place: JobPlace;
}

interface Sides extends Pick<LocalTrialInput, 'foreign' | 'local'> {
  readonly stages: readonly JobStage[];
  readonly inputs: readonly string[];
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** What it is given, where the family's name alone would not tell; with a space before. */
  readonly words: string;
}

/** The same numbers of both sets: the foreign set's features, periods and encoder. @throws AppError MODEL_INPUT where the local set cannot give them */
async function planSides(engine: EngineContext, params: LocalCurveParams, { family, foreign, local, place }: Asked): Promise<Sides> {
  const asked = trainParamsSchema.parse({ samples: foreign.id, ...pickTraining(params) });
  const planner = inputPlannerOf(family, asked);
  const ofForeign = await planner.plan(engine, asked, foreign, place);
  const isSame = foreign.id === local.id;
  const first = isSame ? 0 : firstPeriod(foreign, local);
  const isEmbedded = ofForeign.source.card.task === 'head';
  const count = foreign.periods.length;
  const shortened = isEmbedded ? local : { ...local, periods: local.periods.slice(first, first + count) };
  const wanted = ofForeign.source.kind === 'features' ? { ...asked, features: ofForeign.source.names } : asked;
  const ofLocal = isSame ? ofForeign : await planner.plan(engine, wanted, requireBands(foreign, shortened, isEmbedded), place);
  if (ofLocal.source.shape.join() !== ofForeign.source.shape.join()) throw refusal(foreign, local)(`rows of ${ofForeign.source.shape.join(' × ')} numbers`, ofLocal.source.shape.join(' × '));
  const side = (set: SampleSet, plan: InputPlan, where: LocalCurveParams['localWhere'], window: { first: number; count: number }) => ({ path: engine.workspace.absolute(set.path), crs: set.crs, source: plan.source, window, where });
  const stages = isSame ? ofForeign.stages : [...ofForeign.stages, ...ofLocal.stages.map(asLocal)];
  return {
    foreign: side(foreign, ofForeign, params.foreignWhere, { first: 0, count }),
    local: side(local, ofLocal, params.localWhere, isEmbedded ? { first: 0, count: local.periods.length } : { first, count }),
    stages,
    inputs: [...ofForeign.inputs, ...ofLocal.inputs],
    warnings: [...new Set([...(ofForeign.warnings ?? []), ...(ofLocal.warnings ?? [])])],
    seconds: ofForeign.seconds + (isSame ? 0 : ofLocal.seconds),
    words: ofForeign.words === undefined ? '' : ` ${ofForeign.words}`,
  };
}

function pickTraining({ family, options, input, features, encoder, without, balance, sampleWeights, validationShare, seed }: LocalCurveParams): Partial<TrainParams> {
  return { family, options, input, features, encoder, without, balance, sampleWeights, validationShare, seed };
}

/** Two sets may embed pieces of the same numbers: their units and stages must have names of their own. */
function asLocal(stage: JobStage): JobStage {
  return { ...stage, name: `${stage.name} (local)`, units: stage.units.map((unit) => ({ ...unit, key: `local: ${unit.key}` })) };
}

type Refusal = (needed: string, has: string) => Error;

function refusal(foreign: SampleSet, local: SampleSet): Refusal {
  return (needed, has) => appError('MODEL_INPUT', { model: foreign.id, needed, given: local.id, has });
}

function firstPeriod(foreign: SampleSet, local: SampleSet): number {
  const first = matchPeriods(foreign.periods, local.periods);
  const words = ({ periods }: SampleSet): string => `${periods.length} periods from ${periods[0]?.start.slice(5) ?? '?'}`;
  if (first === null) throw refusal(foreign, local)(words(foreign), words(local));
  return first;
}

/** The local set with the bands of the foreign one, in their order. Encoders do without bands; nothing else does. */
function requireBands(foreign: SampleSet, local: SampleSet, isEmbedded: boolean): SampleSet {
  if (isEmbedded) return local;
  const missing = foreign.bands.find(({ band, scale, offset, quantity }) => !local.bands.some((other) => other.band === band && other.scale === scale && other.offset === offset && other.quantity === quantity));
  if (missing) throw refusal(foreign, local)(`the band ${missing.band} as ${missing.quantity} stored × ${missing.scale}`, local.bands.map(({ band }) => band).join(', '));
  return { ...local, bands: foreign.bands };
}

/** Codes of both sets, in the order of the local scheme and then of the foreign one. */
function classesOf(engine: EngineContext, foreign: SampleSet, local: SampleSet): string[] {
  const present = new Set([foreign, local].flatMap(({ byClass }) => Object.entries(byClass).flatMap(([code, count]) => (count > 0 ? [code] : []))));
  const codes = [local, foreign].flatMap(({ schemeId }) => engine.catalog.scheme.get(schemeId).scheme.classes.map(({ code }) => code));
  const classes = [...new Set(codes)].filter((code) => present.has(code));
  if (classes.length < 2) throw appError('CLASSES_TOO_FEW', { count: classes.length });
  return classes;
}
