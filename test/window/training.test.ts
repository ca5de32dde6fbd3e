import { describe, expect, it } from 'vitest';
import { changedOptions } from '../../src/renderer/forms/learner.ts';
import { inLanguage } from '../../src/renderer/state/families.ts';
import { curveOf, keptPoint } from '../../src/renderer/features/training/training-curve.ts';
import { EPOCH_EVENT } from '../../src/shared/families/curve.ts';
import { forestOptionsSchema } from '../../src/shared/families/forest.ts';
import { describeOptions } from '../../src/shared/families/option-form.ts';

const epoch = (number: number, trainLoss: number) => ({ at: '2026-01-01T00:00:00Z', event: EPOCH_EVENT, facts: { epoch: number, trainLoss, validationLoss: null, macroF1: null, unit: 'part 1 of 1' } });

describe('the curve of a training', () => {
  it('is read out of the log, each epoch once and as it was last, in order', () => {
    const lines = [{ at: '2026-01-01T00:00:00Z', event: 'Stage:Entered', facts: { stage: 'Train' } }, epoch(1, 0.9), epoch(2, 0.8), epoch(3, 0.7), epoch(2, 0.75), epoch(3, 0.65), { ...epoch(4, 0.6), facts: { epoch: 4 } }];
    expect(curveOf(lines).map((point) => [point.epoch, point.trainLoss])).toEqual([[1, 0.9], [2, 0.75], [3, 0.65]]);
  });
});

describe('the epoch that a training keeps', () => {
  const points = [[1, 1.1], [2, 1.3], [3, 1.05], [4, 1.7], [5, 1.05]].map(([number = 0, validationLoss = 0]) => ({ epoch: number, trainLoss: 1 / number, validationLoss, macroF1: 0.5 }));

  it('is the first with the lowest validation loss so far, and once it is over the one that the training says', () => {
    expect(keptPoint(points.slice(0, 2), { result: null })).toEqual({ point: points[0], kind: 'lowest' });
    expect(keptPoint(points, null)).toEqual({ point: points[2], kind: 'lowest' });
    expect(keptPoint(points, { result: { keptEpoch: 1 } })).toEqual({ point: points[0], kind: 'kept' });
  });

  it('is not guessed from an epoch that the log lacks, nor marked where nothing is validated', () => {
    expect(keptPoint(points, { result: { keptEpoch: 9 } })?.kind).toBe('lowest');
    expect(keptPoint(points.map((point) => ({ ...point, validationLoss: null })), { result: { keptEpoch: 5 } })).toBeNull();
    expect(keptPoint([], { result: { keptEpoch: 1 } })).toBeNull();
  });
});

describe('the options of a family', () => {
  const forms = describeOptions(forestOptionsSchema);

  it('are sent where they differ from the defaults, and only those it has', () => {
    expect(changedOptions(forms, {})).toEqual({});
    expect(changedOptions(forms, { trees: 100, maxDepth: 8, learningRate: 0.1, featuresPerNode: 12 })).toEqual({ maxDepth: 8, featuresPerNode: 12 });
  });

  it('are told in the window’s language', () => {
    expect(inLanguage({ en: 'Trees', fr: 'Arbres' }, 'fr-CA')).toBe('Arbres');
    expect(inLanguage({ en: 'Trees', fr: 'Arbres' }, 'de')).toBe('Trees');
  });
});
