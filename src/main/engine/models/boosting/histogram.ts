import type { BinnedMatrix } from '../forest/bins.ts';
import { MISSING_CODE } from '../forest/bins.ts';

/** Numbers per step of a histogram: sum of gradients, sum of curvatures, rows. */
export const CELL = 3;
/** Least curvature on both sides of a cut, so that no leaf divides by next to nothing. */
const LEAST_CURVATURE = 1e-3;

/** Codes as histograms want them: missing is the step after the last, so that all codes of a column lie in `stride`. */
export interface SteppedMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Column by column, uint8. */
  readonly codes: Uint8Array;
  readonly thresholds: readonly Float32Array[];
  /** Steps per column with the one for missing. */
  readonly stride: number;
}

/** Moves the missing code next to the others. */
export function steppedMatrix({ rows, columns, codes, thresholds }: BinnedMatrix): SteppedMatrix {
  const steps = Math.max(...thresholds.map((column) => column.length));
  return { rows, columns, codes: codes.map((code) => (code === MISSING_CODE ? steps : code)), thresholds, stride: steps + 1 };
}

/** What a tree is fitted to: first and second derivative of the loss per row. */
export interface Derivatives {
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

/** Sums over the rows of a node. */
export interface NodeSums {
  readonly gradient: number;
  readonly curvature: number;
  readonly rows: number;
}

/** A question that parts a node. */
export interface Cut {
  readonly column: number;
  /** Rows with code ≤ this answer yes. */
  readonly code: number;
  /** Decrease of the loss, twice. */
  readonly gain: number;
  readonly left: NodeSums;
  readonly right: NodeSums;
}

/** What a cut must leave. */
export interface CutLimits {
  readonly minLeaf: number;
  readonly l2: number;
}

/**
 * Makes and searches histograms of derivatives per column and step (the histogram method of LightGBM, Ke et al. 2017):
 * a node costs its rows once per column, its sibling a subtraction.
 */
export class Histograms {
  readonly #matrix: SteppedMatrix;
  readonly #gradient: Float64Array;
  readonly #curvature: Float64Array;
  readonly #spare: Float64Array[] = [];

  constructor(matrix: SteppedMatrix) {
    this.#matrix = matrix;
    this.#gradient = new Float64Array(matrix.rows);
    this.#curvature = new Float64Array(matrix.rows);
  }

  /** The histogram of some rows, for the columns given: [column][step][{@link CELL}]. */
  of(rows: Int32Array, { gradient, curvature }: Derivatives, columns: Int32Array): Float64Array {
    const { codes, rows: height, stride } = this.#matrix;
    const histogram = this.#take();
    const count = rows.length;
    // Put side by side once, or every column would gather them anew from all over the memory.
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      this.#gradient[i] = gradient[row] as number;
      this.#curvature[i] = curvature[row] as number;
    }
    for (const column of columns) {
      const from = column * height;
      const to = column * stride * CELL;
      for (let i = 0; i < count; i++) {
        const at = to + (codes[from + (rows[i] as number)] as number) * CELL;
        histogram[at] = (histogram[at] as number) + (this.#gradient[i] as number);
        histogram[at + 1] = (histogram[at + 1] as number) + (this.#curvature[i] as number);
        histogram[at + 2] = (histogram[at + 2] as number) + 1;
      }
    }
    return histogram;
  }

  /** Takes one child's histogram off its parent's, which becomes the other child's. */
  subtract(parent: Float64Array, child: Float64Array, columns: Int32Array): Float64Array {
    const width = this.#matrix.stride * CELL;
    for (const column of columns) {
      const end = (column + 1) * width;
      for (let at = column * width; at < end; at++) parent[at] = (parent[at] as number) - (child[at] as number);
    }
    return parent;
  }

  /** Gives a histogram back for later use. */
  release(histogram: Float64Array): void {
    this.#spare.push(histogram);
  }

  /** The cut that lowers the loss most, or null where none does. Among equals the first column and step. */
  bestCut(histogram: Float64Array, columns: Int32Array, node: NodeSums, limits: CutLimits): Cut | null {
    let best: Cut | null = null;
    for (const column of columns) {
      const cut = this.#bestOf(histogram, column, node, limits, best?.gain ?? 0);
      if (cut) best = cut;
    }
    return best;
  }

  #bestOf(histogram: Float64Array, column: number, node: NodeSums, { minLeaf, l2 }: CutLimits, atLeast: number): Cut | null {
    const { stride } = this.#matrix;
    const base = column * stride * CELL;
    const own = (node.gradient * node.gradient) / (node.curvature + l2);
    let [gradient, curvature, rows] = [0, 0, 0];
    let [bestGain, bestCode, bestGradient, bestCurvature, bestRows] = [atLeast, -1, 0, 0, 0];
    for (let code = 0; code < stride - 1; code++) {
      const at = base + code * CELL;
      const here = histogram[at + 2] as number;
      if (here === 0) continue;
      gradient += histogram[at] as number;
      curvature += histogram[at + 1] as number;
      rows += here;
      if (node.rows - rows < minLeaf) break;
      const rest = node.curvature - curvature;
      if (rows < minLeaf || curvature < LEAST_CURVATURE || rest < LEAST_CURVATURE) continue;
      const right = node.gradient - gradient;
      const gain = (gradient * gradient) / (curvature + l2) + (right * right) / (rest + l2) - own;
      if (gain > bestGain) [bestGain, bestCode, bestGradient, bestCurvature, bestRows] = [gain, code, gradient, curvature, rows];
    }
    if (bestCode < 0) return null;
    return {
      column,
      code: bestCode,
      gain: bestGain,
      left: { gradient: bestGradient, curvature: bestCurvature, rows: bestRows },
      right: { gradient: node.gradient - bestGradient, curvature: node.curvature - bestCurvature, rows: node.rows - bestRows },
    };
  }

  #take(): Float64Array {
    const { columns, stride } = this.#matrix;
    return this.#spare.pop()?.fill(0) ?? new Float64Array(columns * stride * CELL);
  }
}
