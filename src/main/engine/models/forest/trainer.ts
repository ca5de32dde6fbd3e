import type { ForestOptions } from '../../../../shared/families/forest.ts';
import { joinedEnsembles } from '../../onnx/tree-ensemble.ts';
import { defineTrainer, type Classifier, type TrainingRequest } from '../families/trainer.ts';
import { treeClassifier } from '../trees/tree-classifier.ts';
import { binMatrix } from './bins.ts';
import { type GrownPart, growTrees } from './grow.ts';
import { sharesHeldOut } from './held-out.ts';
import { treesOf } from './parts.ts';

/** Largest difference of a probability: the leaf weights are made to add up exactly in any order (`leaf.ts`). */
const TOLERANCE = 1e-6;

/** Grows a forest in parts; the trees of a part depend on the seed and their numbers only. */
export const forestTrainer = defineTrainer<ForestOptions, GrownPart | null>({
  family: 'forest',

  train({ train, classes, options, seed, part, parts }, watch) {
    // A fold of a cross-validation is grown in one go.
    const wanted = parts === 1 ? { first: 0, count: options.trees } : treesOf(options.trees, part);
    if (wanted.count === 0) return Promise.resolve({ state: null, curve: [] });
    const columns = train.matrix.length / train.rows;
    const data = { matrix: binMatrix(train.matrix, train.rows, columns), labels: train.labels, classes, weights: train.weights };
    const grown = growTrees(data, { ...options, seed }, wanted.first, wanted.count, (done) => {
      watch.signal.throwIfAborted();
      watch.progress(done / wanted.count);
    });
    return Promise.resolve({ state: grown, curve: [] });
  },

  join(states, request) {
    return forestClassifier(states.filter((state) => state !== null), request);
  },
});

function forestClassifier(parts: readonly GrownPart[], { train, classes, options }: Pick<TrainingRequest<ForestOptions>, 'train' | 'classes' | 'options'>): Classifier {
  const ensemble = joinedEnsembles(parts.map((part) => part.ensemble));
  return treeClassifier({
    ensemble,
    tolerance: TOLERANCE,
    importance: importanceOf(parts, ensemble.columns),
    heldOut: sharesHeldOut(parts, { rows: train.rows, classes, trees: options.trees }),
    facts: { nodes: ensemble.feature.length, trees: ensemble.roots.length },
    describe: ({ schemeTitle, periods }) =>
      `Random forest of ${options.trees} trees for ${classes} classes of “${schemeTitle}” from ${ensemble.columns} features of ${periods} periods. Missing values are NaN.`,
  });
}

/** Mean decrease of impurity per column, summing to 1. */
function importanceOf(parts: readonly GrownPart[], columns: number): Float64Array {
  const sums = Float64Array.from({ length: columns }, (_, c) => parts.reduce((sum, part) => sum + (part.importance[c] as number), 0));
  const total = sums.reduce((sum, value) => sum + value, 0) || 1;
  return sums.map((sum) => sum / total);
}
