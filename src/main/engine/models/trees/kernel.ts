import type { TreeEnsemble } from '../../onnx/tree-ensemble.ts';

/** Rows taken through a tree before the next tree is opened: their features and the tree stay in the processor's cache. */
const BLOCK_ROWS = 256;
/** Numbers per node. */
const STRIDE = 4;

/**
 * Probabilities of a tree ensemble, the same numbers as ONNX Runtime's TreeEnsembleClassifier: bit by bit for forests
 * that Furrow trained (their weights add up exactly in any order), to the rounding of a float32 softmax for boosted trees, of float32 sums for others.
 *
 * Two things make it fast. Four rows go down a tree side by side, so the processor works on three while it waits for the
 * memory of the fourth; and the answer of a comparison picks a child by index instead of by a branch, which it would
 * guess wrong every other time. A leaf is its own child on both sides: rows that arrive early wait there.
 */
export class TreeKernel {
  readonly columns: number;
  readonly classes: number;
  readonly #ensemble: TreeEnsemble;
  readonly #roots: Int32Array;
  /** Per node: column, threshold (the bits of a float32), child of “not ≤”, child of “≤”; one cache line answers. */
  readonly #nodes: Int32Array;
  readonly #thresholds: Float32Array;
  readonly #sums: Float64Array;

  constructor(ensemble: TreeEnsemble) {
    this.columns = ensemble.columns;
    this.classes = ensemble.classes;
    this.#ensemble = ensemble;
    this.#roots = ensemble.roots.map((root) => root * STRIDE);
    this.#nodes = new Int32Array(ensemble.feature.length * STRIDE);
    this.#thresholds = new Float32Array(this.#nodes.buffer);
    ensemble.feature.forEach((column, node) => {
      const at = node * STRIDE;
      const isLeaf = column < 0;
      this.#nodes[at] = isLeaf ? 0 : column;
      this.#thresholds[at + 1] = ensemble.threshold[node] as number;
      this.#nodes[at + 2] = isLeaf ? at : (ensemble.otherwise[node] as number) * STRIDE;
      this.#nodes[at + 3] = isLeaf ? at : at + STRIDE;
    });
    this.#sums = new Float64Array(BLOCK_ROWS * ensemble.classes);
  }

  /**
   * @param features float32, row-major [rows, columns], NaN = missing
   * @param rows how many
   * @param probabilities filled: float32, row-major [rows, classes]
   */
  run(features: Float32Array, rows: number, probabilities: Float32Array): void {
    const sums = this.#sums;
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      const count = Math.min(BLOCK_ROWS, rows - first);
      sums.fill(0);
      for (let tree = 0; tree < this.#roots.length; tree++) this.#addTree(this.#roots[tree] as number, features, first, count);
      const base = first * this.classes;
      if (this.#ensemble.base) this.#toProbabilities(this.#ensemble.base, count);
      for (let i = 0; i < count * this.classes; i++) probabilities[base + i] = sums[i] as number;
    }
  }

  /** Softmax of the scores of a block, in place. */
  #toProbabilities(base: Float32Array, count: number): void {
    const sums = this.#sums;
    const classes = this.classes;
    for (let at = 0; at < count * classes; at += classes) {
      let highest = -Infinity;
      for (let c = 0; c < classes; c++) {
        const score = (sums[at + c] as number) + (base[c] as number);
        sums[at + c] = score;
        if (score > highest) highest = score;
      }
      let total = 0;
      for (let c = 0; c < classes; c++) total += sums[at + c] = Math.exp((sums[at + c] as number) - highest);
      for (let c = 0; c < classes; c++) sums[at + c] = (sums[at + c] as number) / total;
    }
  }

  #addTree(root: number, features: Float32Array, first: number, count: number): void {
    const nodes = this.#nodes;
    const thresholds = this.#thresholds;
    const columns = this.columns;
    let row = 0;
    for (; row + 4 <= count; row += 4) {
      const a = (first + row) * columns;
      const b = a + columns;
      const c = b + columns;
      const d = c + columns;
      let [atA, atB, atC, atD] = [root, root, root, root];
      for (;;) {
        const nextA = nodes[atA + 2 + +((features[a + (nodes[atA] as number)] as number) <= (thresholds[atA + 1] as number))] as number;
        const nextB = nodes[atB + 2 + +((features[b + (nodes[atB] as number)] as number) <= (thresholds[atB + 1] as number))] as number;
        const nextC = nodes[atC + 2 + +((features[c + (nodes[atC] as number)] as number) <= (thresholds[atC + 1] as number))] as number;
        const nextD = nodes[atD + 2 + +((features[d + (nodes[atD] as number)] as number) <= (thresholds[atD + 1] as number))] as number;
        if (((nextA ^ atA) | (nextB ^ atB) | (nextC ^ atC) | (nextD ^ atD)) === 0) break;
        atA = nextA;
        atB = nextB;
        atC = nextC;
        atD = nextD;
      }
      this.#addLeaf(atA, row);
      this.#addLeaf(atB, row + 1);
      this.#addLeaf(atC, row + 2);
      this.#addLeaf(atD, row + 3);
    }
    for (; row < count; row++) this.#addLeaf(this.#descend(root, features, (first + row) * columns), row);
  }

  #descend(root: number, features: Float32Array, base: number): number {
    const nodes = this.#nodes;
    for (let at = root; ; ) {
      const next = nodes[at + 2 + +((features[base + (nodes[at] as number)] as number) <= (this.#thresholds[at + 1] as number))] as number;
      if (next === at) return at;
      at = next;
    }
  }

  #addLeaf(at: number, row: number): void {
    const { leafStart, leafClass, leafWeight, otherwise } = this.#ensemble;
    const sums = this.#sums;
    const base = row * this.classes;
    const leaf = otherwise[at >> 2] as number;
    const end = leafStart[leaf + 1] as number;
    for (let i = leafStart[leaf] as number; i < end; i++) {
      const to = base + (leafClass[i] as number);
      sums[to] = (sums[to] as number) + (leafWeight[i] as number);
    }
  }
}
