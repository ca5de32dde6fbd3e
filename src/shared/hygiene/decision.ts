import { z } from 'zod';

/** What a person decides about a sample: another class, out, fine as it is, or no decision any more. */
export const DECISION_ACTIONS = ['fix', 'drop', 'keep', 'clear'] as const;
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

/** One step of deciding; several samples at once are one step of undo. */
export const decisionStepSchema = z.object({
  samples: z.array(z.string()).min(1),
  action: z.enum(DECISION_ACTIONS),
  /** The new class of a fix; null otherwise. */
  classCode: z.string().nullable(),
  /** UTC time, ISO 8601. */
  at: z.string(),
});
export type DecisionStep = z.infer<typeof decisionStepSchema>;

/** `decisions.json` beside a sample set: every step, and how many of them count (the others are undone). */
export const decisionLogSchema = z.object({ version: z.literal(1), steps: z.array(decisionStepSchema), done: z.int().min(0) });
export type DecisionLog = z.infer<typeof decisionLogSchema>;

/** The decision that holds for a sample. */
export const decisionSchema = z.object({ sample: z.string(), action: z.enum(['fix', 'drop', 'keep']), classCode: z.string().nullable() });
export type Decision = z.infer<typeof decisionSchema>;

export const NO_DECISIONS: DecisionLog = { version: 1, steps: [], done: 0 };

/** Adds a step; steps that were undone before are given up. */
export function withStep(log: DecisionLog, step: DecisionStep): DecisionLog {
  return { version: 1, steps: [...log.steps.slice(0, log.done), step], done: log.done + 1 };
}

/** One step back; the same log when there is none. */
export function undone(log: DecisionLog): DecisionLog {
  return { ...log, done: Math.max(0, log.done - 1) };
}

/** One step forth again; the same log when there is none. */
export function redone(log: DecisionLog): DecisionLog {
  return { ...log, done: Math.min(log.steps.length, log.done + 1) };
}

/** What holds: the last step that counts, per sample, in the order of the first step about each. */
export function decisionsOf(log: DecisionLog): Decision[] {
  const last = new Map<string, DecisionStep>();
  for (const step of log.steps.slice(0, log.done)) for (const sample of step.samples) last.set(sample, step);
  return [...last].flatMap(([sample, { action, classCode }]) => (action === 'clear' ? [] : [{ sample, action, classCode }]));
}
