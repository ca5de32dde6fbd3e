import { toAppError } from '../../../shared/errors/app-error.ts';
import { message } from '../../../shared/messages/message.ts';
import type { WorkerPool } from '../pool/rpc.ts';
import { processorTask } from './processors.rpc.ts';

/** A processor for networks: whether it is the one used, and why or why not. */
export interface ProcessorReport {
  /** `CUDA`, `DirectML`, `CoreML`, `WebGPU` or `CPU`. */
  readonly name: string;
  readonly used: boolean;
  readonly reason: string;
}

/** In order of preference. Kept apart from `providers.ts`, which loads ONNX Runtime. */
const PREFERENCE = [
  { provider: 'cuda', name: 'CUDA' },
  { provider: 'dml', name: 'DirectML' },
  { provider: 'coreml', name: 'CoreML' },
  { provider: 'webgpu', name: 'WebGPU' },
  { provider: 'cpu', name: 'CPU' },
] as const;

/**
 * Tries every processor in a worker of its own and chooses the first of the list that gives the CPU's results. For
 * `furrow info processors` and `run.json`. Tried once for a pool.
 */
export function describeProcessors(pool: WorkerPool): Promise<ProcessorReport[]> {
  const known = found.get(pool) ?? tryAll(pool);
  found.set(pool, known);
  // A trial that was cancelled is no finding: the next one who asks has it done again.
  known.catch(() => found.delete(pool));
  return known;
}

/** {@link describeProcessors} for a job that runs a tree ensemble: whatever works, trees run on the CPU. */
export function describeTreeProcessors(pool: WorkerPool): Promise<ProcessorReport[]> {
  return onTheCpu(pool, 'tree ensembles run on the CPU, in Furrow’s own kernel that is proved equal to ONNX Runtime');
}

/** The same for a job that runs a network over pixels. */
export function describeNetworkProcessors(pool: WorkerPool): Promise<ProcessorReport[]> {
  return onTheCpu(pool, 'encoders and heads run on the CPU, in one single-threaded session of ONNX Runtime per worker');
}

async function onTheCpu(pool: WorkerPool, words: string): Promise<ProcessorReport[]> {
  const reports = await describeProcessors(pool);
  return reports.map(({ name, used, reason }) => {
    if (name === 'CPU') return { name, used: true, reason: words };
    return { name, used: false, reason: used ? `${reason}, but ${words}` : reason };
  });
}

/** The processors of a machine do not change while its workers run. */
const found = new WeakMap<WorkerPool, Promise<ProcessorReport[]>>();

async function tryAll(pool: WorkerPool): Promise<ProcessorReport[]> {
  const trials = await Promise.all(
    PREFERENCE.map(async ({ provider, name }) => {
      try {
        return { name, ...(await pool.run(processorTask, { provider })) };
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'CANCELLED') throw error;
        return { name, works: false, finding: message('PROCESSOR_TRIAL_FAILED', { detail: error.message }).text };
      }
    }),
  );
  const chosen = trials.find((trial) => trial.works);
  return trials.map((trial) => ({
    name: trial.name,
    used: trial === chosen,
    reason: trial === chosen || !trial.works ? trial.finding : message('PROCESSOR_BEHIND', { finding: trial.finding, name: chosen?.name ?? '' }).text,
  }));
}
