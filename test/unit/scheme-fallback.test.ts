import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkScheme } from '../../src/shared/raster/class-mapping.ts';
import { fallBack, type FallbackRule, fallbackRulesSchema, planFallback } from '../../src/shared/schemes/fallback.ts';
import { likeliestClass } from '../../src/shared/stats/decision.ts';

interface Golden {
  readonly classes: string[];
  readonly rows: number;
  readonly inputs: number[];
  readonly cases: { rules: FallbackRule[]; codes: string[]; values: number[]; probabilities: number[] }[];
}
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const golden = read('../golden/schemes/fallback.json') as Golden;
const scheme = checkScheme(read('../../resources/schemes/zuericrop.json'), 'zuericrop');
const probabilities = Float32Array.from(golden.inputs);

describe('falling back to a parent class', () => {
  it.each(golden.cases)('gives numpy’s class and probability with $rules', ({ rules, codes, values, probabilities: wanted }) => {
    const tree = planFallback(scheme, golden.classes, rules);
    if (!tree) throw new Error('there is a way up');
    for (let row = 0; row < golden.rows; row++) {
      const { node, probability } = fallBack(tree, probabilities, row, golden.classes.length, likeliestClass(probabilities, row, golden.classes.length));
      expect(tree.codes[node], `row ${row}`).toBe(codes[row]);
      expect(tree.values[node]).toBe(values[row]);
      expect(probability).toBeCloseTo(wanted[row] ?? NaN, 6);
    }
  });

  it('keeps every class where nothing is asked for or nothing lies above', () => {
    expect(planFallback(scheme, golden.classes, [])).toBeNull();
    const flat = { ...scheme, classes: scheme.classes.map((cropClass) => ({ ...cropClass, parent: null })) };
    expect(planFallback(flat, golden.classes, [{ level: 2, threshold: 0.9 }])).toBeNull();
  });

  it('names only the parents that can be reached', () => {
    const oneLevel = planFallback(scheme, ['rye', 'oat', 'vines'], [{ level: 3, threshold: 0.5 }]);
    expect(oneLevel?.codes).toEqual(['rye', 'oat', 'vines', 'L2_small_grain_cereal', 'L2_orchard_crop']);
    expect(oneLevel?.members).toEqual([[0], [1], [2], [0, 1], [2]]);
    expect(planFallback(scheme, ['rye', 'oat'], [{ level: 3, threshold: 0.5 }, { level: 2, threshold: 0.5 }])?.codes).toEqual(['rye', 'oat', 'L2_small_grain_cereal', 'L1_field_crops']);
  });

  it('takes a parent that the model knows itself as one of its classes', () => {
    const tree = planFallback(scheme, ['rye', 'L2_small_grain_cereal'], [{ level: 3, threshold: 0.6 }]);
    expect(tree?.codes).toEqual(['rye', 'L2_small_grain_cereal']);
    expect(tree && fallBack(tree, Float32Array.from([0.55, 0.45]), 0, 2, 0)).toEqual({ node: 1, probability: 1 });
  });

  it.each([[[{ level: 1, threshold: 0.5 }]], [[{ level: 2, threshold: 1.5 }]], [[{ level: 2, threshold: 0.5 }, { level: 2, threshold: 0.6 }]]])('refuses the rules %j', (rules) => {
    expect(fallbackRulesSchema.safeParse(rules).success).toBe(false);
  });
});
