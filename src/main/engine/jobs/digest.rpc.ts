import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';

/** Size in bytes and SHA-256 (lower-case hexadecimal) of the files at absolute paths, in their order. */
export const digestTask = defineTask({
  name: 'jobs.digest',
  input: z.object({ paths: z.array(z.string()).min(1) }),
  output: z.object({ files: z.array(z.object({ bytes: z.number(), sha256: z.string(), modifiedMs: z.number() })) }),
  // One large archive on a slow disk is read in one go.
  silenceSeconds: 4 * 3600,
});
