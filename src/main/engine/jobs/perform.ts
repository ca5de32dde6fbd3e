import { existsSync, mkdirSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { type AppError, appError } from '../../../shared/errors/app-error.ts';
import type { Job, Progress } from '../../../shared/job/job.ts';
import type { EngineContext } from '../context.ts';
import type { RunOptions, TaskSpec, WorkerPool } from '../pool/rpc.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobDefinition, JobOutcome, JobPlace } from './definition.ts';
import type { Digester } from './digest.ts';
import { type FrozenRun, runFile } from './frozen-run.ts';
import { outdatedUnits, readInputs, type RunInputs } from './inputs.ts';
import { ProgressMeter } from './progress-meter.ts';
import { RunLog } from './run-log.ts';
import { type FailedUnit, runStages, type UnitStore } from './stages.ts';

/** Share of a job's time for the checksums of what it reads, and of what it wrote. */
const CHECKSUM_SHARE = 0.02;

/** One doing of a frozen run: by a job, or by a replay. */
export interface PerformOptions {
  readonly engine: EngineContext;
  readonly definition: JobDefinition;
  readonly run: FrozenRun;
  readonly job: Job;
  readonly store: UnitStore;
  readonly digester: Digester;
  readonly signal: AbortSignal;
  readonly emit: (progress: Progress) => void;
}

export interface Performed {
  readonly inputs: RunInputs;
  readonly outcome: JobOutcome;
  readonly outputs: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly failed: readonly FailedUnit[];
}

/**
 * Does a frozen run: checksums of the inputs, the stages, the assembly by the definition, checksums of the outputs.
 * Registers nothing.
 * @throws AppError CANCELLED, JOB_WINDOWS_FAILED, DISK_FULL, WORKSPACE_READ_ONLY, or what a task or the definition threw
 */
export async function perform(options: PerformOptions): Promise<Performed> {
  const { definition, run, digester, signal } = options;
  const { workspace } = options.engine;
  const engine = { ...options.engine, pool: poolUnder(options.engine.pool, signal) };
  const meter = meterOf(options);
  const log = new RunLog(runFile(workspace, run.runId, 'log.ndjson'), engine.now);
  for (const folder of [run.workFolder, run.outputFolder]) if (folder !== '') mkdirSync(workspace.absolute(folder), { recursive: true });
  meter.enter(0);
  const inputs = await readInputs(workspace, run, digester, { signal, onProgress: (fraction) => meter.move('inputs', fraction) });
  for (const file of inputs.changed) log.write('Input:Changed', { file });
  const { results, failed } = await runStages({
    id: run.runId, plan: run.plan, store: options.store, pool: engine.pool, signal, meter, log,
    isInPlace: (result) => filesIn(result, workspace, run).every((file) => existsSync(file)),
    isOutdated: outdatedUnits(run.plan.stages, inputs.changed),
    stopsAll: (error) => stopsAll(error, workspace, run),
  });
  meter.enter(0);
  const outcome = await definition.finish(engine, options.job, run.plan, { ...placeOf(run), outputId: run.outputId }, results);
  const outputs = await digester.digest(outcome.outputs, { signal, trust: 'read' });
  meter.complete();
  return { inputs, outcome, outputs: outputs.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })), failed };
}

/** The place of a run, as its definition gets it. */
export function placeOf(run: FrozenRun): JobPlace {
  return { runId: run.runId, outputFolder: run.outputFolder, workFolder: run.workFolder };
}

function meterOf({ engine, run, job, emit }: PerformOptions): ProgressMeter {
  const { stages, estimate } = run.plan;
  const weight = CHECKSUM_SHARE * (stages.reduce((sum, stage) => sum + stage.weight, 0) || 1);
  return new ProgressMeter({
    stages: [
      { name: 'Check inputs', unit: 'steps', weight, total: 1 },
      ...stages.map((stage) => ({ name: stage.name, unit: stage.unit, weight: stage.weight, total: stage.units.length })),
      { name: 'Finish', unit: 'steps', weight, total: 1 },
    ],
    seconds: estimate.seconds,
    lanes: engine.pool.size,
    // A job that is gone on with after it ended in part begins a new count.
    from: job.result === null ? (job.progress?.fraction ?? 0) : 0,
    emit,
  });
}

/** The same pool, with every task under the job's own signal, so that a cancel also ends what a definition does in `finish`. */
export function poolUnder(pool: WorkerPool, signal: AbortSignal): WorkerPool {
  const under = (options: RunOptions = {}): RunOptions => ({ ...options, signal: options.signal ? AbortSignal.any([options.signal, signal]) : signal });
  return {
    size: pool.size,
    get peakMemoryMB() {
      return pool.peakMemoryMB;
    },
    run: <I, O>(spec: TaskSpec<I, O>, input: I, options?: RunOptions) => pool.run(spec, input, under(options)),
    runNamed: (name, input, options) => pool.runNamed(name, input, under(options)),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}

/** Absolute paths of a run's own files that a unit's result names, in either form of a path. */
function filesIn(result: unknown, workspace: Workspace, run: FrozenRun): string[] {
  if (typeof result === 'string') return isOwn(result, workspace, run) ? [workspace.absolute(result)] : [];
  if (typeof result !== 'object' || result === null) return [];
  return Object.values(result).flatMap((value) => filesIn(value, workspace, run));
}

function isOwn(path: string, workspace: Workspace, run: FrozenRun): boolean {
  return [run.outputFolder, run.workFolder, `runs/${run.runId}`].some((folder) => {
    if (folder === '') return false;
    const root = isAbsolute(path) ? join(workspace.folder, folder) : folder;
    return path === root || path.startsWith(root + sep) || path.startsWith(`${root}/`);
  });
}

/** The file that an error names; empty where it names none. */
function fileOf({ params }: AppError): string {
  return typeof params['file'] === 'string' ? params['file'] : '';
}

/** A refused write to a run's own folders means that the workspace cannot be written to; any other error stays. */
export function readOnly(error: AppError, workspace: Workspace, run: FrozenRun): AppError {
  if (error.code !== 'FILE_NOT_ALLOWED' || !isOwn(fileOf(error), workspace, run)) return error;
  return appError('WORKSPACE_READ_ONLY', { folder: workspace.folder }, { cause: error });
}

/** Failures of the place that the job writes to: every other unit would meet them too. */
function stopsAll(error: AppError, workspace: Workspace, run: FrozenRun): boolean {
  switch (error.code) {
    case 'DISK_FULL':
    case 'WORKSPACE_READ_ONLY':
    case 'CATALOG_DAMAGED':
      return true;
    case 'FILE_NOT_ALLOWED':
      return isOwn(fileOf(error), workspace, run);
    default:
      return false;
  }
}
