import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';

/** How empty periods are filled (DOMAIN: the continental map, the RPG study, WorldCereal). */
export const GAP_MODES = ['linear', 'neighbour-mean', 'none'] as const;
export type GapMode = (typeof GAP_MODES)[number];

export interface GapFill {
  readonly mode: GapMode;
  /** Longest run of empty periods that is filled; null for no limit. */
  readonly maxGapPeriods: number | null;
  /** Middle of each period in days since any day. */
  readonly middles: readonly number[];
}

/**
 * Fills empty periods in place, per pixel and band, in a series of planes
 * (`series[(period * bands + band) * pixels + pixel]`, nodata 65 535).
 *
 * `linear` interpolates between the nearest valid periods, weighted by the time between the middles of the periods;
 * before the first and after the last valid period nothing is made up. `neighbour-mean` takes the mean of the nearest
 * valid value before and after; empty periods at either end take the nearest. Results are rounded half up. A run of
 * empty periods longer than `maxGapPeriods` stays empty, and so does a pixel that is never valid. The counts of clear
 * observations are not touched: a value with count 0 was filled.
 */
export function fillGaps(series: Uint16Array, bands: number, pixels: number, fill: GapFill): void {
  if (fill.mode === 'none') return;
  const planes = bands * pixels;
  const periods = fill.middles.length;
  const longest = fill.maxGapPeriods ?? periods;
  for (let cell = 0; cell < planes; cell++) {
    let before = -1;
    for (let period = 0; period <= periods; period++) {
      const valid = period < periods && series[period * planes + cell] !== COMPOSITE_NODATA;
      if (!valid && period < periods) continue;
      const gap = period - before - 1;
      if (gap > 0 && gap <= longest) fillRun(series, planes, cell, before, period, fill);
      before = period;
    }
  }
}

/** Fills the empty periods between `before` (−1: none) and `after` (number of periods: none). */
function fillRun(series: Uint16Array, planes: number, cell: number, before: number, after: number, fill: GapFill): void {
  const hasBefore = before >= 0;
  const hasAfter = after < fill.middles.length;
  if (!hasBefore && !hasAfter) return;
  if (fill.mode === 'linear' && !(hasBefore && hasAfter)) return;
  const a = series[(hasBefore ? before : after) * planes + cell] ?? 0;
  const b = series[(hasAfter ? after : before) * planes + cell] ?? 0;
  const start = fill.middles[before] ?? 0;
  const span = (fill.middles[after] ?? 0) - start;
  for (let period = before + 1; period < after; period++) {
    const share = fill.mode === 'linear' ? ((fill.middles[period] ?? 0) - start) / span : 0.5;
    series[period * planes + cell] = Math.floor(a + (b - a) * share + 0.5);
  }
}
