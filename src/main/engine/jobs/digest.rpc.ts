import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';

/** Size in bytes and SHA-256 (lower-case hexadecimal) of the file at an absolute path. */
export const digestTask = defineTask({
  name: 'jobs.digest',
  input: z.object({ path: z.string() }),
  output: z.object({ bytes: z.number(), sha256: z.string(), modifiedMs: z.number() }),
  // One large archive on a slow disk is read in one go.
  silenceSeconds: 4 * 3600,
});
