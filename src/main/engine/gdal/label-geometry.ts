import type { Geometry } from 'gdal-async';
import { spatialReference, transformation } from './crs.ts';
import { gdal } from './gdal.ts';

/** A point, in coordinates of `crs`, in another CRS; null where it has no place there. */
export function pointIn(x: number, y: number, crs: string, target: string): Geometry | null {
  return geometryTo(new gdal.Point(x, y), crs, target);
}

/** A geometry of WKT in another CRS; null where the text is none or has no place there. */
export function wktIn(wkt: string, crs: string, target: string): Geometry | null {
  try {
    return geometryTo(gdal.Geometry.fromWKT(wkt, spatialReference(crs)), crs, target);
  } catch {
    // No geometry: the caller rejects the row by name.
    return null;
  }
}

/** A geometry of `crs`, moved into another CRS in place; null where it has no place there. */
export function geometryTo(geometry: Geometry, crs: string, target: string): Geometry | null {
  if (crs === target) return geometry;
  try {
    geometry.transform(transformation(crs, target));
    const { minX, minY } = geometry.getEnvelope();
    return Number.isFinite(minX) && Number.isFinite(minY) ? geometry : null;
  } catch {
    // Outside the projection's domain.
    return null;
  }
}
