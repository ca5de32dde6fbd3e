import { appError } from '../../../shared/errors/app-error.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { Command, Invocation, Outcome } from '../command.ts';
import { jobReport } from '../job-report.ts';
import { followJob } from '../run-job.ts';
import { jobLine } from './list.ts';

export const jobsCommand: Command = {
  name: 'jobs',
  summary: 'Lists the jobs with their states.',
  usage: '',
  example: 'furrow jobs --workspace my-area',
  options: {},
  flags: {},
  async run({ open }) {
    await using client = await open();
    const { items } = await client.call('jobs.list', {});
    return { result: { items }, lines: items.length > 0 ? items.map(jobLine) : ['No jobs yet.'] };
  },
};

export const resumeCommand: Command = {
  name: 'resume',
  summary: 'Goes on with a job that was cancelled, interrupted or failed; finished windows are kept.',
  usage: 'ID',
  example: 'furrow resume composite-2021-01',
  options: {},
  flags: {},
  async run(invocation) {
    const id = idOf(invocation, 'resume');
    await using client = await invocation.open();
    const { job } = await client.call('jobs.resume', { id });
    return jobOutcome(await followJob(invocation, client, job.id));
  },
};

export const cancelCommand: Command = {
  name: 'cancel',
  summary: 'Stops a running job within two seconds, also one of another terminal or of the window.',
  usage: 'ID',
  example: 'furrow cancel composite-2021-01',
  options: {},
  flags: {},
  async run(invocation) {
    const id = idOf(invocation, 'cancel');
    await using client = await invocation.open();
    const { job } = await client.call('jobs.cancel', { id });
    return { result: { id, state: job.state }, lines: [`${id} is ${job.state}.`] };
  },
};

export const replayCommand: Command = {
  name: 'replay',
  summary: 'Runs a finished run again from its provenance and compares the checksums of all that comes out.',
  usage: 'RUN',
  example: 'furrow replay composite-2021-01',
  options: {},
  flags: {},
  async run(invocation) {
    const run = idOf(invocation, 'replay');
    await using client = await invocation.open();
    const result = await client.call('jobs.replay', { run }, { signal: invocation.signal });
    const lines = result.identical ? [`${run}: identical, byte for byte.`] : [`${run}: ${result.differences.length} differences`, ...result.differences.map((line) => `  ${line}`)];
    return { result: { state: 'done', ...result }, lines };
  },
};

function idOf({ positionals }: Invocation, command: string): string {
  const [id] = positionals;
  if (id === undefined) throw appError('WRONG_USE', { problem: `“furrow ${command}” needs an id.`, command });
  return id;
}

/** The outcome of a job that ended well: its result document, and what failed in it. */
export function jobOutcome(job: Job): Outcome {
  const failed = job.failedUnits.map(({ key, message }) => `  failed: ${key}: ${message}`);
  const result = { ...job.result, state: job.state, job: job.id, ...(failed.length > 0 ? { failedUnits: job.failedUnits } : {}) };
  return { result, lines: [...jobReport(job), ...failed], exit: job.state === 'partial' ? 4 : 0 };
}
