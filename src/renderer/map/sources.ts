import type DataTile from 'ol/source/DataTile.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import { COMPOSITE_NODATA } from '../../shared/raster/nodata.ts';
import type { Pixels } from '../layers/pixels.ts';
import { sceneSource } from './scene-source.ts';

/** What of a COG is drawn, and how. */
export interface CogOptions {
  readonly url: string;
  /** 1-based; all when left out. */
  readonly bands?: readonly number[];
  /** Stored value that is no data; drawn transparent where every band has it. Left out: every value is drawn. */
  readonly nodata?: number;
  readonly interpolate: boolean;
  /** True for 8-bit values: kept as bytes, which the shader reads as 0…1. */
  readonly bytes: boolean;
}

/** Sources kept open; a season of dates is about this long. */
const KEPT = 40;

const open = new Map<string, DataTile>();

/**
 * The source of a COG: the same one for the same options, so that going back to a date, or showing a layer on both sides
 * of a comparison, reads no header twice. Layers do not dispose their sources.
 */
export function cogSource(options: CogOptions): GeoTIFF {
  return kept(JSON.stringify(options), () => openCog(options)) as GeoTIFF;
}

/** The source of what an image layer shows: reflectance × 10 000 as it is stored, nodata 65 535, the bands in the order asked for. */
export function imageSource(pixels: Pixels, resampling: 'nearest' | 'linear'): DataTile {
  const interpolate = resampling === 'linear';
  if (pixels.kind === 'cog') return cogSource({ url: pixels.url, bands: pixels.bands, nodata: COMPOSITE_NODATA, interpolate, bytes: false });
  const { sceneId, names, grid } = pixels;
  return kept(JSON.stringify(['scene', sceneId, names, interpolate]), () => sceneSource({ sceneId, names, grid, interpolate }));
}

function kept(key: string, make: () => DataTile): DataTile {
  const source = open.get(key) ?? make();
  open.delete(key);
  open.set(key, source);
  for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - KEPT))) open.delete(oldest);
  return source;
}

function openCog({ url, bands, nodata, interpolate, bytes }: CogOptions): GeoTIFF {
  const info = { url, ...(bands ? { bands: [...bands] } : {}), ...(bytes ? { min: 0, max: 255 } : {}), nodata: nodata ?? -1 };
  return new GeoTIFF({ sources: [info], normalize: bytes, interpolate, convertToRGB: false, transition: 0 });
}
