/**
 * A classifying tree ensemble in flat arrays. The nodes of a tree lie in preorder, so the branch of “value ≤ threshold”
 * is always the next node and only the other one is written down; missing (NaN) takes the other one, as in ONNX's
 * BRANCH_LEQ. Probabilities are the sums of the leaf weights over all trees or, where there are base scores, their softmax.
 */
export interface TreeEnsemble {
  /** Columns of the feature matrix. */
  readonly columns: number;
  /** Classes, in the order of the probabilities. */
  readonly classes: number;
  /** Index of the root node of each tree, ascending. */
  readonly roots: Int32Array;
  /** Column that a node asks for; −1 for a leaf. */
  readonly feature: Int32Array;
  /** Float32 compared with `value ≤ threshold`; 0 for a leaf. */
  readonly threshold: Float32Array;
  /** Node where the comparison is false; for a leaf its number. */
  readonly otherwise: Int32Array;
  /** Leaf l has the weights `leafStart[l]` … `leafStart[l + 1] − 1`. */
  readonly leafStart: Int32Array;
  readonly leafClass: Uint16Array;
  readonly leafWeight: Float32Array;
  /** Score per class to which the leaf weights are added, as boosting has it; the probabilities are the softmax of the scores. */
  readonly base?: Float32Array;
}

/** Puts ensembles of the same columns and classes one after the other; their probabilities add up. */
export function joinedEnsembles(parts: readonly TreeEnsemble[]): TreeEnsemble {
  const first = parts[0];
  if (!first) throw new RangeError('no ensemble to join');
  let nodes = 0;
  let leaves = 0;
  let weights = 0;
  const moved = parts.map((part) => {
    const roots = part.roots.map((root) => root + nodes);
    const otherwise = part.otherwise.map((target, node) => target + ((part.feature[node] as number) < 0 ? leaves : nodes));
    const leafStart = part.leafStart.subarray(0, -1).map((start) => start + weights);
    nodes += part.feature.length;
    leaves += part.leafStart.length - 1;
    weights += part.leafClass.length;
    return { roots, otherwise, leafStart };
  });
  return {
    columns: first.columns,
    classes: first.classes,
    roots: Int32Array.from(moved.flatMap((part) => [...part.roots])),
    feature: joined(Int32Array, parts.map((part) => part.feature)),
    threshold: joined(Float32Array, parts.map((part) => part.threshold)),
    otherwise: joined(Int32Array, moved.map((part) => part.otherwise)),
    leafStart: joined(Int32Array, [...moved.map((part) => part.leafStart), Int32Array.of(weights)]),
    leafClass: joined(Uint16Array, parts.map((part) => part.leafClass)),
    leafWeight: joined(Float32Array, parts.map((part) => part.leafWeight)),
    ...(first.base ? { base: first.base } : {}),
  };
}

type Flat = Int32Array | Float32Array | Uint16Array;

function joined<A extends Flat>(type: new (length: number) => A, arrays: readonly A[]): A {
  const all = new type(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
