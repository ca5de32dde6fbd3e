import { gdal } from '../../../src/main/engine/gdal/gdal.ts';
import { lonLatBoxes } from '../../../src/main/engine/gdal/crs.ts';
import { createVector } from '../../../src/main/engine/gdal/vector.ts';
import { RandomStream } from '../../../src/main/engine/models/forest/random.ts';

export const CRS = 'EPSG:2154';
/** Side of a parcel: four hectares, as in France on the average. */
export const SPACING_M = 200;
const [WEST, SOUTH] = [500_000, 6_300_000];
/** A place that even the small set holds. */
export const MIDDLE = [WEST + 10_000, SOUTH + 10_000] as const;
const POINTS_PER_SIDE = 5;
const CODES = ['BTH', 'MIS', 'ORH', 'CZH', 'SOG', 'TRN', 'PPH', 'VRG', 'LUZ', 'BTA'];

/**
 * Writes `count` four-sided parcels with shared, crooked borders of 21 points, in rows from the south-west.
 * @returns bounds in degrees
 */
export function writeParcels(path: string, count: number): [number, number, number, number] {
  const side = Math.ceil(Math.sqrt(count));
  const random = new RandomStream(7, 0);
  const corner = new Float64Array((side + 1) ** 2 * 2).map((_, i) => {
    const place = Math.floor(i / 2);
    const along = i % 2 === 0 ? WEST + (place % (side + 1)) * SPACING_M : SOUTH + Math.floor(place / (side + 1)) * SPACING_M;
    return along + (random.uint32() / 2 ** 32 - 0.5) * 0.5 * SPACING_M;
  });
  const fields = [{ name: 'source_id', type: 'string' as const }, { name: 'code', type: 'string' as const }, { name: 'label', type: 'string' as const }, { name: 'area_m2', type: 'real' as const }];
  const writer = createVector(path, { name: 'parcels', crs: CRS, fields, geometryType: 'multipolygon' });
  for (let i = 0; i < count; i++) {
    const geometry = gdal.Geometry.fromWKB(wkbOf(corner, side, i));
    const code = CODES[random.below(CODES.length)] ?? '';
    writer.add({ geometry, properties: { source_id: `P${i}`, code, label: `crop ${code}`, area_m2: 'getArea' in geometry ? (geometry as unknown as { getArea(): number }).getArea() : 0 } });
  }
  writer.close();
  const [box] = lonLatBoxes([WEST - SPACING_M, SOUTH - SPACING_M, WEST + (side + 1) * SPACING_M, SOUTH + (side + 1) * SPACING_M], CRS);
  return box ? [...box] : [-180, -90, 180, 90];
}

function wkbOf(corner: Float64Array, side: number, parcel: number): Buffer {
  const first = Math.floor(parcel / side) * (side + 1) + (parcel % side);
  const corners = [first, first + 1, first + side + 2, first + side + 1, first];
  const points = 4 * POINTS_PER_SIDE + 1;
  const wkb = Buffer.alloc(22 + points * 16);
  for (const [at, type] of [[0, 6], [9, 3]] as const) {
    wkb[at] = 1;
    wkb.writeUInt32LE(type, at + 1);
    wkb.writeUInt32LE(1, at + 5);
  }
  wkb.writeUInt32LE(points, 18);
  for (let i = 0; i < points; i++) {
    const [from, to] = [corners[Math.floor(i / POINTS_PER_SIDE)] ?? 0, corners[Math.floor(i / POINTS_PER_SIDE) + 1] ?? first];
    const t = (i % POINTS_PER_SIDE) / POINTS_PER_SIDE;
    for (const axis of [0, 1]) {
      const value = (corner[from * 2 + axis] ?? 0) * (1 - t) + (corner[to * 2 + axis] ?? 0) * t;
      wkb.writeDoubleLE(value, 22 + i * 16 + axis * 8);
    }
  }
  return wkb;
}
