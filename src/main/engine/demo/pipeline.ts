import { z } from 'zod';
import type { DemoStepName } from '../../../shared/contract/demo.ts';
import type { ImportOptions, ImportResult } from '../../../shared/contract/import.ts';
import type { ClassifyRequest } from '../../../shared/contract/jobs/classify.ts';
import type { CompositeRequest } from '../../../shared/contract/jobs/composite.ts';
import { type SimulateParams, simulateParamsSchema } from '../../../shared/contract/jobs/simulate.ts';
import type { TrainRequest } from '../../../shared/contract/jobs/train.ts';
import { AppError, appError } from '../../../shared/errors/app-error.ts';
import { isErrorCode } from '../../../shared/errors/texts.ts';
import type { Job } from '../../../shared/job/job.ts';
import { BANDS } from './season/spectrum.ts';

/** The doors through which the demo goes: the same as a user's. The command line and the engine each give their own. */
export interface DemoDoors {
  /** Starts a job and waits for its end, whatever that is. */
  runJob(kind: string, params: Readonly<Record<string, unknown>>): Promise<Job>;
  importPaths(paths: readonly string[], options: ImportOptions): Promise<ImportResult>;
  /** The absolute path of a workspace-relative one. */
  absolute(stored: string): string;
}

/** Told when a step begins (`seconds` null) and when it has ended. */
export interface DemoStep {
  readonly name: DemoStepName;
  /** What is done, or what came of it, in words. */
  readonly text: string;
  readonly seconds: number | null;
}

export interface DemoOptions {
  /** What to simulate; defaults as in the job `simulate`. */
  readonly landscape?: Partial<SimulateParams>;
  readonly trees?: number;
  readonly onStep?: (step: DemoStep) => void;
}

const simulatedSchema = z.object({ folder: z.string(), scenes: z.array(z.string()), parcels: z.string(), landCover: z.string(), truth: z.string() });
const compositeSchema = z.object({ id: z.string(), periods: z.array(z.object({ path: z.string(), clearFraction: z.number() })) });
const samplesSchema = z.object({ id: z.string(), rows: z.number(), byClass: z.record(z.string(), z.number()) });
const metricsSchema = z.object({ overallAccuracy: z.number(), macroF1: z.number() });
const modelSchema = z.object({ id: z.string(), metrics: metricsSchema });
const mapSchema = z.object({ id: z.string(), paths: z.record(z.string(), z.string()) });

/** What the demo made: ids of the records, figures of the model on held-back parcels, and workspace-relative paths. */
export interface DemoResult {
  readonly simulated: true;
  readonly folder: string;
  readonly scenes: number;
  readonly parcels: string;
  readonly mask: string;
  readonly composite: string;
  readonly samples: string;
  readonly rows: number;
  readonly model: string;
  readonly map: string;
  readonly macroF1: number;
  readonly overallAccuracy: number;
  readonly paths: Readonly<Record<string, string>>;
}

/**
 * Does the main job on the simulated landscape: simulate, import, composite by month, draw samples from the parcels,
 * train a forest, classify inside the cropland mask. Wants a new workspace: its records have fixed names.
 * @throws AppError the error of the step that failed; RECORD_EXISTS where the demo was done in this workspace before
 */
export async function runDemo(doors: DemoDoors, options: DemoOptions = {}): Promise<DemoResult> {
  const landscape = simulateParamsSchema.parse(options.landscape ?? {});
  const step = stepper(options.onStep);
  const made = await step('simulate', `Simulate a landscape and ${landscape.dates} overpasses of Sentinel-2`, async () => {
    const result = await ran(doors, 'simulate', landscape, simulatedSchema);
    return [result, `${result.scenes.length} products, parcels and a land cover map in ${result.folder}`];
  });
  const { parcels, mask } = await step('import', 'Import scenes, parcels and land cover', () => importAll(doors, made));
  const composite = await step('composite', 'Composite twelve months, clouds masked, gaps filled', async () => {
    const result = await ran(doors, 'composite', compositeRequest(landscape.year), compositeSchema);
    const clear = result.periods.reduce((sum, { clearFraction }) => sum + clearFraction, 0) / Math.max(1, result.periods.length);
    return [result, `${result.id}: ${result.periods.length} months, ${Math.round(clear * 100)} % of the pixels seen clear in a month on average`];
  });
  const samples = await step('samples', 'Draw samples inside the parcels', async () => {
    const request = { parcels, composite: composite.id, scheme: 'furrow-crops', seed: landscape.seed, id: 'simulated-samples', title: 'Samples of the simulated parcels' };
    const result = await ran(doors, 'samples-from-parcels', request, samplesSchema);
    return [result, `${result.rows} samples of ${Object.keys(result.byClass).length} crops`];
  });
  const model = await step('train', 'Train a random forest', async () => {
    const request: TrainRequest = { samples: samples.id, family: 'forest', options: { trees: options.trees ?? 100 }, seed: landscape.seed, id: 'simulated-forest', title: 'Forest of the simulated landscape' };
    const result = await ran(doors, 'train', request, modelSchema);
    return [result, `${result.id}: macro F1 ${result.metrics.macroF1.toFixed(3)}, overall accuracy ${result.metrics.overallAccuracy.toFixed(3)} on parcels held back`];
  });
  const map = await step('classify', 'Map the crops inside the cropland mask', async () => {
    const request: ClassifyRequest = { model: model.id, composite: composite.id, cropland: mask, id: 'simulated-crops', title: `Crops ${landscape.year}, simulated landscape` };
    const result = await ran(doors, 'classify', request, mapSchema);
    return [result, `${result.id}: ${result.paths['map'] ?? ''}`];
  });
  return {
    simulated: true,
    folder: made.folder,
    scenes: made.scenes.length,
    parcels,
    mask,
    composite: composite.id,
    samples: samples.id,
    rows: samples.rows,
    model: model.id,
    map: map.id,
    macroF1: model.metrics.macroF1,
    overallAccuracy: model.metrics.overallAccuracy,
    paths: { ...map.paths, truth: made.truth },
  };
}

function compositeRequest(year: number): CompositeRequest {
  return {
    bands: [...BANDS],
    from: `${year - 1}-11-01`,
    to: `${year}-10-31`,
    period: 'month',
    reducer: 'median',
    mask: 'keep-4-7',
    dilateM: 40,
    gap: 'linear',
    title: `Months of the simulated season ${year}`,
  };
}

async function importAll(doors: DemoDoors, made: z.infer<typeof simulatedSchema>): Promise<[{ parcels: string; mask: string }, string]> {
  const scenes = await taken(doors, made.scenes, {});
  const [parcels] = await taken(doors, [made.parcels], {});
  const [mask] = await taken(doors, [made.landCover], { as: 'cropland-mask' });
  if (!parcels || !mask) throw appError('FOLDER_EMPTY', { file: made.folder });
  return [{ parcels, mask }, `${scenes.length} scenes, parcels ${parcels}, cropland mask ${mask}`];
}

/** Ids of what was imported. @throws METADATA_INVALID where anything was skipped: the landscape must come in whole */
async function taken(doors: DemoDoors, stored: readonly string[], options: ImportOptions): Promise<string[]> {
  const paths = stored.map((path) => doors.absolute(path));
  const { imported, skipped } = await doors.importPaths(paths, { ...options, simulated: true });
  const [first] = skipped;
  if (first) throw appError('METADATA_INVALID', { file: first.path, detail: first.reason });
  return imported.map(({ id }) => id);
}

/** Runs a job and reads its result. @throws AppError the job's own error */
async function ran<T>(doors: DemoDoors, kind: string, params: object, schema: z.ZodType<T>): Promise<T> {
  const job = await doors.runJob(kind, params as Readonly<Record<string, unknown>>);
  if (job.state === 'done') return schema.parse(job.result);
  if (job.state === 'cancelled') throw appError('CANCELLED');
  const [failed] = job.failedUnits;
  if (job.error && isErrorCode(job.error.code)) throw new AppError(job.error.code, job.error.params ?? {});
  throw appError('JOB_WINDOWS_FAILED', { failed: job.failedUnits.length, total: job.progress?.total ?? job.failedUnits.length, id: job.id, first: failed?.message ?? job.error?.message ?? job.state });
}

type Stepper = <T>(name: DemoStepName, text: string, work: () => Promise<readonly [T, string]>) => Promise<T>;

function stepper(onStep: DemoOptions['onStep']): Stepper {
  return async (name, text, work) => {
    onStep?.({ name, text, seconds: null });
    const start = performance.now();
    const [result, told] = await work();
    onStep?.({ name, text: told, seconds: (performance.now() - start) / 1000 });
    return result;
  };
}
