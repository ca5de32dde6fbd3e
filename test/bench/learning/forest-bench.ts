import { binMatrix } from '../../../src/main/engine/models/forest/bins.ts';
import { growTrees } from '../../../src/main/engine/models/forest/grow.ts';
import { TreeKernel } from '../../../src/main/engine/models/trees/kernel.ts';
import { forestOptionsSchema } from '../../../src/shared/families/forest.ts';
import { likeliestClasses } from '../../../src/shared/stats/decision.ts';
import type { Benchmark } from '../figure.ts';
import { CLASSES, COLUMNS, type MadeRows, madeRows } from './made-rows.ts';
import { besideSklearn, type Outcome, sklearnOutcome } from './sklearn-peer.ts';

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
    const peer = sklearnOutcome(context, 'forest-sklearn.py', data, rows, trees);
    return Promise.resolve(besideSklearn('forest', own, peer, { times: TARGET, noise: NOISE }));
  },
};

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
