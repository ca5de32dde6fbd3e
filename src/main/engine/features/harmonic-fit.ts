import { dayNumber, fromDayNumber, type IsoDate } from '../../../shared/dates/iso-date.ts';
import type { SeriesLayout } from './feature.ts';

/** Days of a year on average, so that the phase of the cycle does not depend on the year. */
const DAYS_PER_YEAR = 365.25;
/** A pivot this small against its diagonal means dates that cannot tell the terms apart. */
const SINGULAR = 1e-9;

/** The angle of each period's middle day in the yearly cycle: 0 on 1 January, 2π a year later. */
export function yearAngles(layout: SeriesLayout): Float64Array {
  return Float64Array.from(layout.periods, ({ start, end }) => {
    const middle = (dayNumber(start as IsoDate) + dayNumber(end as IsoDate)) / 2;
    const newYear = dayNumber(`${fromDayNumber(Math.floor(middle)).slice(0, 4)}-01-01` as IsoDate);
    return (2 * Math.PI * (middle - newYear)) / DAYS_PER_YEAR;
  });
}

/**
 * Least-squares fit of y(t) = c₀ + Σₖ (aₖ·cos kωt + bₖ·sin kωt), k = 1 … order, over the values that are there
 * (missing = NaN). Harmonic analysis of vegetation series: Jakubauskas, Legates, Kastens 2001, Photogrammetric
 * Engineering and Remote Sensing 67(4), 461–470.
 *
 * One instance serves one thread; nothing is allocated per fit, and the factorisation is kept while the pattern of
 * missing values stays the same from pixel to pixel, as it does in a composite.
 */
export class HarmonicFit {
  readonly #terms: number;
  readonly #periods: number;
  /** Design matrix [periods, terms]. */
  readonly #design: Float64Array;
  /** Lower Cholesky factor of the normal matrix [terms, terms]. */
  readonly #factor: Float64Array;
  readonly #present: Uint8Array;
  #solvable = false;
  #fresh = true;

  constructor(angles: Float64Array, order: 1 | 2) {
    this.#terms = 2 * order + 1;
    this.#periods = angles.length;
    this.#design = new Float64Array(angles.length * this.#terms);
    this.#factor = new Float64Array(this.#terms * this.#terms);
    this.#present = new Uint8Array(angles.length);
    angles.forEach((angle, t) => {
      const row = t * this.#terms;
      this.#design[row] = 1;
      for (let k = 1; k <= order; k++) {
        this.#design[row + 2 * k - 1] = Math.cos(k * angle);
        this.#design[row + 2 * k] = Math.sin(k * angle);
      }
    });
  }

  /** Writes c₀, a₁, b₁(, a₂, b₂) to `coefficients`; all NaN where the dates that are there do not determine them. */
  fit(values: Float64Array, coefficients: Float64Array): void {
    if (this.#patternChanged(values)) this.#solvable = this.#factorise();
    if (!this.#solvable) {
      coefficients.fill(NaN, 0, this.#terms);
      return;
    }
    this.#project(values, coefficients);
    this.#solve(coefficients);
  }

  #patternChanged(values: Float64Array): boolean {
    let changed = this.#fresh;
    this.#fresh = false;
    for (let t = 0; t < this.#periods; t++) {
      const value = values[t] as number;
      const present = value === value ? 1 : 0;
      if (this.#present[t] !== present) {
        this.#present[t] = present;
        changed = true;
      }
    }
    return changed;
  }

  #factorise(): boolean {
    const n = this.#terms;
    const factor = this.#factor;
    factor.fill(0);
    for (let t = 0; t < this.#periods; t++) {
      if (this.#present[t] === 0) continue;
      const row = t * n;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) factor[i * n + j] = (factor[i * n + j] as number) + (this.#design[row + i] as number) * (this.#design[row + j] as number);
      }
    }
    for (let i = 0; i < n; i++) {
      const diagonal = factor[i * n + i] as number;
      for (let j = 0; j <= i; j++) {
        let sum = factor[i * n + j] as number;
        for (let k = 0; k < j; k++) sum -= (factor[i * n + k] as number) * (factor[j * n + k] as number);
        if (i === j) {
          if (!(sum > SINGULAR * diagonal)) return false;
          factor[i * n + i] = Math.sqrt(sum);
        } else {
          factor[i * n + j] = sum / (factor[j * n + j] as number);
        }
      }
    }
    return true;
  }

  #project(values: Float64Array, out: Float64Array): void {
    const n = this.#terms;
    out.fill(0, 0, n);
    for (let t = 0; t < this.#periods; t++) {
      if (this.#present[t] === 0) continue;
      const value = values[t] as number;
      const row = t * n;
      for (let i = 0; i < n; i++) out[i] = (out[i] as number) + (this.#design[row + i] as number) * value;
    }
  }

  #solve(x: Float64Array): void {
    const n = this.#terms;
    const factor = this.#factor;
    for (let i = 0; i < n; i++) {
      let sum = x[i] as number;
      for (let k = 0; k < i; k++) sum -= (factor[i * n + k] as number) * (x[k] as number);
      x[i] = sum / (factor[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = x[i] as number;
      for (let k = i + 1; k < n; k++) sum -= (factor[k * n + i] as number) * (x[k] as number);
      x[i] = sum / (factor[i * n + i] as number);
    }
  }
}
