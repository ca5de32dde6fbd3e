import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { GeoPackageLayer } from '../catalog/geopackage.ts';
import { transformBounds } from '../gdal/crs.ts';
import { transformWithin } from '../gdal/transform-within.ts';
import { doubleArea, type ParcelRing } from '../parcels/meets-box.ts';
import { clipRing } from '../parcels/clip.ts';
import { intersectRings } from './intersect-rings.ts';
import { addRings } from '../parcels/parcel-rings.ts';
import { RingBuffer } from '../parcels/ring-buffer.ts';
import { simplifyRing } from './simplify.ts';
import { BUFFER, bufferedBounds, EXTENT, PIXEL, TILE_CRS, type TileAddress, tileSide, WORLD_HALF } from './tile-address.ts';
import { VectorTileWriter } from './vector-tile.ts';

/** Layer of the tile. */
export const PARCEL_LAYER = 'parcels';
/** From this zoom on outlines are whole: what the window enlarges further must not show corners cut. */
const WHOLE_ZOOM = 15;
/** Below it, points that lie within half a pixel of the outline are left out. */
const TOLERANCE = PIXEL / 2;
/** Below this zoom a tile's bounds mean nothing in a local CRS: every parcel is looked at. */
const LOCAL_ZOOM = 6;
/** Share of the tile's unit by which a transformed point may be off. */
const UNIT_SHARE = 0.25;
const EVERYWHERE: Bounds = [-Infinity, -Infinity, Infinity, Infinity];
const COLUMNS = ['code', 'label', 'area_m2'];

interface Cut {
  readonly fid: number;
  readonly values: readonly unknown[];
  readonly from: number;
  readonly to: number;
}

/**
 * The tile of a parcel layer with every parcel in it: feature id = fid; properties `code`, `label`, `area_m2` (m², on
 * the ellipsoid, of the whole parcel). A parcel smaller than a pixel becomes a square of one pixel, `generalised: true`.
 * @param crs of the layer
 * @throws VECTOR_UNREADABLE
 */
export function cutParcels(layer: GeoPackageLayer, crs: string, address: TileAddress): Uint8Array {
  const buffer = new RingBuffer();
  const cuts: Cut[] = [];
  const bounds = localBounds(address, crs);
  for (const { fid, values, geometry } of layer.inside(bounds, COLUMNS)) {
    cuts.push({ fid, values, ...addRings(buffer, layer, fid, geometry) });
  }
  const tolerance = (tileSide(address.z) / EXTENT) * UNIT_SHARE;
  const units = toUnits(transformWithin(buffer.xy, buffer.points, { from: crs, to: TILE_CRS, bounds, tolerance }), address);
  const writer = new VectorTileWriter(PARCEL_LAYER);
  for (const cut of cuts) addParcel(writer, cut, buffer, units, address.z >= WHOLE_ZOOM ? 0 : TOLERANCE);
  return writer.finish();
}

function localBounds(address: TileAddress, crs: string): Bounds {
  if (address.z < LOCAL_ZOOM) return EVERYWHERE;
  return transformBounds(bufferedBounds(address), TILE_CRS, crs);
}

/** Web Mercator to units of the tile, in place: y counts from the north. */
function toUnits(points: Float64Array, { z, x, y }: TileAddress): Float64Array {
  const scale = EXTENT / tileSide(z);
  const west = -WORLD_HALF + x * tileSide(z);
  const north = WORLD_HALF - y * tileSide(z);
  for (let i = 0; i < points.length; i += 2) {
    points[i] = ((points[i] as number) - west) * scale;
    points[i + 1] = (north - (points[i + 1] as number)) * scale;
  }
  return points;
}

function addParcel(writer: VectorTileWriter, cut: Cut, buffer: RingBuffer, units: Float64Array, tolerance: number): void {
  const [code, label, area] = cut.values;
  const properties = { code: textOf(code), label: textOf(label), area_m2: typeof area === 'number' ? area : null };
  const rings = buffer.rings.slice(cut.from, cut.to).map(({ start, end, exterior }) => ({ points: units.subarray(start * 2, end * 2), exterior }));
  // A point that cannot be shown in Web Mercator (beyond 85° or outside the CRS) takes its parcel along.
  if (rings.some(({ points }) => !points.every(Number.isFinite))) return;
  const pixels = rings.reduce((sum, { points, exterior }) => sum + (exterior ? 1 : -1) * Math.abs(doubleArea(points)), 0) / 2 / PIXEL ** 2;
  if (pixels < 1) {
    writer.add({ id: cut.fid, properties: { ...properties, generalised: true }, rings: pixelAround(rings[0]?.points ?? new Float64Array(0)) });
    return;
  }
  const kept = insideTile(rings).map(({ points, exterior }) => ({ points: simplifyRing(points, tolerance), exterior }));
  writer.add({ id: cut.fid, properties, rings: kept });
}

/** The part of a parcel inside the tile and its buffer. */
function insideTile(rings: readonly ParcelRing[]): readonly ParcelRing[] {
  const [low, high] = [-BUFFER, EXTENT + BUFFER];
  const kept: ParcelRing[] = [];
  for (const { points, exterior } of rings) {
    const inside = clipRing(points, low, high);
    if (inside === null) return intersectRings(rings, [low, low, high, high]);
    kept.push({ points: inside, exterior });
  }
  return kept;
}

/** The square of one pixel in whose middle a ring begins; none when that is outside the tile. */
function pixelAround(ring: Float64Array): { points: Float64Array; exterior: boolean }[] {
  const [x = Number.NaN, y = Number.NaN] = ring;
  const inside = (value: number): boolean => value >= -BUFFER && value <= EXTENT + BUFFER;
  if (!inside(x) || !inside(y)) return [];
  const [west, north, east, south] = [x - PIXEL / 2, y - PIXEL / 2, x + PIXEL / 2, y + PIXEL / 2];
  return [{ points: Float64Array.of(west, north, east, north, east, south, west, south, west, north), exterior: true }];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
