import { type FeatureColumn, indexNamed } from './column.ts';
import type { SeriesLayout } from './feature.ts';
import { HarmonicFit, yearAngles } from './harmonic-fit.ts';
import type { SpectralIndex } from './spectral-index.ts';
import type { TemporalStatistic } from './temporal-statistic.ts';

interface StatisticColumn {
  readonly statistic: TemporalStatistic;
  readonly position: number;
}

/**
 * All columns that are taken from one band or index. Works plane-wise on a block of pixels; scratch is made once, so
 * nothing is allocated per pixel.
 */
export class SeriesColumns {
  readonly #series: string;
  readonly #index: SpectralIndex | null;
  readonly #rowLength: number;
  /** Values of an index, one block per period; bands come from outside. */
  readonly #blocks: readonly Float64Array[];
  readonly #periodColumns: readonly { readonly period: number; readonly position: number }[];
  readonly #constantPositions: readonly number[];
  readonly #byFamily: Readonly<Record<TemporalStatistic['family'], readonly StatisticColumn[]>>;
  readonly #fits: readonly { readonly columns: readonly StatisticColumn[]; readonly fit: HarmonicFit }[];
  readonly #values: Float64Array;
  readonly #sorted: Float64Array;
  readonly #coefficients = new Float64Array(5);
  readonly #inputs: Float64Array[] = [];

  constructor(layout: SeriesLayout, members: readonly { readonly column: FeatureColumn; readonly position: number }[], rowLength: number, blockPx: number) {
    this.#series = members[0]?.column.series ?? '';
    this.#index = indexNamed(this.#series);
    this.#rowLength = rowLength;
    this.#blocks = this.#index ? layout.periods.map(() => new Float64Array(blockPx)) : [];
    this.#values = new Float64Array(layout.periods.length);
    this.#sorted = new Float64Array(layout.periods.length);
    this.#periodColumns = members.flatMap(({ column, position }) => (column.take.kind === 'period' ? [{ period: column.take.period, position }] : []));
    this.#constantPositions = members.flatMap(({ column, position }) => (column.take.kind === 'constant' ? [position] : []));
    const statistics = members.flatMap(({ column, position }) => (column.take.kind === 'statistic' ? [{ statistic: column.take.statistic, position }] : []));
    const family = (name: TemporalStatistic['family']): StatisticColumn[] => statistics.filter((column) => column.statistic.family === name);
    this.#byFamily = { order: family('order'), harmonic1: family('harmonic1'), harmonic2: family('harmonic2') };
    const angles = yearAngles(layout);
    this.#fits = [
      { columns: this.#byFamily.harmonic1, fit: new HarmonicFit(angles, 1) },
      { columns: this.#byFamily.harmonic2, fit: new HarmonicFit(angles, 2) },
    ].filter(({ columns }) => columns.length > 0);
  }

  /** Writes the columns of `count` pixels from row `start` on. */
  write(bandBlocks: (band: string) => readonly Float64Array[], start: number, count: number, out: Float32Array): void {
    const blocks = this.#index ? this.#computeIndex(this.#index, bandBlocks, count) : bandBlocks(this.#series);
    for (const { period, position } of this.#periodColumns) {
      const block = blocks[period] as Float64Array;
      for (let i = 0, at = start * this.#rowLength + position; i < count; i++, at += this.#rowLength) out[at] = block[i] as number;
    }
    const overTime = this.#byFamily.order.length + this.#fits.length + this.#constantPositions.length > 0;
    if (!overTime) return;
    for (let i = 0; i < count; i++) this.#writeOverTime(blocks, i, (start + i) * this.#rowLength, out);
  }

  #computeIndex(index: SpectralIndex, bandBlocks: (band: string) => readonly Float64Array[], count: number): readonly Float64Array[] {
    for (let period = 0; period < this.#blocks.length; period++) {
      for (let b = 0; b < index.bands.length; b++) this.#inputs[b] = bandBlocks(index.bands[b] as string)[period] as Float64Array;
      index.fill(this.#inputs, this.#blocks[period] as Float64Array, count);
    }
    return this.#blocks;
  }

  #writeOverTime(blocks: readonly Float64Array[], pixel: number, row: number, out: Float32Array): void {
    const values = this.#values;
    for (let period = 0; period < blocks.length; period++) values[period] = (blocks[period] as Float64Array)[pixel] as number;
    if (this.#byFamily.order.length > 0) {
      const count = this.#sortValues();
      for (const { statistic, position } of this.#byFamily.order) out[row + position] = statistic.from(this.#sorted, count);
    }
    for (const { columns, fit } of this.#fits) {
      fit.fit(values, this.#coefficients);
      for (const { statistic, position } of columns) out[row + position] = statistic.from(this.#coefficients, this.#coefficients.length);
    }
    for (const position of this.#constantPositions) out[row + position] = firstValid(values);
  }

  /** Sorts what is there into `sorted` (insertion: a dozen values) and tells how many there are. */
  #sortValues(): number {
    const sorted = this.#sorted;
    let count = 0;
    for (let t = 0; t < this.#values.length; t++) {
      const value = this.#values[t] as number;
      if (value !== value) continue;
      let at = count++;
      while (at > 0 && (sorted[at - 1] as number) > value) {
        sorted[at] = sorted[at - 1] as number;
        at--;
      }
      sorted[at] = value;
    }
    return count;
  }
}

function firstValid(values: Float64Array): number {
  for (const value of values) if (value === value) return value;
  return NaN;
}
