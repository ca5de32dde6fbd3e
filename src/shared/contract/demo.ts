import { z } from 'zod';
import { defineCall } from './call.ts';
import { simulateParamsSchema } from './jobs/simulate.ts';
import { messageParamsSchema } from '../messages/message.ts';

/** The steps of the main job on the simulated landscape, in order. */
export const DEMO_STEPS = ['simulate', 'import', 'composite', 'samples', 'train', 'classify'] as const;
export type DemoStepName = (typeof DEMO_STEPS)[number];

/** Where the demo of this workspace stands. */
export const demoStateSchema = z.object({
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  steps: z.array(
    z.object({
      name: z.enum(DEMO_STEPS),
      state: z.enum(['waiting', 'running', 'done', 'failed']),
      /** Time it took; null before its end. */
      seconds: z.number().nullable(),
      /** Job that does it now, whose progress comes with the job's own events; null for the import and before it starts. */
      job: z.string().nullable(),
    }),
  ),
  /** The error document of the API. */
  error: z.object({ code: z.string(), message: z.string(), action: z.string(), params: messageParamsSchema.optional() }).nullable(),
  /** Ids of what was made, and how well the model does on the parcels held back. */
  result: z.object({ composite: z.string(), samples: z.string(), model: z.string(), map: z.string(), macroF1: z.number(), overallAccuracy: z.number() }).nullable(),
});
export type DemoState = z.infer<typeof demoStateSchema>;

const answer = z.object({ demo: demoStateSchema.nullable() });

/** Calls about the simulated landscape in the open workspace. Each change of its state is also an event `demo.changed`. */
export const demoContract = {
  'demo.run': defineCall({
    kind: 'job',
    summary: 'Makes the simulated landscape in this workspace and does the whole work on it, up to the crop map; answers at once. What an earlier run finished is not repeated.',
    input: z.object({ landscape: simulateParamsSchema.partial().default({}), trees: z.int().min(1).max(2000).optional() }),
    output: answer,
    errors: [],
  }),
  'demo.state': defineCall({ kind: 'query', summary: 'Where the demo stands that was started since the engine was; null when there is none.', input: z.object({}), output: answer, errors: [] }),
  'demo.cancel': defineCall({ kind: 'command', summary: 'Stops the demo within two seconds; what is finished is kept.', input: z.object({}), output: answer, errors: [] }),
};
