import { toAppError } from '../../../shared/errors/app-error.ts';
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
 * `furrow info processors` and `run.json`. Tree ensembles always run in Furrow's own kernel on the CPU.
 */
export async function describeProcessors(pool: WorkerPool): Promise<ProcessorReport[]> {
  const trials = await Promise.all(
    PREFERENCE.map(async ({ provider, name }) => {
      try {
        return { name, ...(await pool.run(processorTask, { provider })) };
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'CANCELLED') throw error;
        return { name, works: false, finding: `its trial failed: ${error.message}` };
      }
    }),
  );
  const chosen = trials.find((trial) => trial.works);
  return trials.map((trial) => ({
    name: trial.name,
    used: trial === chosen,
    reason: trial === chosen || !trial.works ? trial.finding : `${trial.finding}, but ${chosen?.name ?? ''} goes before it`,
  }));
}
