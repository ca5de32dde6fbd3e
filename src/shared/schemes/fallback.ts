import { z } from 'zod';
import type { ClassScheme } from '../raster/class-scheme.ts';
import { levelOf, lineOf } from './tree.ts';

/**
 * From which probability on a class of a level is believed; below it the map says the parent. Levels count from the top:
 * 1 has no parent and therefore no threshold.
 */
export const fallbackRulesSchema = z
  .array(z.object({ level: z.int().min(2), threshold: z.number().min(0).max(1) }))
  .refine((rules) => new Set(rules.map(({ level }) => level)).size === rules.length, 'a level has one threshold')
  .default([]);
export type FallbackRule = z.output<typeof fallbackRulesSchema>[number];

/** What a worker needs to fall back: plain data, one entry per class that a map can have. */
export const fallbackTreeSchema = z.object({
  /** Codes: the classes of the model in the order of their probabilities, then the parents that the map may fall back to. */
  codes: z.array(z.string()),
  /** Pixel value of each. */
  values: z.array(z.int()),
  /** Index of the parent of each, −1 where it is never left. */
  up: z.array(z.int()),
  /** Probability from which on each is believed. */
  thresholds: z.array(z.number()),
  /** For each the indexes of the model's classes that it is the sum of. */
  members: z.array(z.array(z.int())),
});
export type FallbackTree = z.infer<typeof fallbackTreeSchema>;

/**
 * The way up from each class of a model. Levels without a rule are always believed, and so is what has no parent.
 * @param classes codes of the model's classes in the order of its probabilities
 * @returns null where no class can ever fall back: no rules, or no parents at their levels
 */
export function planFallback(scheme: ClassScheme, classes: readonly string[], rules: readonly FallbackRule[]): FallbackTree | null {
  const thresholdOf = new Map(rules.map(({ level, threshold }) => [level, threshold]));
  const codes = [...classes];
  for (const code of classes) {
    for (const [i, ancestor] of lineOf(scheme, code).entries()) {
      const below = lineOf(scheme, code)[i - 1];
      if (below !== undefined && !thresholdOf.has(levelOf(scheme, below))) break;
      if (!codes.includes(ancestor)) codes.push(ancestor);
    }
  }
  const byCode = new Map(scheme.classes.map((cropClass) => [cropClass.code, cropClass]));
  const up = codes.map((code) => (thresholdOf.has(levelOf(scheme, code)) ? codes.indexOf(byCode.get(code)?.parent ?? '') : -1));
  if (up.every((parent) => parent < 0)) return null;
  return {
    codes,
    values: codes.map((code) => byCode.get(code)?.value ?? 0),
    up,
    thresholds: codes.map((code) => thresholdOf.get(levelOf(scheme, code)) ?? 0),
    members: codes.map((code) => classes.flatMap((member, i) => (lineOf(scheme, member).includes(code) ? [i] : []))),
  };
}

/** A class that was decided on, and how probable it is. */
export interface Decision {
  /** Index in the codes of the tree. */
  readonly node: number;
  /** Sum of the probabilities of the model's classes at or below it, 0…1. */
  readonly probability: number;
}

/**
 * Climbs from the likeliest class to its parents until one is believed: its probability, the sum of the classes below it,
 * reaches the threshold of its level, or it has no parent.
 * @param probabilities float32, row-major [rows, classes of the model]
 * @param best index of the likeliest class of the row
 */
export function fallBack(tree: FallbackTree, probabilities: Float32Array, row: number, classes: number, best: number): Decision {
  let node = best;
  for (;;) {
    const probability = sumOf(tree.members[node] as number[], probabilities, row * classes);
    const parent = tree.up[node] as number;
    if (parent < 0 || probability >= (tree.thresholds[node] as number)) return { node, probability };
    node = parent;
  }
}

function sumOf(members: readonly number[], probabilities: Float32Array, base: number): number {
  let sum = 0;
  for (const member of members) sum += probabilities[base + member] as number;
  return Math.min(1, sum);
}
