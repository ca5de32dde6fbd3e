import { describe, expect, it } from 'vitest';
import { requireAgreement } from '../../src/main/engine/models/agreement.ts';
import { boost } from '../../src/main/engine/models/boosting/boost.ts';
import { boostingTrainer } from '../../src/main/engine/models/boosting/trainer.ts';
import type { Classifier, TrainingRequest } from '../../src/main/engine/models/families/trainer.ts';
import { openSession } from '../../src/main/engine/onnx/session.ts';
import { decodeTreeClassifier } from '../../src/main/engine/onnx/reader/tree-classifier.ts';
import { boostingOptionsSchema } from '../../src/shared/families/boosting.ts';
import { CLASSES, COLUMNS, TEST, TRAIN, goldenCrops } from '../golden/learning/crops.ts';

const { train, test } = goldenCrops();

/** A tenth of the values missing, some infinite. */
function withGaps(matrix: Float32Array): Float32Array {
  return matrix.map((value, i) => (i % 10 === 3 ? NaN : i % 997 === 1 ? Infinity : value));
}

async function boosted(classes: number, rounds = 60): Promise<Classifier> {
  const labels = train.labels.map((label) => label % classes);
  const rows = { rows: TRAIN, shape: [COLUMNS], matrix: withGaps(train.matrix), labels, weights: new Float64Array(TRAIN).fill(1), groups: [...labels.keys()].map(String), from: Int32Array.from(labels.keys()) };
  const input: TrainingRequest<unknown>['input'] = { kind: 'features', card: { task: 'pixel-series', features: [], bands: [], periods: 0, periodDates: [] } };
  const request = { train: rows, validation: null, classes, input, options: boostingOptionsSchema.parse({ rounds, leaves: 7 }), seed: 1, part: 0, parts: 1, checkpoint: '' };
  const watch = { signal: new AbortController().signal, progress: () => undefined, epoch: () => undefined };
  const { boosted: state } = await boost(request, watch, { read: () => Promise.resolve(null), keep: () => Promise.resolve() });
  return boostingTrainer.join([state], request);
}

describe('boosted trees written as ONNX', () => {
  it.each([2, CLASSES])('agree with ONNX Runtime, whole and read back (%i classes)', async (classes) => {
    const classifier = await boosted(classes);
    const labels = Array.from({ length: classes }, (_, c) => 10 + c);
    const file = classifier.write({ name: 'crops', labels, schemeTitle: 'Crops', periods: 12, metadata: { class_values: JSON.stringify(labels) } });
    const values = withGaps(test.matrix);
    const answers = async (one: Classifier) => ({ values, rows: TEST, shape: [COLUMNS], probabilities: await one.predict(values, TEST), labels, tolerance: one.tolerance });
    const { largestDifference, differentLabels } = await requireAgreement(file, await answers(classifier));
    expect(largestDifference).toBeLessThan(1e-6);
    expect(differentLabels).toBe(0);
    const reread = classifier.reread?.(file);
    expect(reread && (await answers(reread)).probabilities).toEqual((await answers(classifier)).probabilities);
    expect(decodeTreeClassifier(file.bytes, 'model.onnx', COLUMNS).labels).toEqual(labels);
  });

  it('gives rows one by one what it gives them together: the scores add up in any order', async () => {
    const classifier = await boosted(CLASSES);
    const file = classifier.write({ name: 'crops', labels: [0, 1, 2, 3, 4, 5], schemeTitle: 'Crops', periods: 12, metadata: {} });
    await using session = await openSession(file.bytes);
    const probabilities = async (values: Float32Array, rows: number) => (await session.run({ features: { data: values, shape: [rows, COLUMNS] } }))['probabilities']?.data as Float32Array;
    const together = await probabilities(test.matrix, TEST);
    for (const row of [0, 7, 1799]) {
      const alone = await probabilities(test.matrix.slice(row * COLUMNS, (row + 1) * COLUMNS), 1);
      alone.forEach((share, c) => {
        expect(Math.abs(share - (together[row * CLASSES + c] ?? NaN))).toBeLessThan(2e-7);
      });
    }
  });

  it('is refused where a column is asked that there is not', async () => {
    const file = (await boosted(CLASSES, 2)).write({ name: 'crops', labels: [0, 1, 2, 3, 4, 5], schemeTitle: 'Crops', periods: 12, metadata: {} });
    expect(() => decodeTreeClassifier(file.bytes, 'model.onnx', 3)).toThrow('it asks for column');
  });
});
