import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import { call, EngineError } from '../../client/call.ts';
import { useJobs } from './jobs.ts';

/** What to start. */
export interface JobRequest {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Starts a job, so that the list of tasks has it at once.
 *
 * @param refuse is told why it was not started
 * @returns its id, or null where it was refused
 * @throws what is no answer of the engine
 */
export async function startJob({ kind, params }: JobRequest, refuse: (error: ErrorDocument) => void): Promise<string | null> {
  try {
    const { job } = await call('jobs.start', { kind, params: { ...params } });
    await useJobs.getState().refresh();
    return job.id;
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    refuse(thrown.document);
    return null;
  }
}
