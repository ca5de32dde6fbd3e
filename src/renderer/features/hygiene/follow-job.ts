import type { Job } from '../../../shared/job/job.ts';
import { call } from '../../client/call.ts';
import { useJobs } from '../../state/jobs/jobs.ts';

const RUNNING: readonly string[] = ['planned', 'running'];

/** Starts a job and waits for its end, whatever panel is open. @throws EngineError when it cannot start */
export async function runToEnd(kind: string, params: Record<string, unknown>): Promise<Job> {
  const { job } = await call('jobs.start', { kind, params });
  await useJobs.getState().refresh();
  return new Promise((resolve) => {
    const look = (jobs: readonly Job[]): boolean => {
      const own = jobs.find(({ id }) => id === job.id);
      if (!own || RUNNING.includes(own.state)) return false;
      resolve(own);
      return true;
    };
    if (look(useJobs.getState().jobs)) return;
    const stop = useJobs.subscribe(({ jobs }) => { if (look(jobs)) stop(); });
  });
}

/** The running job of a kind about a sample set, or null. */
export function useRunning(kind: string, samples: string): Job | null {
  return useJobs((state) => state.jobs.find((job) => job.kind === kind && RUNNING.includes(job.state) && job.params['samples'] === samples) ?? null);
}
