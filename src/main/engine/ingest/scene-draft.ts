import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { Scene } from '../../../shared/records/scene.ts';
import { QUALITY_BANDS } from './band-name.ts';
import type { Draft, IngestTools } from './product.ts';
import type { BandFacts, RasterFacts } from './raster-facts.rpc.ts';
import { appError } from '../../../shared/errors/app-error.ts';

export type SceneAsset = Scene['assets'][number];

/** Everything of a scene but what every record has. */
export type SceneContent = Omit<Scene, 'kind' | 'id' | 'createdAt' | 'simulated' | 'footprint'>;

/** How stored numbers of one band become physical ones; see `assetSchema`. */
export interface BandScaling {
  readonly nodata: number | null;
  readonly scale: number;
  readonly offset: number;
}

/**
 * An asset of a scene from what GDAL says of its file.
 * @param path stored form
 * @throws CRS_MISSING, RASTER_UNREADABLE for data types that are no plain numbers
 */
export function sceneAsset(band: string, facts: RasterFacts, bandIndex: number, scaling: BandScaling, path: string): SceneAsset {
  const info = bandOf(facts, bandIndex);
  if (!facts.grid) throw appError('CRS_MISSING', { file: facts.path });
  if (!info.dtype) throw appError('RASTER_UNREADABLE', { file: facts.path, detail: 'its data type is none that Furrow reads' });
  const quantity = QUALITY_BANDS.has(band) ? 'quality' : isReflectance(band) ? 'reflectance' : 'other';
  return { band, path, bandIndex, grid: facts.grid, dtype: info.dtype, ...scaling, quantity, driver: facts.driver, block: info.block };
}

/** @throws BAND_MISSING */
export function bandOf(facts: RasterFacts, bandIndex: number): BandFacts {
  const info = facts.bands[bandIndex - 1];
  if (!info) throw appError('BAND_MISSING', { file: facts.path, band: bandIndex, available: `1 to ${facts.bands.length}` });
  return info;
}

/** True for a band of the instrument. */
export function isReflectance(band: string): boolean {
  return /^B(\d{2}|8A)$/.test(band);
}

/** Where a scene lies, and whether it was simulated. */
export interface SceneExtent {
  /** Boxes in degrees. */
  readonly footprint: readonly Bounds[];
  readonly simulated?: boolean;
}

/** The draft of a scene. */
export function sceneDraft(wanted: Pick<Draft, 'id' | 'identity'>, content: SceneContent, extent: SceneExtent, tools: IngestTools): Draft {
  const { engine, options } = tools;
  return {
    kind: 'scene',
    ...wanted,
    title: content.title,
    datetime: content.datetime,
    crs: content.crs,
    bands: content.assets.map((asset) => asset.band),
    warnings: content.warnings,
    source: content.source,
    register: async (target) => ({
      ...content,
      kind: 'scene',
      id: target.id,
      createdAt: engine.now().toISOString(),
      simulated: extent.simulated === true || options.simulated === true,
      footprint: extent.footprint.map((box) => [...box] as [number, number, number, number]),
    }),
  };
}

/** The asset with the finest pixels, whose grid stands for the scene. */
export function finest<T extends { readonly grid: { readonly affine: readonly number[] } | null }>(items: readonly T[]): T | undefined {
  return [...items].sort((a, b) => Math.abs(a.grid?.affine[1] ?? Infinity) - Math.abs(b.grid?.affine[1] ?? Infinity))[0];
}
