import GeoTIFF from 'ol/source/GeoTIFF.js';

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

const open = new Map<string, GeoTIFF>();

/**
 * The source of a COG: the same one for the same options, so that going back to a date, or showing a layer on both sides
 * of a comparison, reads no header twice. Layers do not dispose their sources.
 */
export function cogSource(options: CogOptions): GeoTIFF {
  const key = JSON.stringify(options);
  const source = open.get(key) ?? openCog(options);
  open.delete(key);
  open.set(key, source);
  for (const oldest of [...open.keys()].slice(0, Math.max(0, open.size - KEPT))) open.delete(oldest);
  return source;
}

function openCog({ url, bands, nodata, interpolate, bytes }: CogOptions): GeoTIFF {
  const info = { url, ...(bands ? { bands: [...bands] } : {}), ...(bytes ? { min: 0, max: 255 } : {}), nodata: nodata ?? -1 };
  return new GeoTIFF({ sources: [info], normalize: bytes, interpolate, convertToRGB: false, transition: 0 });
}
