import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boost } from '../../../src/main/engine/models/boosting/boost.ts';
import { boostingTrainer } from '../../../src/main/engine/models/boosting/trainer.ts';
import { boostingOptionsSchema } from '../../../src/shared/families/boosting.ts';
import { likeliestClasses } from '../../../src/shared/stats/decision.ts';
import type { BenchContext, Benchmark, Figure } from '../figure.ts';
import { hasModule } from '../peers.ts';
import { CLASSES, COLUMNS, type MadeRows, madeRows } from './made-rows.ts';

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
    return figures(own, sklearn(context, data, rows, rounds));
  },
};

interface Outcome {
  readonly seconds: number;
  readonly accuracy: number;
}

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

function sklearn({ python, folder, note }: BenchContext, { matrix, labels }: MadeRows, rows: number, rounds: number): Outcome | null {
  if (!python || !hasModule(python, 'sklearn')) {
    note('python3-sklearn is not installed: npm run bench -- --install-peers');
    return null;
  }
  writeFileSync(join(folder, 'matrix.f32'), matrix);
  writeFileSync(join(folder, 'labels.u16'), labels);
  const script = fileURLToPath(new URL('boosting-sklearn.py', import.meta.url));
  const run = spawnSync(python, [script, folder, ...[rows, COLUMNS, rounds].map(String)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const [seconds = NaN, accuracy = NaN] = run.stdout.trim().split(' ').map(Number);
  return { seconds, accuracy };
}

function figures(own: Outcome, peer: Outcome | null): Figure[] {
  const ratio = peer ? own.seconds / peer.seconds : null;
  const behind = peer ? peer.accuracy - own.accuracy : 0;
  return [
    { name: 'boosting.time', value: own.seconds, unit: 's', peer: peer && { name: 'scikit-learn', value: peer.seconds }, ratio, target: `≤ ${TARGET} times scikit-learn`, met: ratio !== null && ratio <= TARGET },
    { name: 'boosting.accuracy', value: own.accuracy, unit: 'of unseen rows', peer: peer && { name: 'scikit-learn', value: peer.accuracy }, ratio: peer ? own.accuracy / peer.accuracy : null, target: `at most ${NOISE} below`, met: peer !== null && behind <= NOISE },
  ];
}
