import { z } from 'zod';
import { estimateSchema, jobSchema } from '../job/job.ts';
import { defineCall } from './call.ts';

const jobRequest = z.object({
  /** Kind of the job, such as `composite`; docs/contract.md lists them with their parameters. */
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
});

/** Calls about jobs: every capability that takes time is started, watched and stopped through these. */
export const jobsContract = {
  'jobs.plan': defineCall({
    kind: 'query',
    summary: 'What a job would cost: time, disk, memory, processor; nothing is started.',
    input: jobRequest,
    output: z.object({ title: z.string(), estimate: estimateSchema, stages: z.array(z.object({ name: z.string(), unit: z.string(), units: z.int() })) }),
    errors: ['NOTHING_TO_DO', 'GRID_EMPTY', 'GRID_TOO_LARGE', 'RECORD_NOT_FOUND', 'RECORD_EXISTS', 'FILE_EXISTS', 'OUTPUT_OUTSIDE', 'BAND_MISSING', 'MODEL_INPUT', 'SAMPLES_DIFFER'],
  }),
  'jobs.start': defineCall({
    kind: 'job',
    summary: 'Starts a job and answers at once; its progress and end come as events.',
    input: jobRequest,
    output: z.object({ job: jobSchema }),
    errors: ['NOTHING_TO_DO', 'GRID_EMPTY', 'GRID_TOO_LARGE', 'RECORD_NOT_FOUND', 'RECORD_EXISTS', 'FILE_EXISTS', 'OUTPUT_OUTSIDE', 'BAND_MISSING', 'MODEL_INPUT', 'SAMPLES_DIFFER'],
  }),
  'jobs.list': defineCall({ kind: 'query', summary: 'All jobs, newest first.', input: z.object({}), output: z.object({ items: z.array(jobSchema) }), errors: [] }),
  'jobs.get': defineCall({
    kind: 'query',
    summary: 'One job with its progress, failed windows and result.',
    input: z.object({ id: z.string() }),
    output: z.object({ job: jobSchema }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'jobs.log': defineCall({
    kind: 'query',
    summary: 'The log of a job: its last lines, oldest first.',
    input: z.object({ id: z.string(), most: z.int().min(1).max(5000).default(500) }),
    output: z.object({ lines: z.array(z.object({ at: z.string(), event: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })) }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'jobs.cancel': defineCall({
    kind: 'command',
    summary: 'Stops a job within two seconds; what is finished is kept for a later resume.',
    input: z.object({ id: z.string() }),
    output: z.object({ job: jobSchema }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'jobs.resume': defineCall({
    kind: 'job',
    summary: 'Goes on with a job that was cancelled, interrupted or failed; finished windows are not repeated.',
    input: z.object({ id: z.string() }),
    output: z.object({ job: jobSchema }),
    errors: ['RECORD_NOT_FOUND', 'JOB_NOT_RESUMABLE', 'OUTPUT_OUTSIDE'],
  }),
  'jobs.replay': defineCall({
    kind: 'command',
    summary: 'Runs a finished run again from its provenance and compares the checksums of what comes out.',
    input: z.object({ run: z.string() }),
    output: z.object({ identical: z.boolean(), differences: z.array(z.string()) }),
    errors: ['RECORD_NOT_FOUND', 'REPLAY_INPUT_CHANGED'],
  }),
};
