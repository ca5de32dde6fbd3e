import { z } from 'zod';
import type { ClassCurve, Finding, FlagKind } from './finding.ts';

/** A class of which a check doubts more than half by their series. */
export const doubtedClassSchema = z.object({
  code: z.string(),
  /** Samples of it whose class the map, the neighbours or the distance from the class doubt. */
  doubted: z.int(),
  samples: z.int(),
});
export type DoubtedClass = z.infer<typeof doubtedClassSchema>;

/** Flags that come from how a series compares with those of other samples, and so from how many samples the classes have. */
const BY_COMPARISON: ReadonlySet<FlagKind> = new Set(['som', 'neighbours', 'far']);
const MOST_OF_IT = 0.5;

/**
 * Classes of which more than half is doubted, the most doubted first. The shares that the checks go by (of a neuron, of
 * the nearest series) do not allow for how common a class is: a class that is rare, or looks like a commoner one, is
 * outnumbered everywhere, and being doubted says little about the labels of its samples.
 */
export function doubtedClasses(findings: readonly Pick<Finding, 'classCode' | 'flags'>[], classes: readonly Pick<ClassCurve, 'code' | 'samples'>[]): DoubtedClass[] {
  const doubted = new Map<string, number>();
  for (const { classCode, flags } of findings) {
    if (flags.some(({ kind }) => BY_COMPARISON.has(kind))) doubted.set(classCode, (doubted.get(classCode) ?? 0) + 1);
  }
  return classes
    .map(({ code, samples }) => ({ code, doubted: doubted.get(code) ?? 0, samples }))
    .filter((one) => one.doubted > one.samples * MOST_OF_IT)
    .toSorted((a, b) => b.doubted / b.samples - a.doubted / a.samples || b.samples - a.samples || (a.code < b.code ? -1 : 1));
}

/** What a reader should know before deciding about the samples of such a class. */
export function doubtedClassText({ code, doubted, samples }: DoubtedClass): string {
  return `${doubted} of ${samples} samples of ${code} are doubted: the class is rare or looks like others here; rank them, do not drop or relabel them all.`;
}
