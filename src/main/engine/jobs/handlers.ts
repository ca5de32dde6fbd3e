import type { jobsContract } from '../../../shared/contract/jobs.ts';
import type { HandlersOf } from '../handler.ts';
import { runFile } from './frozen-run.ts';
import { readLog } from './run-log.ts';

/** Answers the calls about jobs. */
export const jobsHandlers: HandlersOf<typeof jobsContract> = {
  'jobs.plan': async ({ jobs }, { kind, params }) => {
    const plan = await jobs.plan(kind, params);
    return { title: plan.title, estimate: plan.estimate, stages: plan.stages.map(({ name, unit, units }) => ({ name, unit, units: units.length })) };
  },
  'jobs.start': async ({ jobs }, { kind, params }) => ({ job: (await jobs.start(kind, params)).job }),
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
