import type { ForestOptions } from '../../../../shared/families/forest.ts';
import type { TreeEnsemble } from '../../onnx/tree-ensemble.ts';
import type { BinnedMatrix } from './bins.ts';
import { leafUnits, unitsOfTree } from './leaf.ts';
import { WEIGHT_UNITS, columnsPerNode } from './options.ts';
import { RandomStream } from './random.ts';
import { type Split, SplitSearch } from './split.ts';

/** What a forest learns from: rows that all have a class. */
export interface TrainingData {
  readonly matrix: BinnedMatrix;
  /** Class index per row. */
  readonly labels: Uint16Array;
  readonly classes: number;
  /** How much each row counts, above 0. */
  readonly weights: Float64Array;
}

/** Options of the trees, and what decides every random choice. */
export type GrowOptions = ForestOptions & { readonly seed: number };

/** Trees `first` … `first + count − 1` of a forest; the forests of all parts joined are the whole. */
export interface GrownPart {
  readonly ensemble: TreeEnsemble;
  /** Decrease of impurity per column, summed over trees; each tree's sum to 1. */
  readonly importance: Float64Array;
  /** Votes of the trees that did not see a row, in units of 2⁻²⁴: row-major [rows, classes]. */
  readonly votes: Float64Array;
}

/**
 * Grows trees of a random forest (Breiman 2001): each on its own bootstrap of the rows, best Gini cut among a random
 * choice of columns at each node. Tree t depends on the seed and t only.
 * @param onTree called after each tree
 */
export function growTrees(data: TrainingData, options: GrowOptions, first: number, count: number, onTree?: (done: number) => void): GrownPart {
  const grower = new TreeGrower(data, options);
  const importance = new Float64Array(data.matrix.columns);
  const votes = new Float64Array(data.matrix.rows * data.classes);
  for (let tree = first; tree < first + count; tree++) {
    grower.grow(tree);
    grower.addImportance(importance);
    grower.addVotes(votes);
    onTree?.(tree - first + 1);
  }
  return { ensemble: grower.ensemble(), importance, votes };
}

interface Pending {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Node whose “otherwise” this is, or −1. */
  readonly parent: number;
}

class TreeGrower {
  readonly #data: TrainingData;
  readonly #options: GrowOptions;
  readonly #search: SplitSearch;
  readonly #perNode: number;
  readonly #rowWeights: Float64Array;
  readonly #rows: Int32Array;
  readonly #spare: Int32Array;
  readonly #columns: Int32Array;
  readonly #gains: Float64Array;
  readonly #roots: number[] = [];
  readonly #feature: number[] = [];
  readonly #code: number[] = [];
  readonly #otherwise: number[] = [];
  readonly #leafStart: number[] = [0];
  readonly #leafClass: number[] = [];
  readonly #leafUnits: number[] = [];

  constructor(data: TrainingData, options: GrowOptions) {
    const { rows, columns } = data.matrix;
    this.#data = data;
    this.#options = options;
    this.#search = new SplitSearch(data.matrix, data.classes, options.minLeaf);
    this.#perNode = columnsPerNode(options, columns);
    this.#rowWeights = new Float64Array(rows);
    this.#rows = new Int32Array(rows);
    this.#spare = new Int32Array(rows);
    this.#columns = Int32Array.from({ length: columns }, (_, c) => c);
    this.#gains = new Float64Array(columns);
  }

  grow(tree: number): void {
    const random = new RandomStream(this.#options.seed, tree);
    // The order of the columns is shuffled in place from node to node; a tree must not see what earlier trees left.
    this.#columns.forEach((_, c, columns) => (columns[c] = c));
    this.#gains.fill(0);
    this.#roots.push(this.#feature.length);
    const units = unitsOfTree(tree, this.#options.trees);
    const pending: Pending[] = [{ start: 0, end: this.#drawRows(random), depth: 0, parent: -1 }];
    for (let node = pending.pop(); node; node = pending.pop()) {
      const index = this.#feature.length;
      if (node.parent >= 0) this.#otherwise[node.parent] = index;
      this.#search.enter(this.#rows.subarray(node.start, node.end), this.#data.labels, this.#rowWeights);
      const split = this.#mayAsk(node) ? this.#bestSplit(random) : null;
      if (!split) {
        this.#addLeaf(units);
        continue;
      }
      this.#gains[split.column] = (this.#gains[split.column] as number) + split.gain;
      this.#addNode(split.column, split.code, -1);
      const middle = this.#partition(node, split);
      pending.push({ start: middle, end: node.end, depth: node.depth + 1, parent: index });
      pending.push({ start: node.start, end: middle, depth: node.depth + 1, parent: -1 });
    }
  }

  addImportance(importance: Float64Array): void {
    const sum = this.#gains.reduce((total, gain) => total + gain, 0);
    if (sum > 0) this.#gains.forEach((gain, c) => (importance[c] = (importance[c] as number) + gain / sum));
  }

  /** Adds what the last tree says about the rows it did not see. */
  addVotes(votes: Float64Array): void {
    const { matrix, classes } = this.#data;
    const root = this.#roots.at(-1) as number;
    for (let row = 0; row < matrix.rows; row++) {
      if ((this.#rowWeights[row] as number) > 0) continue;
      let node = root;
      for (let column = this.#feature[node] as number; column >= 0; column = this.#feature[node] as number) {
        const code = matrix.codes[column * matrix.rows + row] as number;
        node = code <= (this.#code[node] as number) ? node + 1 : (this.#otherwise[node] as number);
      }
      const leaf = this.#otherwise[node] as number;
      for (let i = this.#leafStart[leaf] as number; i < (this.#leafStart[leaf + 1] as number); i++) {
        const at = row * classes + (this.#leafClass[i] as number);
        votes[at] = (votes[at] as number) + (this.#leafUnits[i] as number);
      }
    }
  }

  ensemble(): TreeEnsemble {
    const { thresholds, columns } = this.#data.matrix;
    return {
      columns,
      classes: this.#data.classes,
      roots: Int32Array.from(this.#roots),
      feature: Int32Array.from(this.#feature),
      threshold: Float32Array.from(this.#feature, (column, node) => (column < 0 ? 0 : (thresholds[column]?.[this.#code[node] as number] ?? 0))),
      otherwise: Int32Array.from(this.#otherwise),
      leafStart: Int32Array.from(this.#leafStart),
      leafClass: Uint16Array.from(this.#leafClass),
      leafWeight: Float32Array.from(this.#leafUnits, (units) => units / WEIGHT_UNITS),
    };
  }

  /** Draws the bootstrap into row weights and the list of distinct rows; gives their number. */
  #drawRows(random: RandomStream): number {
    const { weights, matrix } = this.#data;
    this.#rowWeights.fill(0);
    for (let i = 0; i < matrix.rows; i++) {
      const row = random.below(matrix.rows);
      this.#rowWeights[row] = (this.#rowWeights[row] as number) + (weights[row] as number);
    }
    let count = 0;
    for (let row = 0; row < matrix.rows; row++) if ((this.#rowWeights[row] as number) > 0) this.#rows[count++] = row;
    return count;
  }

  #mayAsk(node: Pending): boolean {
    return node.depth < this.#options.maxDepth && node.end - node.start >= 2 * this.#options.minLeaf && !this.#search.isPure;
  }

  /** The best cut among as many columns as are tried per node, and more until one that is not constant is met. */
  #bestSplit(random: RandomStream): Split | null {
    const columns = this.#columns;
    let best: Split | null = null;
    let met = false;
    for (let tried = 0; tried < columns.length && (tried < this.#perNode || !met); tried++) {
      const at = tried + random.below(columns.length - tried);
      const column = columns[at] as number;
      columns[at] = columns[tried] as number;
      columns[tried] = column;
      const split = this.#search.best(column);
      if (split === 'constant') continue;
      met = true;
      if (split && (!best || split.gain > best.gain)) best = split;
    }
    return best;
  }

  /** Puts the rows that answer yes before the others, both in their order; gives the first of the others. */
  #partition(node: Pending, split: Split): number {
    const rows = this.#rows;
    const { codes, rows: stride } = this.#data.matrix;
    const base = split.column * stride;
    let yes = node.start;
    let no = 0;
    for (let i = node.start; i < node.end; i++) {
      const row = rows[i] as number;
      if ((codes[base + row] as number) <= split.code) rows[yes++] = row;
      else this.#spare[no++] = row;
    }
    rows.set(this.#spare.subarray(0, no), yes);
    return yes;
  }

  #addNode(feature: number, code: number, otherwise: number): void {
    this.#feature.push(feature);
    this.#code.push(code);
    this.#otherwise.push(otherwise);
  }

  #addLeaf(units: number): void {
    this.#addNode(-1, 0, this.#leafStart.length - 1);
    leafUnits(this.#search.classWeights, units).forEach((share, c) => {
      if (share === 0) return;
      this.#leafClass.push(c);
      this.#leafUnits.push(share);
    });
    this.#leafStart.push(this.#leafClass.length);
  }
}
