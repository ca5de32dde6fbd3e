import { describe, expect, it } from 'vitest';
import { testWarnings } from '../../src/main/engine/models/test-warnings.ts';
import { trainingMetrics } from '../../src/main/engine/models/report.ts';
import { LEARNING_MESSAGES_FR } from '../../src/renderer/i18n/messages/fr-learning.ts';
import { filled } from '../../src/shared/messages/template.ts';

const CLASSES = ['other-land', 'temporary-crops', 'water'];

/** What is told of a test with so many rows of class i predicted as class j. */
function told(confusion: readonly (readonly number[])[]): string[] {
  const pairs = confusion.flatMap((row, i) => row.flatMap((count, j) => new Array<readonly [number, number]>(count).fill([i, j])));
  return testWarnings(trainingMetrics({ reference: pairs.map(([i]) => i), predicted: pairs.map(([, j]) => j), classes: CLASSES.slice(0, confusion.length), trainRows: 900, split: 'a test' })).map(({ text }) => text);
}

describe('what is told of a test', () => {
  it('names the class that a model never predicts, and that its accuracy is the share of the commonest class', () => {
    const [never, noBetter, ...others] = told([[131, 0], [19, 0]]);
    expect(never).toBe('1 class was never predicted, though samples of it were judged: temporary-crops. A map of this model would not show it.');
    expect(noBetter).toContain('The overall accuracy of 87.3 % is not above 87.3 %, which calling every judged sample “other-land” would reach');
    expect(others).toEqual([]);
  });

  it('names every class that is missed, and says nothing of accuracy where that is above the commonest class', () => {
    expect(told([[40, 0, 0], [5, 0, 0], [3, 0, 0]])[0]).toContain('2 classes were never predicted, though samples of them were judged: temporary-crops, water.');
    expect(told([[50, 0, 0], [10, 30, 0], [10, 0, 0]])).toEqual([expect.stringContaining(': water.')]);
  });

  it('tells of an accuracy below the commonest class although every class is predicted', () => {
    expect(told([[60, 20], [15, 5]])).toEqual([expect.stringContaining('of 65.0 % is not above 80.0 %')]);
  });

  it('is silent about a good model, a class without test samples, a test of one class and one without rows', () => {
    expect(told([[90, 5], [2, 10]])).toEqual([]);
    expect(told([[50, 0, 0], [0, 20, 0], [0, 0, 0]])).toEqual([]);
    expect(told([[50, 0], [0, 0]])).toEqual([]);
    expect(told([[0, 0], [0, 0]])).toEqual([]);
  });

  it('has French with the same numbers', () => {
    expect(filled(LEARNING_MESSAGES_FR.TEST_NO_BETTER, { accuracy: 0.8733, share: 0.9, code: 'water' })).toMatch(/87\.3 %.*90\.0 %.*« water »/);
  });
});
