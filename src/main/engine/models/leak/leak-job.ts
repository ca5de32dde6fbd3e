import { type SamplesLeak, samplesLeakSchema } from '../../../../shared/contract/jobs/leak.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { trainParamsSchema } from '../../../../shared/contract/jobs/train.ts';
import type { SplitSpec } from '../../../../shared/contract/sample-split.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import type { EngineContext } from '../../context.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { LEAKS, nextOf, numberedFolder } from '../../hygiene/check-folder.ts';
import { classesTaken, describeSplit } from '../../samples/splits/registry.ts';
import { familyOf, optionsOf } from '../families/registry.ts';
import { inputPlannerOf } from '../inputs/planners.ts';
import type { Training } from '../training.rpc.ts';
import { leakReportTask, leakTrialTask } from './leak.rpc.ts';

const REPORT = 'leak';
const MAX_SEED = 4_294_967_295;
/** Samples of a class that takes part, as in DOMAIN.md B8: fewer say nothing about either split. */
const SAMPLES_NEEDED = 10;
/** Share of the test of a random split where the other has none to take it from. */
const TEST_SHARE = 0.3;

/**
 * How much a random split flatters a model: the same family is trained and tested with rows drawn at random and with the
 * split that was chosen, several times each (Roberts et al. 2017; Ploton et al. 2020, Nature Communications 11, 4540).
 */
export const samplesLeakJob: JobDefinition<SamplesLeak> = {
  kind: 'samples-leak',
  params: samplesLeakSchema,
  record: null,

  output(engine, params) {
    const samples = engine.catalog.samples.get(params.samples);
    const id = nextOf(engine.workspace, samples, LEAKS);
    return { id: `${samples.id}-${id}`, folder: numberedFolder(samples, LEAKS, id) };
  },

  async plan(engine, params, place) {
    const samples = engine.catalog.samples.get(params.samples);
    const family = familyOf(params.family);
    const options = optionsOf(family, params.options);
    const { repeats: _repeats, split: _split, ...asked } = params;
    const train = trainParamsSchema.parse(asked);
    const input = await inputPlannerOf(family, train, 'samples-leak').plan(engine, train, samples, place);
    const random: SplitSpec = { by: 'stratified', testShare: 'testShare' in params.split ? params.split.testShare : TEST_SHARE, validationShare: 0, minPerClass: SAMPLES_NEEDED, seed: params.seed };
    const classes = classesOf(engine, samples, [random, params.split]);
    if (classes.length < 2) throw appError('CLASSES_TOO_FEW', { count: classes.length });
    const training = { samples: engine.workspace.absolute(samples.path), input: input.source, classes, family: family.id, validation: family.validation, validationShare: params.validationShare, options: { ...options }, chosen: null, balance: params.balance, sampleWeights: params.sampleWeights, seed: params.seed } satisfies Training;
    const scratch = (name: string): string => engine.workspace.absolute(`${place.workFolder}/${name}`);
    const trials = (name: string, spec: SplitSpec) => seedsOf(params, spec).map((seed) => ({
      key: `${name} ${seed}`,
      task: leakTrialTask.name,
      input: { training: { ...training, resplit: { crs: samples.crs, spec: withSeed(spec, seed) }, seed }, parts: family.parts(options), seed, scratch: scratch(`${name}-${seed}`), target: scratch(`${name}-${seed}.json`) },
    }));
    const [chance, chosen] = [trials('random', random), trials('chosen', params.split)];
    const targets = (units: typeof chance): string[] => units.map((unit) => unit.input.target);
    const report = { samples: samples.id, family: family.id, spec: params.split, randomSplit: describeSplit(random), split: describeSplit(params.split), random: targets(chance), blocked: targets(chosen), target: engine.workspace.absolute(`${place.outputFolder}/leak.json`) };
    const columns = input.source.shape.reduce((product, side) => product * side, 1);
    const seconds = family.seconds(options, { rows: samples.rows, columns, classes: training.classes.length }) * (chance.length + chosen.length);
    return {
      title: `Leak of a random split of ${samples.title}`,
      stages: [
        ...input.stages,
        { name: 'Train and test', unit: 'trainings', units: [...chance, ...chosen], weight: 0.95, mayFail: false },
        { name: 'Compare', unit: 'reports', units: [{ key: REPORT, task: leakReportTask.name, input: report }], weight: 0.05, mayFail: false },
      ],
      inputs: [samples.path, ...input.inputs],
      estimate: { seconds: Math.ceil((input.seconds + seconds) / engine.settings.workers + 2), diskBytes: 10_000, memoryMB: Math.ceil(200 + (samples.rows * columns * 12) / 1e6), readBytes: samples.rows * samples.bands.length * samples.periods.length * 2, processor: 'CPU', workers: engine.settings.workers },
      seed: params.seed,
      carry: {},
    };
  },

  finish(_engine, _job, _plan, place, results) {
    const { document } = leakReportTask.output.parse(results.get(REPORT));
    const path = `${place.outputFolder}/leak.json`;
    return Promise.resolve({ record: null, outputs: [path], result: { id: place.outputId, ...document, path } });
  },
};

/** Classes that take part in both splits, in the scheme's order. */
function classesOf(engine: EngineContext, samples: SampleSet, specs: readonly SplitSpec[]): string[] {
  const taken = specs.map((spec) => classesTaken(spec, samples.byClass));
  return engine.catalog.scheme.get(samples.schemeId).scheme.classes.map(({ code }) => code).filter((code) => taken.every((counts) => (counts[code] ?? 0) >= SAMPLES_NEEDED));
}

/** Seeds of the draws; a split without chance is done once. */
function seedsOf(params: SamplesLeak, spec: SplitSpec): number[] {
  const drawn = 'seed' in spec && !(spec.by === 'attribute' && spec.test !== null);
  return Array.from({ length: drawn ? params.repeats : 1 }, (_, i) => (params.seed + i) % MAX_SEED);
}

function withSeed(spec: SplitSpec, seed: number): SplitSpec {
  return 'seed' in spec ? { ...spec, seed } : spec;
}
