import { describe, expect, it } from 'vitest';
import { boostingFamily } from '../../src/main/engine/models/boosting/family.ts';
import { optionsOf } from '../../src/main/engine/models/families/registry.ts';
import { forestFamily } from '../../src/main/engine/models/forest/family.ts';
import { rankedTrials } from '../../src/main/engine/models/search/chosen.ts';
import { groupFolds } from '../../src/main/engine/models/search/folds.ts';
import { trialsOf } from '../../src/main/engine/models/search/trials.ts';
import { describeOptions } from '../../src/shared/families/option-form.ts';

/** 240 rows in 40 fields of 6; two thirds of the fields are wheat. */
const ROWS = 240;
const groups = Array.from({ length: ROWS }, (_, row) => `field-${Math.floor(row / 6)}`);
const labels = Uint16Array.from({ length: ROWS }, (_, row) => (Math.floor(row / 6) % 3 === 0 ? 1 : 0));

describe('folds of a cross-validation', () => {
  it('keep fields whole and the classes even', () => {
    const foldOf = groupFolds({ labels, classes: 2, groups, folds: 5, seed: 42 });
    const foldsOfField = new Map<string, Set<number>>();
    groups.forEach((group, row) => foldsOfField.set(group, (foldsOfField.get(group) ?? new Set()).add(foldOf[row] as number)));
    expect([...foldsOfField.values()].every((folds) => folds.size === 1)).toBe(true);
    for (let fold = 0; fold < 5; fold++) {
      const rows = groups.flatMap((_, row) => (foldOf[row] === fold ? [row] : []));
      expect(rows.length).toBe(48);
      const beet = rows.filter((row) => labels[row] === 1).length;
      expect(beet).toBeGreaterThanOrEqual(12);
      expect(beet).toBeLessThanOrEqual(18);
    }
  });

  it('are the same for the same seed, and others for another', () => {
    const of = (seed: number) => groupFolds({ labels, classes: 2, groups, folds: 4, seed });
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('need as many groups as folds', () => {
    expect(() => groupFolds({ labels, classes: 2, groups: labels.reduce<string[]>((all, label) => [...all, `block-${label}`], []), folds: 3, seed: 1 })).toThrow('there are 2');
  });
});

describe('a search over options', () => {
  const given = optionsOf(boostingFamily, { rounds: 50 });

  it('tries the given options first and then others, each once, so many as allowed', () => {
    const trials = trialsOf(boostingFamily, given, { method: 'random', trials: 9, values: null }, 7);
    expect(trials.length).toBe(9);
    expect(trials[0]).toEqual(given);
    expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBe(9);
    expect(trials.every((trial) => trial['rounds'] === 50)).toBe(true);
    expect(trialsOf(boostingFamily, given, { method: 'random', trials: 9, values: null }, 7)).toEqual(trials);
    expect(trialsOf(boostingFamily, given, { method: 'random', trials: 9, values: null }, 8)).not.toEqual(trials);
  });

  it('tries every combination of a grid, and refuses one that is too large', () => {
    const values = { learningRate: [0.05, 0.1], leaves: [7, 15, 31] };
    const trials = trialsOf(boostingFamily, given, { method: 'grid', trials: 6, values }, 1);
    expect(trials.map((trial) => `${String(trial['learningRate'])}/${String(trial['leaves'])}`).sort()).toEqual(['0.05/15', '0.05/31', '0.05/7', '0.1/15', '0.1/31', '0.1/7']);
    expect(() => trialsOf(boostingFamily, given, { method: 'grid', trials: 5, values }, 1)).toThrow('6 combinations');
  });

  it('refuses an option that the family lacks and a value out of bounds', () => {
    expect(() => trialsOf(forestFamily, optionsOf(forestFamily, {}), { method: 'grid', trials: 6, values: { leaves: [3, 4] } }, 1)).toThrow('leaves');
    expect(() => trialsOf(forestFamily, optionsOf(forestFamily, {}), { method: 'grid', trials: 6, values: { trees: [3, 0] } }, 1)).toThrow('trees');
  });

  it('ranks trials by their mean macro F1, with the spread between folds', () => {
    const score = (trial: number, fold: number, macroF1: number) => ({ trial, fold, macroF1, overallAccuracy: macroF1, rows: 10 });
    const ranked = rankedTrials([{ trees: 1 }, { trees: 2 }], [score(0, 1, 0.5), score(1, 0, 0.6), score(0, 0, 0.7), score(1, 1, 0.8)]);
    expect(ranked.map((row) => row.options['trees'])).toEqual([2, 1]);
    expect(ranked[1]?.folds).toEqual([0.7, 0.5]);
    expect(ranked[1]?.mean).toBeCloseTo(0.6, 12);
    expect(ranked[1]?.sd).toBeCloseTo(Math.SQRT2 / 10, 12);
  });
});

describe('the form of a family', () => {
  it('knows bounds, defaults and choices from the schema', () => {
    const form = describeOptions(forestFamily.options);
    expect(form.map((option) => option.name)).toEqual(['trees', 'maxDepth', 'minLeaf', 'featuresPerNode']);
    expect(form[0]).toMatchObject({ type: 'number', whole: true, min: 1, max: 2000, default: 100, label: { en: 'Trees', fr: 'Arbres' } });
    expect(form[3]).toMatchObject({ type: 'choice-or-number', default: 'sqrt', choices: [{ value: 'sqrt', label: { fr: 'Racine carrée du total' } }] });
    expect(describeOptions(boostingFamily.options).find((option) => option.name === 'learningRate')).toMatchObject({ whole: false, min: 0.001, max: 1 });
  });
});
