import { toMap } from '../../../../shared/geo/affine.ts';
import type { Bounds } from '../../../../shared/geo/bounds.ts';
import { type Grid, pixelSize } from '../../../../shared/geo/grid.ts';
import type { Position, StacGeometry } from './document.ts';
import { unprojection } from './utm.ts';

/** An edge gets a point every so many metres: between them it lies within half a metre of the true curve. */
const POINT_SPACING_M = 14_000;
const POINTS_PER_SIDE_AT_MOST = 16;
/** Degrees are written with seven digits: a centimetre. */
const DIGITS = 1e7;

export interface Footprint {
  readonly geometry: StacGeometry;
  /** West is greater than east where the antimeridian is crossed (RFC 7946, section 5.2). */
  readonly bbox: readonly [west: number, south: number, east: number, north: number];
}

/**
 * The outline of a grid in degrees, cut at the antimeridian (RFC 7946, section 3.1.9). Where the CRS is no UTM zone the
 * record's own boxes stand for it.
 */
export function footprintOf(grid: Grid, boxes: readonly Bounds[]): Footprint {
  const ring = outline(grid);
  return ring === null ? footprintOfBoxes(boxes) : footprintOfRing(ring);
}

/** The footprint of one box, or of two that meet at the antimeridian. */
export function footprintOfBoxes(boxes: readonly Bounds[]): Footprint {
  const rings = boxes.map(([minX, minY, maxX, maxY]): Position[] => [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
    [minX, minY],
  ]);
  return { geometry: geometryOf(rings), bbox: bboxOf(boxes) };
}

/** One bounding box around several, in the same convention; the two sides of the antimeridian are kept together. */
export function bboxOf(boxes: readonly Bounds[]): Footprint['bbox'] {
  const south = Math.min(...boxes.map((box) => box[1]));
  const north = Math.max(...boxes.map((box) => box[3]));
  const [east, west] = [boxes.filter((box) => box[2] >= 180), boxes.filter((box) => box[0] <= -180)];
  const crosses = east.length > 0 && west.length > 0 && boxes.every((box) => box[2] - box[0] < 180);
  if (!crosses) return [Math.min(...boxes.map((box) => box[0])), south, Math.max(...boxes.map((box) => box[2])), north];
  const isEastern = (box: Bounds) => box[0] > 0;
  return [Math.min(...boxes.filter(isEastern).map((box) => box[0])), south, Math.max(...boxes.filter((box) => !isEastern(box)).map((box) => box[2])), north];
}

/** The outline of a grid, counter-clockwise and closed, with longitudes that run on past 180; null when it is not known. */
function outline(grid: Grid): Position[] | null {
  const toDegrees = unprojection(grid.crs);
  if (toDegrees === null) return null;
  const corners: Position[] = [[0, grid.height], [grid.width, grid.height], [grid.width, 0], [0, 0]];
  const ring = corners.flatMap(([column, row], index) => {
    const [nextColumn, nextRow] = corners[(index + 1) % corners.length] as Position;
    const points = pointsOnSide(grid, Math.abs(nextColumn - column) || Math.abs(nextRow - row));
    return Array.from({ length: points }, (_, step): Position => {
      const share = step / points;
      const [x, y] = toMap(grid.affine, column + (nextColumn - column) * share, row + (nextRow - row) * share);
      return toDegrees(x, y);
    });
  });
  return [...ring, ring[0] as Position];
}

/** A side in degrees is straight as it is. */
function pointsOnSide(grid: Grid, pixels: number): number {
  if (grid.crs === 'EPSG:4326') return 1;
  return Math.min(POINTS_PER_SIDE_AT_MOST, Math.max(1, Math.ceil((pixels * pixelSize(grid)) / POINT_SPACING_M)));
}

function footprintOfRing(ring: readonly Position[]): Footprint {
  const longitudes = ring.map(([x]) => x);
  const cut = Math.max(...longitudes) > 180 ? 180 : Math.min(...longitudes) < -180 ? -180 : null;
  const rings = cut === null ? [ring] : [clipped(ring, cut, -1), clipped(ring, cut, 1)].filter((part) => part.length > 3);
  const wrapped = rings.map((part) => wrappedRing(part));
  return { geometry: geometryOf(wrapped), bbox: bboxOf(wrapped.map(boundsOf)) };
}

/** The part of a ring on one side of a meridian (Sutherland and Hodgman 1974); the outline of a grid is convex enough for it. */
function clipped(ring: readonly Position[], meridian: number, side: 1 | -1): Position[] {
  const isInside = ([x]: Position) => (x - meridian) * side >= 0;
  const kept: Position[] = [];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [from, to] = [ring[i] as Position, ring[i + 1] as Position];
    if (isInside(from)) kept.push(from);
    if (isInside(from) !== isInside(to)) kept.push([meridian, from[1] + ((to[1] - from[1]) * (meridian - from[0])) / (to[0] - from[0])]);
  }
  return kept.length === 0 ? [] : [...kept, kept[0] as Position];
}

/** A ring between −180 and 180, moved by a turn where it lies beyond. */
function wrappedRing(ring: readonly Position[]): Position[] {
  const middle = (Math.min(...ring.map(([x]) => x)) + Math.max(...ring.map(([x]) => x))) / 2;
  const turn = middle > 180 ? -360 : middle < -180 ? 360 : 0;
  return ring.map(([x, y]) => [rounded(x + turn), rounded(y)]);
}

function boundsOf(ring: readonly Position[]): Bounds {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function geometryOf(rings: readonly (readonly Position[])[]): StacGeometry {
  const [only] = rings;
  if (rings.length === 1 && only) return { type: 'Polygon', coordinates: [only] };
  return { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}

function rounded(value: number): number {
  return Math.round(value * DIGITS) / DIGITS;
}
