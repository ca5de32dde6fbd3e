import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { GeoPackageLayer } from '../catalog/geopackage.ts';
import { transformAll } from '../gdal/transform-all.ts';
import { addRings } from './parcel-rings.ts';
import { RingBuffer } from './ring-buffer.ts';

/** A parcel's outline as GeoJSON has it, and the box around it. */
export interface Outline {
  readonly box: Bounds;
  readonly geometry: { readonly type: 'MultiPolygon'; readonly coordinates: [number, number][][][] };
}

/** Outlines of parcels in another CRS, x before y; null for one that has none or cannot be shown there. */
export function outlinesOf(layer: GeoPackageLayer, fids: readonly number[], from: string, to: string): (Outline | null)[] {
  const buffer = new RingBuffer();
  const spans = fids.map((fid) => addRings(buffer, layer, fid, layer.geometry(fid)));
  const points = transformAll(buffer.xy, buffer.points, from, to);
  return spans.map((span) => {
    const coordinates: [number, number][][][] = [];
    for (const { start, end, exterior } of buffer.rings.slice(span.from, span.to)) {
      if (exterior) coordinates.push([]);
      coordinates.at(-1)?.push(Array.from({ length: end - start }, (_, i) => [points[(start + i) * 2] as number, points[(start + i) * 2 + 1] as number]));
    }
    const box = boxAround(coordinates);
    return box.every(Number.isFinite) ? { box, geometry: { type: 'MultiPolygon', coordinates } } : null;
  });
}

/** Not finite where there are no points, or one of them is not a number. */
function boxAround(coordinates: readonly (readonly (readonly [number, number])[])[][]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of coordinates.flat(2)) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return [minX, minY, maxX, maxY];
}
