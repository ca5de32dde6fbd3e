import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { GROUPS, NDVI_GROUP, type NdviRule, PRESTO_BANDS, TERRAIN_GROUP } from './tokens.ts';

/** Stored series and where Presto's bands lie in it. */
export interface StoredSeries {
  /** uint16 planes [step][band][pixel], nodata 65 535. */
  readonly series: Uint16Array;
  /** Another series that NDVI is worked out from; the same where it is absent. */
  readonly ndvi?: Uint16Array;
  readonly pixels: number;
  readonly steps: number;
  /** Bands of a step in `series`. */
  readonly bands: number;
  /** Position among them of each of {@link PRESTO_BANDS}; −1 for a band that is not there. */
  readonly bandAt: readonly number[];
}

/** Pixels that have the same tokens. */
export interface PixelGroup {
  /** Group and timestep of each token that is there, by timestep and then group; terrain stands first at its only place. */
  readonly groups: readonly number[];
  readonly steps: readonly number[];
  /** Pixels in ascending order. */
  readonly pixels: readonly number[];
}

const SIGMA0_BANDS = 2;

/** True where a stored number is missing: nodata, or backscatter 0, which has no decibels. */
export function isMissing(stored: number, band: number): boolean {
  return stored === COMPOSITE_NODATA || (stored === 0 && band < SIGMA0_BANDS);
}

/**
 * Parts the pixels by which of their tokens are there, in the order in which the patterns first appear. A token is missing
 * when any of its bands is. Pixels without a single value of any band are in no group.
 */
export function groupByTokens(stored: StoredSeries, ndvi: NdviRule): PixelGroup[] {
  const { pixels, steps } = stored;
  const width = steps * GROUPS.length;
  const present = presence(stored, ndvi);
  const found = new Map<string, { readonly first: number; readonly pixels: number[] }>();
  for (let pixel = 0; pixel < pixels; pixel++) {
    const row = present.subarray(pixel * width, (pixel + 1) * width);
    if (!hasObservation(row)) continue;
    const key = Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('latin1');
    const known = found.get(key);
    if (known) known.pixels.push(pixel);
    else found.set(key, { first: pixel, pixels: [pixel] });
  }
  return [...found.values()].map(({ first, pixels: members }) => {
    const row = present.subarray(first * width, (first + 1) * width);
    const places = Array.from(row.keys()).filter((place) => row[place] === 1);
    return { groups: places.map((place) => place % GROUPS.length), steps: places.map((place) => Math.floor(place / GROUPS.length)), pixels: members };
  });
}

/** 1 where a token is there: [pixel][step][group]. Terrain has its one token at the first step. */
function presence(stored: StoredSeries, ndvi: NdviRule): Uint8Array {
  const { pixels, steps } = stored;
  const present = new Uint8Array(pixels * steps * GROUPS.length);
  for (let step = 0; step < steps; step++) {
    GROUPS.forEach(({ values }, group) => {
      if (group === TERRAIN_GROUP && step > 0) return;
      if (group === NDVI_GROUP && ndvi === 'never-missing') return markAll(present, step * GROUPS.length + group, steps * GROUPS.length);
      mark(present, step * GROUPS.length + group, group === NDVI_GROUP ? forNdvi(stored) : stored, group === NDVI_GROUP ? NDVI_BANDS : values, step);
    });
  }
  return present;
}

/** B04 and B08 among Presto's bands. */
const NDVI_BANDS = [PRESTO_BANDS.indexOf('B04'), PRESTO_BANDS.indexOf('B08')];

function mark(present: Uint8Array, place: number, stored: StoredSeries, bands: readonly number[], step: number): void {
  const planes = bands.map((band) => planeOf(stored, step, band));
  if (planes.includes(null)) return;
  const width = stored.steps * GROUPS.length;
  for (let pixel = 0; pixel < stored.pixels; pixel++) {
    const isThere = planes.every((plane, i) => plane !== null && !isMissing(plane[pixel] as number, bands[i] as number));
    if (isThere) present[pixel * width + place] = 1;
  }
}

function markAll(present: Uint8Array, place: number, width: number): void {
  for (let at = place; at < present.length; at += width) present[at] = 1;
}

/** The series that NDVI is worked out from. */
export function forNdvi(stored: StoredSeries): StoredSeries {
  return stored.ndvi ? { ...stored, series: stored.ndvi } : stored;
}

/** The plane of a step and one of Presto's bands; null where the series lacks the band. */
export function planeOf({ series, pixels, bands, bandAt }: StoredSeries, step: number, band: number): Uint16Array | null {
  const at = bandAt[band] ?? -1;
  if (at < 0) return null;
  const start = (step * bands + at) * pixels;
  return series.subarray(start, start + pixels);
}

/** True where any token but NDVI, which one rule never drops, is there. */
function hasObservation(row: Uint8Array): boolean {
  for (let place = 0; place < row.length; place++) if (row[place] === 1 && place % GROUPS.length !== NDVI_GROUP) return true;
  return false;
}
