import { z } from 'zod';

/** Event of a finished epoch in the log of a run, with the facts of a {@link CurvePoint} and the unit it belongs to: live curves are drawn from these lines. */
export const EPOCH_EVENT = 'Training:Epoch';

/** One step of an iterative training: an epoch of a network, or a round of boosting. */
export const curvePointSchema = z.object({
  /** Counted from 1. */
  epoch: z.int().min(1),
  /** Mean weighted cross-entropy of the training rows in nats. */
  trainLoss: z.number(),
  /** Of the validation rows; null where there are none. */
  validationLoss: z.number().nullable(),
  /** Macro F1 of the validation rows; null where there are none. */
  macroF1: z.number().nullable(),
});
export type CurvePoint = z.infer<typeof curvePointSchema>;
