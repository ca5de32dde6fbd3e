import type { TreeEnsemble } from '../tree-ensemble.ts';
import { type AttributeValue, encodeModel } from './model.ts';

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
 * The ONNX file of a tree ensemble: one TreeEnsembleClassifier (ai.onnx.ml 3) from `features` float32 [rows, columns] to
 * `label` int64 [rows] and `probabilities` float32 [rows, classes]. NaN is a missing value.
 */
export function encodeTreeClassifier(ensemble: TreeEnsemble, spec: TreeClassifierSpec): Uint8Array {
  return encodeModel({
    name: spec.name,
    description: spec.description,
    nodes: [
      {
        operator: 'TreeEnsembleClassifier',
        domain: 'ai.onnx.ml',
        inputs: [TREE_TENSORS.input],
        outputs: [TREE_TENSORS.label, TREE_TENSORS.probabilities],
        attributes: { ...nodeAttributes(ensemble), ...leafAttributes(ensemble), classlabels_int64s: { ints: spec.labels }, post_transform: { text: 'NONE' } },
      },
    ],
    inputs: [{ name: TREE_TENSORS.input, type: 'float32', shape: ['rows', ensemble.columns] }],
    outputs: [
      { name: TREE_TENSORS.label, type: 'int64', shape: ['rows'] },
      { name: TREE_TENSORS.probabilities, type: 'float32', shape: ['rows', ensemble.classes] },
    ],
    operatorSets: { '': 17, 'ai.onnx.ml': 3 },
    metadata: spec.metadata,
  });
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
