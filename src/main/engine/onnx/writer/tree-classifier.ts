import type { TreeEnsemble } from '../tree-ensemble.ts';
import { type AttributeValue, encodeModel, type ModelSpec, type NodeSpec } from './model.ts';

/** Names of the tensors of a tree classifier that Furrow writes. */
export const TREE_TENSORS = { input: 'features', label: 'label', probabilities: 'probabilities' } as const;

/** What goes into the file besides the trees. */
export interface TreeClassifierSpec {
  readonly name: string;
  readonly description: string;
  /** Label per class: the pixel value in maps. */
  readonly labels: readonly number[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The ONNX file of a tree ensemble from `features` float32 [rows, columns] to `label` int64 [rows] and `probabilities`
 * float32 [rows, classes]. NaN is a missing value. One TreeEnsembleClassifier (ai.onnx.ml 3) where the leaves are shares of
 * probabilities. Scores are a TreeEnsembleRegressor with a target per class and a softmax behind it: what the classifier
 * does with the scores of two classes differs between versions of ONNX Runtime, and its softmax with them.
 */
export function encodeTreeClassifier(ensemble: TreeEnsemble, spec: TreeClassifierSpec): Uint8Array {
  return encodeModel({
    name: spec.name,
    description: spec.description,
    ...(ensemble.base ? scoreGraph(ensemble, ensemble.base, spec.labels) : { nodes: [voteNode(ensemble, spec.labels)] }),
    inputs: [{ name: TREE_TENSORS.input, type: 'float32', shape: ['rows', ensemble.columns] }],
    outputs: [
      { name: TREE_TENSORS.label, type: 'int64', shape: ['rows'] },
      { name: TREE_TENSORS.probabilities, type: 'float32', shape: ['rows', ensemble.classes] },
    ],
    operatorSets: { '': 17, 'ai.onnx.ml': 3 },
    metadata: spec.metadata,
  });
}

function voteNode(ensemble: TreeEnsemble, labels: readonly number[]): NodeSpec {
  return {
    operator: 'TreeEnsembleClassifier',
    domain: 'ai.onnx.ml',
    inputs: [TREE_TENSORS.input],
    outputs: [TREE_TENSORS.label, TREE_TENSORS.probabilities],
    attributes: { ...nodeAttributes(ensemble), ...leafAttributes(ensemble), classlabels_int64s: { ints: labels }, post_transform: { text: 'NONE' } },
  };
}

function scoreGraph(ensemble: TreeEnsemble, base: Float32Array, labels: readonly number[]): Pick<ModelSpec, 'nodes' | 'constants'> {
  const regressor: NodeSpec = {
    operator: 'TreeEnsembleRegressor',
    domain: 'ai.onnx.ml',
    inputs: [TREE_TENSORS.input],
    outputs: ['scores'],
    attributes: { ...nodeAttributes(ensemble), ...targetAttributes(ensemble), n_targets: { int: ensemble.classes }, base_values: { floats: base }, aggregate_function: { text: 'SUM' }, post_transform: { text: 'NONE' } },
  };
  return {
    nodes: [
      regressor,
      { operator: 'Softmax', inputs: ['scores'], outputs: [TREE_TENSORS.probabilities], attributes: { axis: { int: 1 } } },
      { operator: 'ArgMax', inputs: [TREE_TENSORS.probabilities], outputs: ['likeliest'], attributes: { axis: { int: 1 }, keepdims: { int: 0 } } },
      { operator: 'Gather', inputs: ['class_values', 'likeliest'], outputs: [TREE_TENSORS.label], attributes: { axis: { int: 0 } } },
    ],
    constants: [{ name: 'class_values', shape: [labels.length], data: BigInt64Array.from(labels, BigInt) }],
  };
}

/** The leaf values of scores, every one written down. */
function targetAttributes(ensemble: TreeEnsemble): Record<string, AttributeValue> {
  const [tree, node, target, weight]: [number[], number[], number[], number[]] = [[], [], [], []];
  forEachNode(ensemble, (at, treeIndex, root) => {
    if ((ensemble.feature[at] as number) >= 0) return;
    for (const [c, value] of leafVotes(ensemble, ensemble.otherwise[at] as number)) {
      tree.push(treeIndex);
      node.push(at - root);
      target.push(c);
      weight.push(value);
    }
  });
  return { target_treeids: { ints: tree }, target_nodeids: { ints: node }, target_ids: { ints: target }, target_weights: { floats: weight } };
}

function nodeAttributes(ensemble: TreeEnsemble): Record<string, AttributeValue> {
  const count = ensemble.feature.length;
  const tree = new Int32Array(count);
  const id = new Int32Array(count);
  const yes = new Int32Array(count);
  const no = new Int32Array(count);
  const modes: string[] = new Array<string>(count);
  forEachNode(ensemble, (node, treeIndex, root) => {
    const isLeaf = (ensemble.feature[node] as number) < 0;
    tree[node] = treeIndex;
    id[node] = node - root;
    yes[node] = isLeaf ? 0 : node + 1 - root;
    no[node] = isLeaf ? 0 : (ensemble.otherwise[node] as number) - root;
    modes[node] = isLeaf ? 'LEAF' : 'BRANCH_LEQ';
  });
  return {
    nodes_treeids: { ints: tree },
    nodes_nodeids: { ints: id },
    nodes_featureids: { ints: ensemble.feature.map((column) => Math.max(0, column)) },
    nodes_modes: { texts: modes },
    nodes_values: { floats: ensemble.threshold },
    nodes_truenodeids: { ints: yes },
    nodes_falsenodeids: { ints: no },
  };
}

/**
 * The leaf weights. For two classes ONNX Runtime's labels follow the probabilities only where the file has weights for
 * one of them (it then takes the other's as what is left of 1, exact here); with both it says “second class” as soon as
 * that has any vote at all. So two classes are written as the votes for the second, each leaf with one.
 */
function leafAttributes(ensemble: TreeEnsemble): Record<string, AttributeValue> {
  const tree: number[] = [];
  const node: number[] = [];
  const classes: number[] = [];
  const weights: number[] = [];
  const isBinary = ensemble.classes === 2;
  forEachNode(ensemble, (at, treeIndex, root) => {
    if ((ensemble.feature[at] as number) >= 0) return;
    const votes = leafVotes(ensemble, ensemble.otherwise[at] as number);
    for (const [c, weight] of isBinary ? [[0, votes.get(1) ?? 0] as const] : votes) {
      tree.push(treeIndex);
      node.push(at - root);
      classes.push(c);
      weights.push(weight);
    }
  });
  return { class_treeids: { ints: tree }, class_nodeids: { ints: node }, class_ids: { ints: classes }, class_weights: { floats: weights } };
}

function leafVotes(ensemble: TreeEnsemble, leaf: number): Map<number, number> {
  const votes = new Map<number, number>();
  for (let i = ensemble.leafStart[leaf] as number; i < (ensemble.leafStart[leaf + 1] as number); i++) votes.set(ensemble.leafClass[i] as number, ensemble.leafWeight[i] as number);
  return votes;
}

function forEachNode(ensemble: TreeEnsemble, visit: (node: number, tree: number, root: number) => void): void {
  ensemble.roots.forEach((root, tree) => {
    const end = ensemble.roots[tree + 1] ?? ensemble.feature.length;
    for (let node = root; node < end; node++) visit(node, tree, root);
  });
}
