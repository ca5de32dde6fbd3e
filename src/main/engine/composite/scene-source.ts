import { appError } from '../../../shared/errors/app-error.ts';
import type { Grid } from '../../../shared/geo/grid.ts';
import { REFLECTANCE_SCALE } from '../../../shared/raster/nodata.ts';
import type { Asset, Scene } from '../../../shared/records/scene.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { kindOf, qualityAsset } from './observe/observation-store.ts';
import { alignedOrigin, type BandSource, dividesEvenly, type SceneSource } from './source.ts';

/** Blocks of more pixels than this are read once and not window by window. */
const LARGEST_BLOCK = 1 << 20;

/** The asset of a reflectance band. @throws BAND_MISSING */
export function bandAsset(scene: Scene, band: string): Asset {
  const found = scene.assets.find((asset) => asset.band === band && asset.quantity === 'reflectance');
  if (found) return found;
  const available = scene.assets.filter(({ quantity }) => quantity === 'reflectance').map((asset) => asset.band);
  throw appError('BAND_MISSING', { file: scene.title, band, available: available.join(', ') || 'none' });
}

/** A scene as it lies on the disk. */
export function sceneSource(workspace: Workspace, scene: Scene, bands: readonly string[]): SceneSource {
  const quality = qualityAsset(scene);
  return {
    id: scene.id,
    bands: bands.map((band) => bandSource(workspace, bandAsset(scene, band))),
    quality: quality ? { path: workspace.absolute(quality.path), driver: quality.driver, bandIndex: quality.bandIndex, grid: quality.grid, kind: kindOf(quality.band) } : null,
    notes: [],
  };
}

/** physical = (stored + offset) × scale, and composites hold physical × 10 000. */
function bandSource(workspace: Workspace, asset: Asset): BandSource {
  const factor = tidy(asset.scale * REFLECTANCE_SCALE);
  return { path: workspace.absolute(asset.path), driver: asset.driver, bandIndex: asset.bandIndex, grid: asset.grid, dtype: asset.dtype, nodata: asset.nodata, factor, add: tidy(asset.offset * factor) };
}

/** 0.0001 × 10 000 is not quite 1 in binary numbers. */
function tidy(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-9 * Math.max(1, Math.abs(whole)) ? whole : value;
}

/**
 * True when the windows may read the scene where it lies: tiled GeoTIFFs whose pixels coincide with the grid's or divide
 * into them. JP2, other projections and files in one huge block are brought onto the grid once, as observations.
 */
export function readsDirectly(scene: Scene, bands: readonly string[], grid: Grid): boolean {
  const quality = qualityAsset(scene);
  return [...bands.map((band) => bandAsset(scene, band)), ...(quality ? [quality] : [])].every((asset) => isDirect(asset, grid));
}

function isDirect({ driver, block, grid: own }: Asset, grid: Grid): boolean {
  if (driver !== 'GTiff' && driver !== 'COG') return false;
  if (block[0] * block[1] > LARGEST_BLOCK || block[0] > 4096) return false;
  return alignedOrigin(own, grid) !== null || dividesEvenly(own, grid);
}
