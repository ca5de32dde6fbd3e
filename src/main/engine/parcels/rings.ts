import type { Geometry } from 'gdal-async';
import { type Affine, toMap } from '../../../shared/geo/affine.ts';
import type { PixelRing } from './polygon-pixels.ts';

type Position = readonly number[];
type Shape = { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] } | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/**
 * The rings of a polygon or multipolygon in (fractional) pixels.
 * @param toPixels the inverse of the grid's affine; the geometry is in the grid's CRS
 */
export function pixelRings(geometry: Geometry, toPixels: Affine): PixelRing[] {
  const shape = geometry.toObject() as Shape;
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();
  return rings.map((ring) => {
    const out = new Float64Array(ring.length * 2);
    ring.forEach(([x = NaN, y = NaN], i) => out.set(toMap(toPixels, x, y), 2 * i));
    return out;
  });
}
