import { z } from 'zod';
import { splitSpecSchema } from '../contract/sample-split.ts';

/** Figures of one training and test. `leftOut`: classes that this draw left with fewer than two training samples; they are neither learnt nor tested. */
export const leakTrialSchema = z.object({ seed: z.int(), overallAccuracy: z.number(), macroF1: z.number(), trainRows: z.int(), testRows: z.int(), leftOut: z.array(z.string()).default([]) });
export type LeakTrial = z.infer<typeof leakTrialSchema>;

/** Mean of the trials, and their standard deviation (n − 1; 0 for one trial). */
export const leakSideSchema = z.object({ split: z.string(), overallAccuracy: z.number(), macroF1: z.number(), overallAccuracySd: z.number(), macroF1Sd: z.number(), trials: z.array(leakTrialSchema).min(1) });
export type LeakSide = z.infer<typeof leakSideSchema>;

/** `leak.json`: how much better a random split makes the same model look than a split that keeps neighbours together. */
export const leakDocumentSchema = z.object({
  version: z.literal(1),
  samples: z.string(),
  family: z.string(),
  /** What is compared with the random split. */
  spec: splitSpecSchema,
  random: leakSideSchema,
  blocked: leakSideSchema,
  /** Random minus the other: what the random split claims too much, 0…1. */
  leak: z.object({ overallAccuracy: z.number(), macroF1: z.number() }),
});
export type LeakDocument = z.infer<typeof leakDocumentSchema>;

/** True when the difference is larger than the spread of the draws of either split. */
export function isLeakClear({ random, blocked, leak }: LeakDocument): boolean {
  return leak.macroF1 > Math.max(random.macroF1Sd, blocked.macroF1Sd);
}

/** Puts trials of one split together. */
export function leakSide(split: string, trials: readonly LeakTrial[]): LeakSide {
  const of = (figure: 'overallAccuracy' | 'macroF1'): { mean: number; sd: number } => {
    const mean = trials.reduce((sum, trial) => sum + trial[figure], 0) / trials.length;
    const squares = trials.reduce((sum, trial) => sum + (trial[figure] - mean) ** 2, 0);
    return { mean, sd: trials.length > 1 ? Math.sqrt(squares / (trials.length - 1)) : 0 };
  };
  const [accuracy, f1] = [of('overallAccuracy'), of('macroF1')];
  return { split, overallAccuracy: accuracy.mean, macroF1: f1.mean, overallAccuracySd: accuracy.sd, macroF1Sd: f1.sd, trials: [...trials] };
}
