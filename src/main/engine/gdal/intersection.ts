import type { Bounds } from '../../../shared/geo/bounds.ts';
import { gdal } from './gdal.ts';

/**
 * The part of polygons inside a rectangle, as GEOS finds it; polygons that GEOS refuses as invalid are repaired first.
 * @param wkb polygons as well-known binary
 * @returns well-known binary, little-endian
 */
export function intersectWkb(wkb: Uint8Array, [minX, minY, maxX, maxY]: Bounds): Uint8Array {
  const polygons = gdal.Geometry.fromWKB(Buffer.from(wkb.buffer, wkb.byteOffset, wkb.byteLength));
  const box = gdal.Geometry.fromWKT(`POLYGON ((${minX} ${minY},${maxX} ${minY},${maxX} ${maxY},${minX} ${maxY},${minX} ${minY}))`);
  return (polygons.isValid() ? polygons : polygons.makeValid()).intersection(box).toWKB('LSB');
}
