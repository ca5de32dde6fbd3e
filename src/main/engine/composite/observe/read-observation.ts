import { gridBounds, type Grid, type PixelWindow, windowGrid } from '../../../../shared/geo/grid.ts';
import { intersects } from '../../../../shared/geo/bounds.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { Resampling } from '../../gdal/read.ts';
import { clearPixels, maskMargin, type MaskSettings } from '../../mask/clear.ts';
import type { BandRule, StackStore } from '../kernels/stack-store.ts';
import type { OpenFiles } from './open-files.ts';
import { readBand, readCodes, widenedGrid } from './read-band.ts';
import type { Observation } from '../recipe.ts';
import type { SceneSource } from '../source.ts';

/** What is read, and how. */
export interface ObservationRead {
  readonly files: OpenFiles;
  readonly grid: Grid;
  readonly window: PixelWindow;
  readonly mask: MaskSettings;
  readonly resampling: Resampling;
}

/**
 * Reads one observation of a window into `store` at `slot`: first the quality, then, where anything is clear, the bands.
 * @returns false when nothing of it is clear, and the slot is free for the next
 */
export function readObservation(read: ObservationRead, observation: Observation, store: StackStore, slot: number): boolean {
  const target = windowGrid(read.grid, read.window);
  const scenes = observation.scenes.filter((scene) => mayReach(scene, target));
  if (scenes.length === 0 || !readClear(read, scenes, store.clear)) return false;
  const [first, ...others] = scenes;
  if (!first) return false;
  const rules = first.bands.map((band, index) => readBand(read.files, band, target, read.resampling, store.plane(slot, index)));
  const settled = others.length === 0 ? rules : rules.map((rule, index) => patch(read, others, index, target, store.plane(slot, index), rule));
  store.settle(slot, settled);
  return true;
}

/** Fills `clear` for the window. @returns false when no pixel is clear */
function readClear(read: ObservationRead, scenes: readonly SceneSource[], clear: Uint8Array): boolean {
  if (read.mask.rule.method === 'none' || scenes.every(({ quality }) => quality === null)) {
    clear.fill(1);
    return true;
  }
  const margin = maskMargin(read.mask);
  const target = widenedGrid(read.grid, read.window, margin);
  const codes = mergedCodes(read, scenes, target);
  const wide = clearPixels({ data: codes, width: target.width, height: target.height }, read.mask);
  const { width, height } = read.window;
  for (let row = 0; row < height; row++) {
    const start = (row + margin) * target.width + margin;
    clear.set(wide.subarray(start, start + width), row * width);
  }
  return clear.includes(1);
}

/** Codes of the first scene that has any at a pixel. */
function mergedCodes(read: ObservationRead, scenes: readonly SceneSource[], target: Grid): Uint8Array {
  let merged: Uint8Array | null = null;
  for (const { quality } of scenes) {
    if (!quality) continue;
    if (merged && !merged.includes(0)) break;
    const codes = readCodes(read.files, quality, target);
    if (!merged) merged = codes;
    else for (let i = 0; i < merged.length; i++) if (merged[i] === 0) merged[i] = codes[i] ?? 0;
  }
  return merged ?? new Uint8Array(target.width * target.height);
}

/** Takes what the first scene lacks from the others of the same pass. @returns the rule that then holds for the plane */
function patch(read: ObservationRead, others: readonly SceneSource[], index: number, target: Grid, plane: Uint16Array, rule: BandRule): BandRule {
  if (rule.nodata === null || !plane.includes(rule.nodata)) return rule;
  applyRule(plane, rule);
  const other = new Uint16Array(plane.length);
  for (const scene of others) {
    const band = scene.bands[index];
    if (!band || !plane.includes(COMPOSITE_NODATA)) continue;
    applyRule(other, readBand(read.files, band, target, read.resampling, other));
    for (let i = 0; i < plane.length; i++) if (plane[i] === COMPOSITE_NODATA) plane[i] = other[i] ?? COMPOSITE_NODATA;
  }
  return { nodata: COMPOSITE_NODATA, add: 0 };
}

/** Turns stored values into composite values in place. */
export function applyRule(plane: Uint16Array, { nodata, add }: BandRule): void {
  for (let i = 0; i < plane.length; i++) {
    const stored = plane[i] ?? 0;
    plane[i] = stored === nodata ? COMPOSITE_NODATA : Math.min(COMPOSITE_NODATA - 1, Math.max(0, stored + add));
  }
}

/** False only when the scene lies in the window's CRS and does not touch it. */
function mayReach(scene: SceneSource, target: Grid): boolean {
  const grid = scene.bands[0]?.grid;
  return !grid || grid.crs !== target.crs || intersects(gridBounds(grid), gridBounds(target));
}
