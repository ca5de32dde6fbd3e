import type { BoostingOptions } from '../../../../shared/families/boosting.ts';
import type { TreeEnsemble } from '../../onnx/tree-ensemble.ts';
import { checkpointOf } from '../families/checkpoint.ts';
import { halfOf, refitRequest } from '../families/refit.ts';
import { type Classifier, defineTrainer, type TrainingRequest } from '../families/trainer.ts';
import { treeClassifier } from '../trees/tree-classifier.ts';
import { type Boosted, boost } from './boost.ts';

/** The scores are the same to the bit; the exponentials of the softmax are not. */
const TOLERANCE = 1e-5;

/** Boosted trees and, where they were grown anew from all rows, the class shares that the first ones gave the rows they stopped by. */
interface TrainedTrees extends Boosted {
  readonly aside?: Float32Array;
}

/** Boosts trees in one go. */
export const boostingTrainer = defineTrainer<BoostingOptions, TrainedTrees>({
  family: 'boosting',

  async train(request, watch) {
    const again = refitRequest(request);
    const { boosted, curve } = await boost(request, again ? halfOf(watch, 0) : watch, checkpointOf(request));
    if (!again || !request.validation) return { state: boosted, curve };
    const aside = await classifierOf(boosted, request).predict(request.validation.matrix, request.validation.rows);
    const fixed = { ...again, options: { ...again.options, rounds: boosted.rounds } };
    const second = await boost(fixed, halfOf(watch, 1), checkpointOf(fixed));
    return { state: { ...second.boosted, roundsDone: boosted.roundsDone, aside }, curve };
  },

  join([trained], request) {
    if (!trained) throw new RangeError('a boosted classifier has one part');
    return classifierOf(trained, request);
  },
});

function classifierOf(boosted: TrainedTrees, { classes, options }: Pick<TrainingRequest<BoostingOptions>, 'classes' | 'options'>): Classifier {
  const ensemble = ensembleOf(boosted, classes);
  const total = boosted.gains.reduce((sum, gain) => sum + gain, 0) || 1;
  return treeClassifier({
    ensemble,
    tolerance: TOLERANCE,
    importance: boosted.gains.map((gain) => gain / total),
    heldOut: null,
    ...(boosted.aside ? { aside: boosted.aside } : {}),
    keptEpoch: boosted.rounds,
    facts: { nodes: ensemble.feature.length, trees: ensemble.roots.length, rounds: boosted.rounds, roundsDone: boosted.roundsDone },
    describe: ({ schemeTitle, periods }) =>
      `Gradient boosting of ${boosted.rounds} rounds at a learning rate of ${options.learningRate} for ${classes} classes of “${schemeTitle}” from ${ensemble.columns} features of ${periods} periods. Missing values are NaN.`,
  });
}

/** Lays the trees out one after the other, the tree of class c in each round at place c. */
function ensembleOf({ trees, base, thresholds }: Boosted, classes: number): TreeEnsemble {
  const nodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const roots = new Int32Array(trees.length);
  const [feature, otherwise, threshold] = [new Int32Array(nodes), new Int32Array(nodes), new Float32Array(nodes)];
  const [leafClass, leafWeight]: [number[], number[]] = [[], []];
  let start = 0;
  trees.forEach((tree, index) => {
    roots[index] = start;
    tree.feature.forEach((column, node) => {
      const isLeaf = column < 0;
      feature[start + node] = column;
      threshold[start + node] = isLeaf ? 0 : (thresholds[column]?.[tree.code[node] as number] as number);
      otherwise[start + node] = isLeaf ? leafClass.length : start + (tree.otherwise[node] as number);
      if (!isLeaf) return;
      leafClass.push(index % classes);
      leafWeight.push(tree.value[node] as number);
    });
    start += tree.feature.length;
  });
  return {
    columns: thresholds.length,
    classes,
    roots,
    feature,
    threshold,
    otherwise,
    leafStart: Int32Array.from({ length: leafClass.length + 1 }, (_, leaf) => leaf),
    leafClass: Uint16Array.from(leafClass),
    leafWeight: Float32Array.from(leafWeight),
    base,
  };
}
