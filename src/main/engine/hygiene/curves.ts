import type { ClassCurve } from '../../../shared/hygiene/finding.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { SampleTable } from '../samples/table.ts';

/** The curve that samples are shown by: one index per row and period. */
export interface SampleCurves {
  /** `NDVI`, or the band that is shown where there is no red and infrared. */
  readonly index: string;
  /** Value of a row in a period, three decimals; null where it is missing. */
  readonly at: (row: number, period: number) => number | null;
}

const DIGITS = 1000;
/** Stored reflectance to reflectance, for a band alone. */
const REFLECTANCE_SCALE = 1e-4;

/** NDVI from B08 (or B8A) and B04, else the first band as reflectance. */
export function sampleCurves({ rows, layout, series }: SampleTable): SampleCurves {
  const bands = layout.bands.length;
  const red = layout.bands.indexOf('B04');
  const infrared = Math.max(layout.bands.indexOf('B08'), layout.bands.indexOf('B8A'));
  const stored = (band: number, row: number, period: number): number => series[(period * bands + band) * rows + row] ?? COMPOSITE_NODATA;
  const rounded = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * DIGITS) / DIGITS : null);
  if (red < 0 || infrared < 0) {
    return { index: layout.bands[0] ?? '', at: (row, period) => (stored(0, row, period) === COMPOSITE_NODATA ? null : rounded(stored(0, row, period) * REFLECTANCE_SCALE)) };
  }
  return {
    index: 'NDVI',
    at(row, period) {
      const [r, n] = [stored(red, row, period), stored(infrared, row, period)];
      return r === COMPOSITE_NODATA || n === COMPOSITE_NODATA ? null : rounded((n - r) / (n + r));
    },
  };
}

/** Median and 10 % and 90 % quantile (nearest rank) of each class's curves. */
export function classCurves(table: SampleTable, curves: SampleCurves): ClassCurve[] {
  const rowsOf = new Map<string, number[]>();
  table.classes.forEach((code, row) => {
    const members = rowsOf.get(code);
    if (members) members.push(row);
    else rowsOf.set(code, [row]);
  });
  return [...rowsOf].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, members]) => {
    const sorted = table.layout.periods.map((_, period) => members.map((row) => curves.at(row, period)).filter((value) => value !== null).toSorted((a, b) => a - b));
    const quantile = (share: number): (number | null)[] => sorted.map((values) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? null);
    return { code, samples: members.length, median: quantile(0.5), low: quantile(0.1), high: quantile(0.9) };
  });
}
