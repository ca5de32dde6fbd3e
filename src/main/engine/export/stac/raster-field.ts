import { type Grid, pixelSize } from '../../../../shared/geo/grid.ts';
import { spectralBand } from './spectral-band.ts';

/** Media type of a cloud-optimised GeoTIFF, as STAC recommends it. */
export const COG_TYPE = 'image/tiff; application=geotiff; profile=cloud-optimized';

/**
 * Fields of the projection extension for a grid. `proj:transform` is in the order of an affine matrix (pixel width,
 * rotation, x, rotation, pixel height, y), not in GDAL's.
 */
export function projectionFields(grid: Grid): Record<string, unknown> {
  const [a, b, c, d, e, f] = grid.affine;
  return { ...crsFields(grid.crs), 'proj:shape': [grid.height, grid.width], 'proj:transform': [b, c, a, e, f, d] };
}

/** The CRS by its code, or as WKT where it has none. */
export function crsFields(crs: string): Record<string, unknown> {
  return /^[A-Za-z_]+:\w+$/.test(crs) ? { 'proj:code': crs } : { 'proj:code': null, 'proj:wkt2': crs };
}

/** What the stored numbers of a band mean: physical = (stored + offset) × scale, as Furrow's records say it. */
export interface StoredNumbers {
  readonly scale: number;
  readonly offset: number;
  readonly nodata: number | null;
  readonly unit?: string;
}

/**
 * The same in STAC's terms, where physical = stored × scale + offset: STAC's offset is Furrow's in physical units.
 * Left out where stored numbers are physical ones.
 */
export function valueFields(numbers: StoredNumbers): Record<string, unknown> {
  const offset = numbers.offset * numbers.scale;
  return {
    ...(numbers.nodata === null ? {} : { nodata: numbers.nodata }),
    ...(numbers.unit === undefined || numbers.unit === '' ? {} : { unit: numbers.unit }),
    ...(numbers.scale === 1 && offset === 0 ? {} : { 'raster:scale': numbers.scale, 'raster:offset': offset }),
  };
}

/** A band by its name, with the wavelengths of Sentinel-2's where it is one of them. */
export function bandFields(name: string): Record<string, unknown> {
  const spectral = spectralBand(name);
  if (spectral === null) return { name };
  return { name, 'eo:common_name': spectral.commonName, 'eo:center_wavelength': spectral.centerUm, 'eo:full_width_half_max': spectral.widthUm };
}

/** Pixel size in metres, for grids in metres. Grids in degrees say it by their transform only. */
export function resolutionFields(grid: Grid): Record<string, unknown> {
  return pixelSize(grid) < 0.1 ? {} : { 'raster:spatial_resolution': pixelSize(grid) };
}
