import type { jobsContract } from '../../../shared/contract/jobs.ts';
import type { EngineServices, HandlersOf } from '../handler.ts';
import { runFile } from './frozen-run.ts';
import { readLog } from './run-log.ts';

/** Answers the calls about jobs. */
export const jobsHandlers: HandlersOf<typeof jobsContract> = {
  'jobs.plan': async (services, { kind, params }) => {
    const { jobs } = services;
    checkNamedFiles(services, kind, params);
    const plan = await jobs.plan(kind, params);
    return { title: plan.title, estimate: plan.estimate, stages: plan.stages.map(({ name, unit, units }) => ({ name, unit, units: units.length })) };
  },
  'jobs.start': async (services, { kind, params }) => {
    checkNamedFiles(services, kind, params);
    return { job: (await services.jobs.start(kind, params)).job };
  },
  'jobs.list': ({ catalog }) => ({ items: catalog.jobs.list() }),
  'jobs.get': ({ catalog }, { id }) => ({ job: catalog.jobs.get(id) }),
  'jobs.log': ({ catalog, workspace }, { id, most }) => ({ lines: readLog(runFile(workspace, catalog.jobs.get(id).id, 'log.ndjson'), most) }),
  'jobs.cancel': async ({ jobs }, { id }) => ({ job: await jobs.cancel(id) }),
  'jobs.resume': async ({ jobs }, { id }) => ({ job: (await jobs.resume(id)).job }),
  'jobs.replay': async ({ jobs }, { run }, options) => {
    const { identical, differences } = await jobs.replay(run, options);
    return { identical, differences: [...differences] };
  },
};

/** A path in parameters is no way around what was opened to this Furrow. @throws PATH_NOT_GRANTED */
function checkNamedFiles({ jobs, checkGranted }: EngineServices, kind: string, params: unknown): void {
  for (const path of jobs.namedFiles(kind, params)) checkGranted(path);
}
