import type { BoostingOptions } from '../../../../shared/families/boosting.ts';
import { type Cut, type Derivatives, Histograms, type NodeSums, type SteppedMatrix } from './histogram.ts';

/**
 * Leaf values are multiples of this. Scores below 32 then add up exactly in float32 in whatever order ONNX Runtime
 * takes the trees, so that it, the trainer and the map work with the same scores; a leaf moves by at most 10⁻⁶ for it.
 */
export const SCORE_UNIT = 2 ** -19;

/**
 * Most that one tree moves a score, in logarithms of odds: where `l2` is 0 and nothing is left to learn, the curvature of a leaf vanishes
 * sooner than its gradient, and the next score would be no number (XGBoost's `max_delta_step` bounds leaves for the same reason).
 */
const LARGEST_STEP = 8;

/** A tree whose leaves are parts of a score. Nodes in preorder: the branch of “≤” is the next node. */
export interface RegressionTree {
  /** Column asked for; −1 for a leaf. */
  readonly feature: Int32Array;
  /** Rows with code ≤ this answer yes. */
  readonly code: Uint8Array;
  /** Node of “otherwise”; 0 for a leaf. */
  readonly otherwise: Int32Array;
  /** Value of a leaf, 0 for other nodes. */
  readonly value: Float32Array;
}

/** The nearest multiple of {@link SCORE_UNIT}. */
export function scoreOf(value: number): number {
  return Math.fround(Math.round(value / SCORE_UNIT) * SCORE_UNIT);
}

/** A node while its tree grows. */
interface GrowingNode {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly sums: NodeSums;
  readonly histogram: Float64Array | null;
  readonly cut: Cut | null;
  /** Both children, once it was parted. */
  children: readonly [GrowingNode, GrowingNode] | null;
}

/** Grows regression trees on the derivatives of a loss, best leaf first (Friedman 2001; Chen and Guestrin 2016, equations 5–7). */
export class RegressionTreeGrower {
  readonly #matrix: SteppedMatrix;
  readonly #options: BoostingOptions;
  readonly #histograms: Histograms;
  readonly #rows: Int32Array;
  readonly #spare: Int32Array;
  /** Decrease of the loss by column, over all trees so far. */
  readonly gains: Float64Array;

  constructor(matrix: SteppedMatrix, options: BoostingOptions) {
    this.#matrix = matrix;
    this.#options = options;
    this.#histograms = new Histograms(matrix);
    this.#rows = new Int32Array(matrix.rows);
    this.#spare = new Int32Array(matrix.rows);
    this.gains = new Float64Array(matrix.columns);
  }

  /**
   * @param rows that the tree learns from, ascending
   * @param columns that it may ask
   */
  grow(rows: Int32Array, derivatives: Derivatives, columns: Int32Array): RegressionTree {
    this.#rows.set(rows);
    const root = this.#node({ start: 0, end: rows.length, depth: 0, sums: sumsOf(rows, derivatives) }, (own) => this.#histograms.of(own, derivatives, columns), columns);
    const leaves = [root];
    while (leaves.length < this.#options.leaves) {
      const best = leaves.reduce((first, leaf) => ((leaf.cut?.gain ?? 0) > (first.cut?.gain ?? 0) ? leaf : first));
      if (!best.cut) break;
      const [left, right] = this.#part(best, best.cut, derivatives, columns);
      leaves.splice(leaves.indexOf(best), 1, left, right);
    }
    for (const { histogram } of leaves) if (histogram) this.#histograms.release(histogram);
    return this.#treeOf(root);
  }

  #node(place: Pick<GrowingNode, 'start' | 'end' | 'depth' | 'sums'>, histogramOf: (rows: Int32Array) => Float64Array, columns: Int32Array): GrowingNode {
    const { minLeaf, maxDepth } = this.#options;
    if (place.depth >= maxDepth || place.end - place.start < 2 * minLeaf) return { ...place, histogram: null, cut: null, children: null };
    const histogram = histogramOf(this.#rows.subarray(place.start, place.end));
    return { ...place, histogram, cut: this.#histograms.bestCut(histogram, columns, place.sums, this.#options), children: null };
  }

  /** Parts a node; the smaller child's histogram is counted, the other's is what is left. */
  #part(node: GrowingNode, cut: Cut, derivatives: Derivatives, columns: Int32Array): readonly [GrowingNode, GrowingNode] {
    this.gains[cut.column] = (this.gains[cut.column] as number) + cut.gain;
    const middle = this.#partition(node, cut);
    const depth = node.depth + 1;
    const [leftPlace, rightPlace] = [
      { start: node.start, end: middle, depth, sums: cut.left },
      { start: middle, end: node.end, depth, sums: cut.right },
    ];
    const count = (rows: Int32Array): Float64Array => this.#histograms.of(rows, derivatives, columns);
    const isLeftSmall = middle - node.start <= node.end - middle;
    const small = this.#node(isLeftSmall ? leftPlace : rightPlace, count, columns);
    const rest = (rows: Int32Array): Float64Array => {
      if (!node.histogram) return count(rows);
      if (small.histogram) return this.#histograms.subtract(node.histogram, small.histogram, columns);
      const own = count(this.#rows.subarray(small.start, small.end));
      const left = this.#histograms.subtract(node.histogram, own, columns);
      this.#histograms.release(own);
      return left;
    };
    const large = this.#node(isLeftSmall ? rightPlace : leftPlace, rest, columns);
    if (node.histogram && large.histogram !== node.histogram) this.#histograms.release(node.histogram);
    node.children = isLeftSmall ? [small, large] : [large, small];
    return node.children;
  }

  /** Puts the rows that answer yes before the others, both in their order; gives the first of the others. */
  #partition(node: GrowingNode, cut: Cut): number {
    const rows = this.#rows;
    const { codes, rows: height } = this.#matrix;
    const base = cut.column * height;
    let yes = node.start;
    let no = 0;
    for (let i = node.start; i < node.end; i++) {
      const row = rows[i] as number;
      if ((codes[base + row] as number) <= cut.code) rows[yes++] = row;
      else this.#spare[no++] = row;
    }
    rows.set(this.#spare.subarray(0, no), yes);
    return yes;
  }

  #treeOf(root: GrowingNode): RegressionTree {
    const nodes: { feature: number; code: number; otherwise: number; value: number }[] = [];
    const pending: { node: GrowingNode; parent: number }[] = [{ node: root, parent: -1 }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const index = nodes.length;
      const { node, parent } = next;
      const above = nodes[parent];
      if (above) above.otherwise = index;
      if (!node.children || !node.cut) {
        nodes.push({ feature: -1, code: 0, otherwise: 0, value: this.#valueOf(node.sums) });
        continue;
      }
      nodes.push({ feature: node.cut.column, code: node.cut.code, otherwise: 0, value: 0 });
      pending.push({ node: node.children[1], parent: index }, { node: node.children[0], parent: -1 });
    }
    return {
      feature: Int32Array.from(nodes, (node) => node.feature),
      code: Uint8Array.from(nodes, (node) => node.code),
      otherwise: Int32Array.from(nodes, (node) => node.otherwise),
      value: Float32Array.from(nodes, (node) => node.value),
    };
  }

  #valueOf({ gradient, curvature }: NodeSums): number {
    const { l2, learningRate } = this.#options;
    const step = (-learningRate * gradient) / (curvature + l2 || 1);
    return scoreOf(Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step)));
  }
}

function sumsOf(rows: Int32Array, derivatives: Derivatives): NodeSums {
  let gradient = 0;
  let curvature = 0;
  for (const row of rows) {
    gradient += derivatives.gradient[row] as number;
    curvature += derivatives.curvature[row] as number;
  }
  return { gradient, curvature, rows: rows.length };
}

/** Adds a tree's values to the scores of every row: `scores[row · stride + offset]`. */
export function addTree(tree: RegressionTree, matrix: Pick<SteppedMatrix, 'rows' | 'codes'>, scores: Float64Array, { stride, offset }: { readonly stride: number; readonly offset: number }): void {
  for (let row = 0; row < matrix.rows; row++) {
    let node = 0;
    for (let column = tree.feature[0] as number; column >= 0; column = tree.feature[node] as number) {
      node = (matrix.codes[column * matrix.rows + row] as number) <= (tree.code[node] as number) ? node + 1 : (tree.otherwise[node] as number);
    }
    const at = row * stride + offset;
    scores[at] = (scores[at] as number) + (tree.value[node] as number);
  }
}
