import type { Bounds } from '../../../shared/geo/bounds.ts';
import { intersectWkb } from '../gdal/intersection.ts';
import type { ParcelRing } from '../parcels/meets-box.ts';
import { RingBuffer } from '../parcels/ring-buffer.ts';

const POLYGON = 3;
const MULTI_POLYGON = 6;

/** The part of a parcel's rings inside a rectangle, in as many polygons as it takes. */
export function intersectRings(rings: readonly ParcelRing[], bounds: Bounds): ParcelRing[] {
  const buffer = new RingBuffer();
  buffer.addWkb(intersectWkb(toWkb(rings), bounds));
  return buffer.rings.map(({ start, end, exterior }) => ({ points: buffer.xy.subarray(start * 2, end * 2), exterior }));
}

/** Rings as a multipolygon in little-endian well-known binary. */
function toWkb(rings: readonly ParcelRing[]): Uint8Array {
  const polygons: ParcelRing[][] = [];
  for (const ring of rings) {
    if (ring.exterior) polygons.push([]);
    polygons.at(-1)?.push(ring);
  }
  const size = 9 + polygons.length * 9 + rings.reduce((sum, { points }) => sum + 4 + points.byteLength, 0);
  const out = Buffer.alloc(size);
  let at = head(out, 0, MULTI_POLYGON, polygons.length);
  for (const polygon of polygons) {
    at = head(out, at, POLYGON, polygon.length);
    for (const { points } of polygon) {
      at = out.writeUInt32LE(points.length / 2, at);
      for (const value of points) at = out.writeDoubleLE(value, at);
    }
  }
  return out;
}

function head(out: Buffer, at: number, type: number, count: number): number {
  out[at] = 1;
  out.writeUInt32LE(type, at + 1);
  return out.writeUInt32LE(count, at + 5);
}
