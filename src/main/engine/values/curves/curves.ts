import { appError } from '../../../../shared/errors/app-error.ts';
import type { BandQuantity } from '../../../../shared/raster/quantity.ts';
import { indexNamed } from '../../features/column.ts';
import { INDICES } from '../../features/indices/registry.ts';
import type { SpectralIndex } from '../../features/spectral-index.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { physicalOf, tidy } from '../physical.ts';

/** Which curves are drawn, and the bands that must be read for them. */
export interface Curves {
  readonly bands: readonly BandQuantity[];
  readonly indices: readonly SpectralIndex[];
  /** Bands of both, in the order of the source; at least one. */
  readonly read: readonly BandQuantity[];
}

/**
 * The curves of a source with these bands.
 * @param bands names; all when null
 * @param indices ids; all that the bands allow when null
 * @param source what has the bands, for the message
 * @throws BAND_MISSING, FEATURE_UNKNOWN, FEATURE_UNAVAILABLE
 */
export function curvesOf(available: readonly BandQuantity[], source: string, bands: readonly string[] | null, indices: readonly string[] | null): Curves {
  const names = available.map(({ band }) => band);
  const chosen = bands === null ? available : bands.map((name) => {
    const quantity = available.find(({ band }) => band === name);
    if (!quantity) throw appError('BAND_MISSING', { file: source, band: name, available: names.join(', ') });
    return quantity;
  });
  const allowed = indices === null ? INDICES.filter((index) => index.bands.every((band) => names.includes(band))) : indices.map((id) => indexFor(id, names));
  const needed = new Set([...chosen.map(({ band }) => band), ...allowed.flatMap((index) => index.bands)]);
  const read = available.filter(({ band }) => needed.has(band));
  return { bands: chosen, indices: allowed, read: read.length > 0 ? read : available.slice(0, 1) };
}

function indexFor(id: string, names: readonly string[]): SpectralIndex {
  const index = indexNamed(id);
  if (!index) throw appError('FEATURE_UNKNOWN', { feature: id });
  const missing = index.bands.filter((band) => !names.includes(band));
  if (missing.length > 0) throw appError('FEATURE_UNAVAILABLE', { feature: id, needed: `band ${missing.join(', ')}`, available: names.join(', ') });
  return index;
}

/** The names and units of curves, as the API gives them. */
export function namesOf({ bands, indices }: Curves): { bands: { band: string; unit: string }[]; indices: string[] } {
  return { bands: bands.map(({ band, unit }) => ({ band, unit })), indices: indices.map(({ id }) => id) };
}

/**
 * Physical values and indices of stored values.
 * @param stored in the order of `curves.read`, null or nodata where there is none
 */
export function curveValues(curves: Curves, stored: readonly (number | null)[]): { values: (number | null)[]; indices: (number | null)[] } {
  const at = (band: string): number | null => stored[curves.read.findIndex((quantity) => quantity.band === band)] ?? null;
  const values = curves.bands.map((quantity) => physicalOf(at(quantity.band), { ...quantity, nodata: quantity.nodata ?? COMPOSITE_NODATA }));
  const out = new Float64Array(1);
  const indices = curves.indices.map((index) => {
    index.fill(index.bands.map((band) => Float64Array.of(missingAsNaN(at(band)))), out, 1);
    const value = out[0] ?? NaN;
    return Number.isFinite(value) ? tidy(value) : null;
  });
  return { values, indices };
}

function missingAsNaN(value: number | null): number {
  return value === null || value === COMPOSITE_NODATA ? NaN : value;
}
