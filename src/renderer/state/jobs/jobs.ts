import { create } from 'zustand';
import type { Job, Progress } from '../../../shared/job/job.ts';
import { call } from '../../client/call.ts';
import type { EngineEvent } from '../../client/events.ts';
import { report } from '../report.ts';

interface Jobs {
  /** Newest first. */
  readonly jobs: readonly Job[];
  readonly read: boolean;
  readonly refresh: () => Promise<void>;
  /** Takes the progress that an event tells, without asking the engine for all jobs again. */
  readonly progressed: (event: EngineEvent) => void;
}

/** The jobs of the workspace; the engine keeps them, so they survive a closed panel and a reloaded window. */
export const useJobs = create<Jobs>()((set) => ({
  jobs: [],
  read: false,
  refresh: async () => {
    set({ jobs: (await call('jobs.list', {})).items, read: true });
  },
  progressed: ({ payload }) => {
    const { id, ...progress } = payload as unknown as Progress & { readonly id: string };
    // The stream begins with what happened before: progress of jobs that ended since is of no use.
    set(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id && job.state === 'running' && progress.fraction >= (job.progress?.fraction ?? 0) ? { ...job, progress } : job)) }));
  },
}));

/** Cancels a job; what goes wrong is told in the notice. */
export function cancelJob(id: string): void {
  report(call('jobs.cancel', { id }));
}

/** Goes on with a job that was cancelled, interrupted or failed. */
export function resumeJob(id: string): void {
  report(call('jobs.resume', { id }).then(() => useJobs.getState().refresh()));
}
