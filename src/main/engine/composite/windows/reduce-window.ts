import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { PixelWindow } from '../../../../shared/geo/grid.ts';
import { periodMiddle } from '../calendar.ts';
import { fillGaps } from './gap-fill.ts';
import { createStore } from '../kernels/create.ts';
import type { StackStore } from '../kernels/stack-store.ts';
import { maskSettings } from '../mask-settings.ts';
import { OpenFiles } from '../observe/open-files.ts';
import { readObservation } from '../observe/read-observation.ts';
import type { Recipe } from '../recipe.ts';
import { reducerOf } from '../reducers/registry.ts';

/** The composites of one window. */
export interface WindowSeries {
  /** `series[(period * bands + band) * pixels + pixel]`, 65 535 where empty. */
  readonly series: Uint16Array;
  /** Clear observations, `[period * pixels + pixel]`. */
  readonly counts: Uint16Array;
  /** Pixels with at least one clear observation, per period. */
  readonly clear: readonly number[];
}

/** Bytes of observations held at once; a period with more is done in strips of rows. */
const STACK_BYTES = 384 * 1024 * 1024;

export interface WindowOptions {
  /** Called after each period, for progress and cancelling. */
  readonly onPeriod?: (done: number) => void;
  /** Default {@link STACK_BYTES}. */
  readonly stackBytes?: number;
}

/**
 * Composites a window: each period is read and reduced by itself, so memory grows with the dates of one period only and
 * not beyond `stackBytes`; then gaps are filled.
 */
export function compositeWindow(recipe: Recipe, window: PixelWindow, options: WindowOptions = {}): WindowSeries {
  const { onPeriod, stackBytes = STACK_BYTES } = options;
  const pixels = window.width * window.height;
  const bands = recipe.bands.length;
  const series = new Uint16Array(recipe.periods.length * bands * pixels);
  const counts = new Uint16Array(recipe.periods.length * pixels);
  const mask = maskSettings(recipe);
  using files = new OpenFiles();
  const most = Math.max(1, ...recipe.periods.map(({ observations }) => observations.length));
  const rows = Math.max(1, Math.min(window.height, Math.floor(stackBytes / (most * bands * window.width * 2))));
  const store = createStore({ observations: most, bands, pixels: window.width * rows });
  recipe.periods.forEach((period, index) => {
    for (let row = 0; row < window.height; row += rows) {
      const strip = { column: window.column, row: window.row + row, width: window.width, height: Math.min(rows, window.height - row) };
      const size = strip.width * strip.height;
      const stripStore = size === window.width * rows ? store : createStore({ observations: most, bands, pixels: size });
      const read = { files, grid: recipe.grid, window: strip, mask, resampling: recipe.resampling };
      let used = 0;
      for (const observation of period.observations) if (readObservation(read, observation, stripStore, used)) used++;
      const at = { series: index * bands * pixels + row * window.width, counts: index * pixels + row * window.width };
      writeStrip(recipe, stripStore, used, size, pixels, series.subarray(at.series), counts.subarray(at.counts));
    }
    onPeriod?.(index + 1);
  });
  const clear = recipe.periods.map((_, index) => countNonZero(counts.subarray(index * pixels, (index + 1) * pixels)));
  fillGaps(series, bands, pixels, { ...recipe.gap, middles: recipe.periods.map(periodMiddle) });
  return { series, counts, clear };
}

/** Reduces the first `used` observations of a strip into its place in the series, whose planes are `plane` pixels apart. */
function writeStrip(recipe: Recipe, store: StackStore, used: number, size: number, plane: number, series: Uint16Array, counts: Uint16Array): void {
  if (used === 0) {
    recipe.bands.forEach((_, band) => series.fill(COMPOSITE_NODATA, band * plane, band * plane + size));
    return;
  }
  counts.set(store.count(used).subarray(0, size));
  const reduced = reduce(recipe, store, used);
  recipe.bands.forEach((_, band) => {
    series.set(reduced.subarray(band * store.stride, band * store.stride + size), band * plane);
  });
}

function reduce(recipe: Recipe, store: StackStore, used: number): Uint16Array {
  if (recipe.reducer === 'median') return store.median(used);
  const out = new Uint16Array(recipe.bands.length * store.stride);
  reducerOf(recipe.reducer).reduce(store.view(used), out, { bands: recipe.bands, percentile: recipe.percentile });
  return out;
}

function countNonZero(values: Uint16Array): number {
  let count = 0;
  for (const value of values) if (value !== 0) count++;
  return count;
}

