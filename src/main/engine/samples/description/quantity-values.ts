import { appError } from '../../../../shared/errors/app-error.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { BandQuantity } from '../../../../shared/raster/quantity.ts';
import { indexNamed } from '../../features/column.ts';
import type { SampleTable } from '../table.ts';

/** What a curve shows: a band in its unit, or an index. */
export interface SeriesQuantity {
  readonly name: string;
  readonly unit: string;
  /** Physical values of all rows in one period; NaN where there is none. */
  values(table: SampleTable, period: number): Float64Array;
}

const DEFAULT = 'NDVI';

/**
 * Bands and indices by name.
 * @param names null takes NDVI, or the first band where it cannot be formed
 * @throws FEATURE_UNKNOWN, FEATURE_UNAVAILABLE
 */
export function quantitiesNamed(names: readonly string[] | null, bands: readonly BandQuantity[]): SeriesQuantity[] {
  const has = (name: string): boolean => bands.some(({ band }) => band === name);
  const chosen = names ?? (has('B04') && has('B08') ? [DEFAULT] : bands.slice(0, 1).map(({ band }) => band));
  return chosen.map((name) => {
    const band = bands.find((quantity) => quantity.band === name);
    return band ? bandQuantity(band) : indexQuantity(name, bands);
  });
}

/** A band, whose physical values are those of its stored numbers. */
export interface BandSeriesQuantity extends SeriesQuantity {
  /** The physical value of a stored number; NaN for nodata. */
  physical(stored: number): number;
}

/** A band in physical units; radar in dB, whose stored numbers are no linear scale: 20 · log10(DN) − 83. */
export function bandQuantity(quantity: BandQuantity): BandSeriesQuantity {
  const nodata = quantity.nodata ?? COMPOSITE_NODATA;
  const radar = quantity.quantity === 'sigma0';
  const physical = (stored: number): number => {
    if (stored === nodata) return NaN;
    if (radar) return stored > 0 ? 20 * Math.log10(stored) - 83 : NaN;
    return (stored + quantity.offset) * quantity.scale;
  };
  return {
    name: quantity.band,
    unit: radar ? 'dB' : quantity.unit,
    physical,
    values: (table, period) => Float64Array.from(planeOf(table, quantity.band, period), physical),
  };
}

function indexQuantity(name: string, bands: readonly BandQuantity[]): SeriesQuantity {
  const index = indexNamed(name);
  if (!index) throw appError('FEATURE_UNKNOWN', { feature: name });
  const missing = index.bands.filter((band) => !bands.some((quantity) => quantity.band === band));
  if (missing.length > 0) throw appError('FEATURE_UNAVAILABLE', { feature: name, needed: `band ${missing.join(', ')}`, available: bands.map(({ band }) => band).join(', ') });
  return {
    name,
    unit: '',
    values(table, period) {
      const out = new Float64Array(table.rows);
      index.fill(index.bands.map((band) => Float64Array.from(planeOf(table, band, period), (stored) => (stored === COMPOSITE_NODATA ? NaN : stored))), out, table.rows);
      return out.map((value) => (Number.isFinite(value) ? value : NaN));
    },
  };
}

function planeOf({ layout, rows, series }: SampleTable, band: string, period: number): Uint16Array {
  const plane = (period * layout.bands.length + layout.bands.indexOf(band)) * rows;
  return series.subarray(plane, plane + rows);
}
