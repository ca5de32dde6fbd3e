import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binMatrix } from '../../../src/main/engine/models/forest/bins.ts';
import { growTrees } from '../../../src/main/engine/models/forest/grow.ts';
import { TreeKernel } from '../../../src/main/engine/models/trees/kernel.ts';
import { forestOptionsSchema } from '../../../src/shared/families/forest.ts';
import { likeliestClasses } from '../../../src/shared/stats/decision.ts';
import type { BenchContext, Benchmark, Figure } from '../figure.ts';
import { hasModule } from '../peers.ts';
import { CLASSES, COLUMNS, type MadeRows, madeRows } from './made-rows.ts';

const TARGET = 3;
/** Points of accuracy that two forests of other seeds differ by. */
const NOISE = 0.015;

/** A random forest on 3000 rows × 128 columns with 9 classes, beside scikit-learn on the same rows and one core. */
export const forestBench: Benchmark = {
  name: 'forest',
  summary: 'growing 300 trees on 3000 × 128 with 9 classes, one core, beside scikit-learn',
  peers: ['python3-sklearn'],
  run(context) {
    const [rows, trees] = context.small ? [600, 60] : [3000, 300];
    const data = madeRows(rows * 2);
    const own = ownForest(data, rows, trees);
    const peer = sklearn(context, data, rows, trees);
    return Promise.resolve(figures(own, peer));
  },
};

interface Outcome {
  readonly seconds: number;
  readonly accuracy: number;
}

function ownForest({ matrix, labels }: MadeRows, rows: number, trees: number): Outcome {
  // As deep as scikit-learn's, which has no limit.
  const options = { ...forestOptionsSchema.parse({ trees, maxDepth: 64 }), seed: 42 };
  const began = performance.now();
  const binned = binMatrix(matrix.subarray(0, rows * COLUMNS), rows, COLUMNS);
  const { ensemble } = growTrees({ matrix: binned, labels: labels.subarray(0, rows), classes: CLASSES, weights: new Float64Array(rows).fill(1) }, options, 0, trees);
  const seconds = (performance.now() - began) / 1000;
  const probabilities = new Float32Array(rows * CLASSES);
  new TreeKernel(ensemble).run(matrix.subarray(rows * COLUMNS), rows, probabilities);
  const right = likeliestClasses(probabilities, rows, CLASSES).reduce((sum, c, row) => sum + (c === labels[rows + row] ? 1 : 0), 0);
  return { seconds, accuracy: right / rows };
}

function sklearn({ python, folder, note }: BenchContext, { matrix, labels }: MadeRows, rows: number, trees: number): Outcome | null {
  if (!python || !hasModule(python, 'sklearn')) {
    note('python3-sklearn is not installed: npm run bench -- --install-peers');
    return null;
  }
  writeFileSync(join(folder, 'matrix.f32'), matrix);
  writeFileSync(join(folder, 'labels.u16'), labels);
  const script = fileURLToPath(new URL('forest-sklearn.py', import.meta.url));
  const run = spawnSync(python, [script, folder, ...[rows, COLUMNS, trees].map(String)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const [seconds = NaN, accuracy = NaN] = run.stdout.trim().split(' ').map(Number);
  return { seconds, accuracy };
}

function figures(own: Outcome, peer: Outcome | null): Figure[] {
  const ratio = peer ? own.seconds / peer.seconds : null;
  const behind = peer ? peer.accuracy - own.accuracy : 0;
  return [
    { name: 'forest.time', value: own.seconds, unit: 's', peer: peer && { name: 'scikit-learn', value: peer.seconds }, ratio, target: `≤ ${TARGET} times scikit-learn`, met: ratio !== null && ratio <= TARGET },
    { name: 'forest.accuracy', value: own.accuracy, unit: 'of unseen rows', peer: peer && { name: 'scikit-learn', value: peer.accuracy }, ratio: peer ? own.accuracy / peer.accuracy : null, target: `at most ${NOISE} below`, met: peer !== null && behind <= NOISE },
  ];
}
