import type { Job } from '../../../shared/job/job.ts';
import type { EngineContext } from '../context.ts';
import { importPaths } from '../ingest/import.ts';
import type { DemoDoors } from './pipeline.ts';

/** What the demo needs of the jobs of a workspace. */
export interface JobStarter {
  start(kind: string, params: unknown): Promise<{ readonly job: Job; readonly finished: Promise<Job> }>;
}

/** The doors of an engine in this process. */
export function engineDoors(engine: EngineContext, jobs: JobStarter): DemoDoors {
  return {
    runJob: async (kind, params) => (await jobs.start(kind, params)).finished,
    importPaths: (paths, options) => importPaths(engine, paths, options),
    absolute: (stored) => engine.workspace.absolute(stored),
  };
}
