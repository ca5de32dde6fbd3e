import { z } from 'zod';
import { modelCardSchema } from '../../../../shared/records/learning.ts';
import { messageSchema } from '../../../../shared/messages/message.ts';
import { defineTask } from '../../pool/rpc.ts';

/** A session of a model that does not come up in this time never will. */
const SILENCE_SECONDS = 120;

/**
 * Examines an ONNX file from elsewhere in a worker of its own: what is wrong with it ends the worker at worst. Reads it,
 * refuses what is unsafe, loads it into ONNX Runtime and runs rows or a patch of zeros through it.
 */
export const examineModelTask = defineTask({
  name: 'models.examine',
  input: z.object({
    /** Absolute. */
    path: z.string(),
    /** What to call it in messages: its final or original place. */
    name: z.string(),
    /** The card that belongs to it; null where there is none, and the file alone must say what it is. */
    card: modelCardSchema.nullable(),
  }),
  /** The card, made from the file where there was none, and what was found. */
  output: z.object({ card: modelCardSchema, findings: z.array(messageSchema) }),
  silenceSeconds: SILENCE_SECONDS,
});
