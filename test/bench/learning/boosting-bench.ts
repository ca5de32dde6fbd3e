import { boost } from '../../../src/main/engine/models/boosting/boost.ts';
import { boostingTrainer } from '../../../src/main/engine/models/boosting/trainer.ts';
import { boostingOptionsSchema } from '../../../src/shared/families/boosting.ts';
import { likeliestClasses } from '../../../src/shared/stats/decision.ts';
import type { Benchmark } from '../figure.ts';
import { CLASSES, COLUMNS, type MadeRows, madeRows } from './made-rows.ts';
import { besideSklearn, type Outcome, sklearnOutcome } from './sklearn-peer.ts';

/** Points of accuracy that two cuts of a column at other quantiles differ by. */
const NOISE = 0.015;
const TARGET = 3;

/** Histogram boosting on 3000 rows × 128 columns with 9 classes, beside scikit-learn's on the same rows and one core. */
export const boostingBench: Benchmark = {
  name: 'boosting',
  summary: 'boosting 100 rounds on 3000 × 128 with 9 classes, one core, beside scikit-learn’s histogram boosting',
  peers: ['python3-sklearn'],
  async run(context) {
    const [rows, rounds] = context.small ? [600, 15] : [3000, 100];
    const data = madeRows(rows * 2);
    const own = await ownBoosting(data, rows, rounds);
    return besideSklearn('boosting', own, sklearnOutcome(context, 'boosting-sklearn.py', data, rows, rounds), { times: TARGET, noise: NOISE });
  },
};

async function ownBoosting({ matrix, labels }: MadeRows, rows: number, rounds: number): Promise<Outcome> {
  const names = Array.from({ length: rows }, (_, row) => String(row));
  const train = { rows, shape: [COLUMNS], matrix: matrix.subarray(0, rows * COLUMNS), labels: labels.subarray(0, rows), weights: new Float64Array(rows).fill(1), groups: names, from: Int32Array.from(names.keys()) };
  const card = { task: 'pixel-series' as const, features: [], bands: [], periods: 12, periodDates: [] };
  const request = { train, validation: null, classes: CLASSES, input: { kind: 'features' as const, card }, options: boostingOptionsSchema.parse({ rounds, maxDepth: 64 }), seed: 42, part: 0, parts: 1, checkpoint: '' };
  const watch = { signal: new AbortController().signal, progress: () => undefined, epoch: () => undefined };
  const began = performance.now();
  const { boosted } = await boost(request, watch, { read: () => Promise.resolve(null), keep: () => Promise.resolve() });
  const seconds = (performance.now() - began) / 1000;
  const classifier = await boostingTrainer.join([boosted], request);
  const probabilities = await classifier.predict(matrix.subarray(rows * COLUMNS), rows);
  const right = likeliestClasses(probabilities, rows, CLASSES).reduce((sum, c, row) => sum + (c === labels[rows + row] ? 1 : 0), 0);
  return { seconds, accuracy: right / rows };
}
