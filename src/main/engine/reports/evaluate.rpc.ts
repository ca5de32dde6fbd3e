import { z } from 'zod';
import { REPORT_ATTRIBUTES } from '../../../shared/contract/jobs/evaluate.ts';
import { splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import { temperatureSchema } from '../../../shared/reports/assessment.ts';
import { evaluationSchema } from '../../../shared/reports/evaluation.ts';
import { rowConditionSchema } from '../../../shared/reports/where.ts';
import { inputSourceSchema } from '../models/inputs/input.ts';
import { defineTask } from '../pool/rpc.ts';

/** Tests a model and writes `report.json` and its tables. Paths are absolute. @throws SAMPLES_NONE, MODEL_UNUSABLE */
export const evaluateTask = defineTask({
  name: 'reports.evaluate',
  input: z.object({
    model: z.object({ path: z.string(), input: z.string(), probabilities: z.string() }),
    classes: z.array(z.string()),
    source: inputSourceSchema,
    samples: z.object({ path: z.string(), crs: z.string() }),
    /** Periods of the samples that the numbers are worked out from; embeddings have chosen theirs already. */
    window: z.object({ first: z.int(), count: z.int() }),
    /** Where the model's training rows are; null where nobody knows them. */
    learnt: z.object({ path: z.string(), crs: z.string(), resplit: z.object({ crs: z.string(), spec: splitSpecSchema }).nullable() }).nullable(),
    where: z.array(rowConditionSchema),
    by: z.array(z.enum(REPORT_ATTRIBUTES)),
    temperature: temperatureSchema.nullable(),
    importance: z.object({ repeats: z.int(), mostRows: z.int(), seed: z.int() }).nullable(),
    /** Absolute. */
    folder: z.string(),
    /** What the report says of itself. */
    about: evaluationSchema.pick({ id: true, title: true, simulated: true, model: true, samples: true, scheme: true, warnings: true }).extend({ trainRows: z.int(), split: z.string() }),
  }),
  output: z.object({ files: z.array(z.string()), document: evaluationSchema }),
  silenceSeconds: 3600,
});
export type EvaluateInput = z.infer<typeof evaluateTask.input>;
