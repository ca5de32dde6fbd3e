import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { SampleTable } from '../samples/table.ts';

/** Series as points that distances can be taken between. */
export interface SeriesVectors {
  readonly rows: number;
  readonly columns: number;
  /** float32, row-major [rows, columns], columns period by period; 0 where the value is missing. */
  readonly values: Float32Array;
  /** 1 where there is a value, else 0; the same layout. Null when no value is missing. */
  readonly present: Float32Array | null;
}

/**
 * Series standardised band by band over all rows and periods: each band then weighs the same, as the layers of sits'
 * maps do, and the course of the season is kept.
 */
export function seriesVectors({ rows, layout, series }: SampleTable): SeriesVectors {
  const bands = layout.bands.length;
  const columns = bands * layout.periods.length;
  const values = new Float32Array(rows * columns);
  const present = new Float32Array(rows * columns);
  let missing = 0;
  for (let band = 0; band < bands; band++) {
    const { mean, deviation } = momentsOf(series, rows, band, bands, layout.periods.length);
    for (let column = band; column < columns; column += bands) {
      for (let row = 0; row < rows; row++) {
        const stored = series[column * rows + row] as number;
        if (stored === COMPOSITE_NODATA) {
          missing += 1;
          continue;
        }
        values[row * columns + column] = (stored - mean) / deviation;
        present[row * columns + column] = 1;
      }
    }
  }
  return { rows, columns, values, present: missing > 0 ? present : null };
}

function momentsOf(series: Uint16Array, rows: number, band: number, bands: number, periods: number): { mean: number; deviation: number } {
  let [count, sum, squares] = [0, 0, 0];
  for (let t = 0; t < periods; t++) {
    const start = (t * bands + band) * rows;
    for (let i = start; i < start + rows; i++) {
      const value = series[i] as number;
      if (value === COMPOSITE_NODATA) continue;
      count += 1;
      sum += value;
      squares += value * value;
    }
  }
  const mean = count > 0 ? sum / count : 0;
  const variance = count > 0 ? Math.max(0, squares / count - mean * mean) : 0;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Rows that have at least one value. */
export function rowsWithValues({ rows, columns, present }: SeriesVectors): number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  return present === null ? all : all.filter((row) => present.subarray(row * columns, (row + 1) * columns).includes(1));
}
