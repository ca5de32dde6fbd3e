import { type BinnedMatrix, MISSING_CODE } from './bins.ts';

/** Nodes of up to this many rows are sorted by insertion, larger ones by counting. */
const SMALL_NODE = 32;
const CODES = 256;

/** The best question found for a node. */
export interface Split {
  readonly column: number;
  /** Rows with code ≤ this answer yes. */
  readonly code: number;
  /** Weighted decrease of the Gini impurity times the weight of the node. */
  readonly gain: number;
}

/**
 * Searches the cut of a column that lowers the Gini impurity most (Breiman et al. 1984, CART). The rows of the node are
 * put in order of their codes and swept once, with the sums of squared class weights on both sides kept up to date, so a
 * column costs a time proportional to the rows and not to bins × classes.
 */
export class SplitSearch {
  readonly #data: BinnedMatrix;
  readonly #minLeaf: number;
  readonly #order: Int32Array;
  readonly #codes: Int32Array;
  readonly #starts = new Int32Array(CODES + 1);
  readonly #labels: Uint16Array;
  readonly #weights: Float64Array;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  readonly #total: Float64Array;
  #rows: Int32Array = new Int32Array(0);
  #squares = 0;
  #weight = 0;

  constructor(data: BinnedMatrix, classes: number, minLeaf: number) {
    this.#data = data;
    this.#minLeaf = minLeaf;
    this.#order = new Int32Array(data.rows);
    this.#codes = new Int32Array(data.rows);
    this.#labels = new Uint16Array(data.rows);
    this.#weights = new Float64Array(data.rows);
    this.#left = new Float64Array(classes);
    this.#right = new Float64Array(classes);
    this.#total = new Float64Array(classes);
  }

  /** Class weights of the node entered last; valid until the next one. */
  get classWeights(): Float64Array {
    return this.#total;
  }

  /** True when all rows of the node are of one class. */
  get isPure(): boolean {
    return this.#squares >= this.#weight * this.#weight * (1 - 1e-12);
  }

  /** Takes the rows of a node. `labels` and `rowWeights` are indexed by row. */
  enter(rows: Int32Array, labels: Uint16Array, rowWeights: Float64Array): void {
    this.#rows = rows;
    this.#total.fill(0);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const label = labels[row] as number;
      const weight = rowWeights[row] as number;
      this.#labels[i] = label;
      this.#weights[i] = weight;
      this.#total[label] = (this.#total[label] as number) + weight;
    }
    this.#squares = this.#total.reduce((sum, weight) => sum + weight * weight, 0);
    this.#weight = this.#total.reduce((sum, weight) => sum + weight, 0);
  }

  /** The best cut of a column, `'constant'` when all rows have the same code, null when no cut leaves enough rows. */
  best(column: number): Split | 'constant' | null {
    return this.#sort(column) ? this.#sweep(column) : 'constant';
  }

  /** Orders the rows by their code; false when there is but one code. */
  #sort(column: number): boolean {
    const { codes } = this.#data;
    const rows = this.#rows;
    const own = this.#codes;
    const base = column * this.#data.rows;
    const count = rows.length;
    const first = codes[base + (rows[0] as number)] as number;
    let differ = 0;
    for (let i = 0; i < count; i++) {
      const code = codes[base + (rows[i] as number)] as number;
      own[i] = code;
      differ |= code ^ first;
    }
    if (differ === 0) return false;
    if (count <= SMALL_NODE) this.#sortByInsertion(count);
    else this.#sortByCounting(count);
    return true;
  }

  #sortByInsertion(count: number): void {
    const order = this.#order;
    const own = this.#codes;
    for (let i = 0; i < count; i++) {
      const code = own[i] as number;
      let at = i;
      while (at > 0 && (own[order[at - 1] as number] as number) > code) {
        order[at] = order[at - 1] as number;
        at--;
      }
      order[at] = i;
    }
  }

  #sortByCounting(count: number): void {
    const order = this.#order;
    const own = this.#codes;
    const starts = this.#starts.fill(0);
    for (let i = 0; i < count; i++) {
      const next = (own[i] as number) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let code = 1; code <= CODES; code++) starts[code] = (starts[code] as number) + (starts[code - 1] as number);
    for (let i = 0; i < count; i++) {
      const code = own[i] as number;
      const at = starts[code] as number;
      order[at] = i;
      starts[code] = at + 1;
    }
  }

  /** The step half-way between two neighbouring codes of the node; all values lie below what is missing. */
  #between(column: number, code: number, next: number): number {
    return next === MISSING_CODE ? (this.#data.thresholds[column] as Float32Array).length - 1 : (code + next) >> 1;
  }

  #sweep(column: number): Split | null {
    const order = this.#order;
    const own = this.#codes;
    const labels = this.#labels;
    const weights = this.#weights;
    const left = this.#left.fill(0);
    const right = this.#right;
    right.set(this.#total);
    const count = this.#rows.length;
    const last = count - this.#minLeaf;
    let leftSquares = 0;
    let rightSquares = this.#squares;
    let leftWeight = 0;
    let bestScore = -Infinity;
    let bestCode = -1;
    let code = own[order[0] as number] as number;
    for (let i = 0; i <= last; i++) {
      const item = order[i] as number;
      const next = own[item] as number;
      if (next !== code) {
        if (i >= this.#minLeaf) {
          const score = leftSquares / leftWeight + rightSquares / (this.#weight - leftWeight);
          if (score > bestScore) {
            bestScore = score;
            bestCode = this.#between(column, code, next);
          }
        }
        code = next;
      }
      const label = labels[item] as number;
      const weight = weights[item] as number;
      const l = left[label] as number;
      const r = right[label] as number;
      leftSquares += weight * (2 * l + weight);
      rightSquares -= weight * (2 * r - weight);
      left[label] = l + weight;
      right[label] = r - weight;
      leftWeight += weight;
    }
    return bestCode < 0 ? null : { column, code: bestCode, gain: bestScore - this.#squares / this.#weight };
  }
}
