import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';

/** Tries one processor with a small network. One task each, so that a driver that crashes takes only its own trial with it. */
export const processorTask = defineTask({
  name: 'onnx.processors',
  input: z.object({ provider: z.enum(['cuda', 'webgpu', 'dml', 'coreml', 'cpu']) }),
  output: z.object({ works: z.boolean(), finding: z.string() }),
  silenceSeconds: 60,
});
