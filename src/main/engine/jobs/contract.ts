import type { Job } from '../../../shared/job/job.ts';
import type { JobPlan } from './definition.ts';

/** A job that was started, and its end: `finished` gives the job in its last state and does not reject for a failed one. */
export interface StartedJob {
  readonly job: Job;
  readonly finished: Promise<Job>;
}

export interface ReplayResult {
  readonly identical: boolean;
  /** One sentence per output that differs, is missing or is new. */
  readonly differences: readonly string[];
}

/** The jobs of one workspace. */
export interface Jobs extends AsyncDisposable {
  /** Files that the parameters of a job name by path, absolute. @throws INVALID_INPUT */
  namedFiles(kind: string, params: unknown): readonly string[];
  /** Plans without starting. @throws INVALID_INPUT and what the definition throws */
  plan(kind: string, params: unknown): Promise<JobPlan>;
  start(kind: string, params: unknown): Promise<StartedJob>;
  /** @throws JOB_NOT_RESUMABLE */
  resume(id: string): Promise<StartedJob>;
  /** Stops it within two seconds and gives it in its last state. */
  cancel(id: string): Promise<Job>;
  /** @throws REPLAY_INPUT_CHANGED */
  replay(runId: string, options?: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void }): Promise<ReplayResult>;
}
