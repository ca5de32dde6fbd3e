import { z } from 'zod';
import { messageParamsSchema, toldSchema } from '../messages/message.ts';

/** Life of a job. `partial`: finished, but some windows or inputs failed and are listed. `interrupted`: its process died; resume it. */
export const JOB_STATES = ['planned', 'running', 'done', 'partial', 'failed', 'cancelled', 'interrupted'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What a job will cost, shown before it starts. */
export const estimateSchema = z.object({
  seconds: z.number(),
  diskBytes: z.number(),
  memoryMB: z.number(),
  readBytes: z.number(),
  processor: z.string(),
  workers: z.int(),
  /** What a person should know before the start, such as bands that are missing throughout. */
  warnings: z.array(toldSchema).exactOptional(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** Progress of a job: `done` of `total` in `unit` (scenes, windows, periods, trees). Monotone; at most ten a second. */
export const progressSchema = z.object({
  stage: z.string(),
  done: z.number(),
  total: z.number(),
  unit: z.string(),
  /** 0…1 over all stages. */
  fraction: z.number(),
  remainingSeconds: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

/** A file that a run read or wrote. Paths as in assets. */
export const fileDigestSchema = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });
export type FileDigest = z.infer<typeof fileDigestSchema>;

export const jobSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(JOB_STATES),
  params: z.record(z.string(), z.unknown()),
  estimate: estimateSchema,
  progress: progressSchema.nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Result document of the job's call, when done. */
  result: z.record(z.string(), z.unknown()).nullable(),
  /** The error document of the API. */
  error: z.object({ code: z.string(), message: z.string(), action: z.string(), params: messageParamsSchema.optional() }).nullable(),
  failedUnits: z.array(z.object({ key: z.string(), code: z.string(), message: z.string() })),
});
export type Job = z.infer<typeof jobSchema>;
