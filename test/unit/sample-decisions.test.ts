import { describe, expect, it } from 'vitest';
import { decisionsOf, NO_DECISIONS, redone, undone, withStep, type DecisionLog, type DecisionStep } from '../../src/shared/hygiene/decision.ts';
import { isLeakClear, leakSide, type LeakDocument } from '../../src/shared/hygiene/leak.ts';

const step = (samples: string[], action: DecisionStep['action'], classCode: string | null = null): DecisionStep => ({ samples, action, classCode, at: '2026-01-01T00:00:00Z' });
const log = (...steps: DecisionStep[]): DecisionLog => steps.reduce(withStep, NO_DECISIONS);

describe('decisions about samples', () => {
  it('hold as they were taken last, and a cleared one holds no more', () => {
    const decided = log(step(['a', 'b'], 'drop'), step(['b'], 'fix', 'maize'), step(['c'], 'keep'), step(['a'], 'clear'));
    expect(decisionsOf(decided)).toEqual([{ sample: 'b', action: 'fix', classCode: 'maize' }, { sample: 'c', action: 'keep', classCode: null }]);
  });

  it('go back and forth step by step, several samples at once being one step', () => {
    const decided = log(step(['a', 'b'], 'drop'), step(['c'], 'keep'));
    expect(decisionsOf(undone(undone(decided)))).toEqual([]);
    expect(undone(undone(undone(decided)))).toEqual(undone(undone(decided)));
    expect(redone(undone(decided))).toEqual(decided);
    expect(redone(decided)).toEqual(decided);
  });

  it('give up what was undone once something else is decided', () => {
    const decided = withStep(undone(log(step(['a'], 'drop'))), step(['b'], 'keep'));
    expect(decisionsOf(redone(decided))).toEqual([{ sample: 'b', action: 'keep', classCode: null }]);
    expect(decided.steps).toHaveLength(1);
  });
});

describe('the leak of a random split', () => {
  const trial = (macroF1: number) => ({ seed: 1, overallAccuracy: macroF1 + 0.1, macroF1, trainRows: 70, testRows: 30, leftOut: [] });
  const document = (random: number[], blocked: number[]): LeakDocument => {
    const [a, b] = [leakSide('random', random.map(trial)), leakSide('blocks', blocked.map(trial))];
    return { version: 1, samples: 's', family: 'forest', spec: { by: 'column' }, random: a, blocked: b, leak: { overallAccuracy: a.overallAccuracy - b.overallAccuracy, macroF1: a.macroF1 - b.macroF1 } };
  };

  it('has the mean and the standard deviation of its draws', () => {
    const side = leakSide('random', [0.8, 0.9, 1].map(trial));
    expect(side.macroF1).toBeCloseTo(0.9, 12);
    expect(side.macroF1Sd).toBeCloseTo(0.1, 12);
    expect(leakSide('one', [trial(0.5)]).macroF1Sd).toBe(0);
  });

  it('is told only where it is larger than the spread', () => {
    expect(isLeakClear(document([0.9, 0.92], [0.7, 0.74]))).toBe(true);
    expect(isLeakClear(document([0.9, 0.92], [0.7, 1]))).toBe(false);
    expect(isLeakClear(document([0.7, 0.72], [0.9, 0.92]))).toBe(false);
  });
});
