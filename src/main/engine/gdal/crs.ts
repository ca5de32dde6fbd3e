import type { CoordinateTransformation, SpatialReference } from 'gdal-async';
import { appError } from '../../../shared/errors/app-error.ts';
import type { Bounds } from '../../../shared/geo/bounds.ts';
import { gdal } from './gdal.ts';

/** Degrees, x = longitude, y = latitude, whatever the authority's axis order. */
export const LONLAT = 'EPSG:4326';

/**
 * A spatial reference whose coordinates are always x (east) before y (north). gdal-async keeps the authority's axis
 * order, so EPSG:4326 would take latitude first and EPSG:3035 northing first; the WKT's axes are swapped instead.
 * @throws CRS_UNKNOWN
 */
export function spatialReference(crs: string): SpatialReference {
  const parsed = parse(crs);
  if (!parsed.EPSGTreatsAsLatLong() && !parsed.EPSGTreatsAsNorthingEasting()) return parsed;
  const wkt = parsed.toWKT();
  const axes = [...wkt.matchAll(/,AXIS\["[^"]*",[A-Z]+\]/g)].map(([text]) => text);
  const [first, second] = axes.slice(-2);
  return first && second ? gdal.SpatialReference.fromWKT(wkt.replace(first + second, second + first)) : parsed;
}

/**
 * A spatial reference to store in a vector file: with its authority's code, which {@link spatialReference} loses where
 * it swaps axes. Vector drivers keep x before y on disk whatever the axes are.
 * @throws CRS_UNKNOWN
 */
export function storedReference(crs: string): SpatialReference {
  return parse(crs);
}

function parse(crs: string): SpatialReference {
  try {
    return gdal.SpatialReference.fromUserInput(crs);
  } catch (cause) {
    throw appError('CRS_UNKNOWN', { crs }, { cause });
  }
}

/** `EPSG:n` where the reference has or is an EPSG code, else its WKT; null for none. */
export function crsName(reference: SpatialReference | null): string | null {
  if (!reference) return null;
  const wkt = reference.toWKT();
  if (!wkt) return null;
  const direct = epsgCode(reference);
  if (direct) return `EPSG:${direct}`;
  try {
    const identified = reference.clone();
    identified.autoIdentifyEPSG();
    const code = epsgCode(identified);
    if (code && gdal.SpatialReference.fromUserInput(`EPSG:${code}`).isSame(reference)) return `EPSG:${code}`;
  } catch {
    // “Not identified” is GDAL's answer for a local CRS, not a failure: the WKT names it.
  }
  return wkt;
}

function epsgCode(reference: SpatialReference): string | null {
  const root = null;
  return reference.getAuthorityName(root) === 'EPSG' ? reference.getAuthorityCode(root) : null;
}

const transformations = new Map<string, CoordinateTransformation>();

/** A transformation between two CRSs, x before y on both sides; kept, because making one takes milliseconds. */
export function transformation(from: string, to: string): CoordinateTransformation {
  const key = `${from}\n${to}`;
  let known = transformations.get(key);
  if (!known) {
    known = new gdal.CoordinateTransformation(spatialReference(from), spatialReference(to));
    transformations.set(key, known);
  }
  return known;
}

/** Transforms points in place-free manner: new arrays of x and y in `to`. NaN where a point cannot be transformed. */
export function transformPoints(x: ArrayLike<number>, y: ArrayLike<number>, from: string, to: string): { x: Float64Array; y: Float64Array } {
  const out = { x: new Float64Array(x.length), y: new Float64Array(x.length) };
  const change = transformation(from, to);
  for (let i = 0; i < x.length; i++) {
    try {
      const point = change.transformPoint(x[i] ?? NaN, y[i] ?? NaN);
      out.x[i] = point.x;
      out.y[i] = point.y;
    } catch {
      // Outside the projection's domain: NaN says so to the caller.
      out.x[i] = NaN;
      out.y[i] = NaN;
    }
  }
  return out;
}

/** The bounds in `to` of a rectangle in `from`, with its edges densified (21 points a side) because they bend. */
export function transformBounds(bounds: Bounds, from: string, to: string): Bounds {
  if (from === to) return bounds;
  const [minX, minY, maxX, maxY] = bounds;
  const steps = 20;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i <= steps; i++) {
    const x = minX + ((maxX - minX) * i) / steps;
    const y = minY + ((maxY - minY) * i) / steps;
    xs.push(x, x, minX, maxX);
    ys.push(minY, maxY, y, y);
  }
  const points = transformPoints(xs, ys, from, to);
  const finite = (values: Float64Array): number[] => [...values].filter((value) => Number.isFinite(value));
  const [px, py] = [finite(points.x), finite(points.y)];
  if (px.length === 0) throw appError('CRS_UNKNOWN', { crs: to });
  return [Math.min(...px), Math.min(...py), Math.max(...px), Math.max(...py)];
}

/** True when the middle of a rectangle in `crs` is a place on Earth: metres that are said to be degrees are none. */
export function isOnEarth(bounds: Bounds, crs: string): boolean {
  const { x, y } = transformPoints([(bounds[0] + bounds[2]) / 2], [(bounds[1] + bounds[3]) / 2], crs, LONLAT);
  // Longitudes beyond 180 are used where a data set crosses the antimeridian.
  return Math.abs(y[0] ?? NaN) <= 90 && Math.abs(x[0] ?? NaN) <= 360;
}

/** The footprint of a file as {@link lonLatBoxes}. @throws COORDINATES_IMPOSSIBLE when it lies nowhere on Earth */
export function footprintBoxesOf(file: string, bounds: Bounds, crs: string): [number, number, number, number][] {
  if (!isOnEarth(bounds, crs)) throw appError('COORDINATES_IMPOSSIBLE', { file, crs: crs.startsWith('EPSG:') ? crs : 'it names' });
  return lonLatBoxes(bounds, crs).map((box) => [...box]);
}

/**
 * Bounds in degrees of a rectangle in `crs`: one box, or two where it crosses the antimeridian (the second starts at −180).
 */
export function lonLatBoxes(bounds: Bounds, crs: string): Bounds[] {
  const box = transformBounds(bounds, crs, LONLAT);
  // A UTM tile is at most a few degrees wide; one that seems to go round the Earth crosses the antimeridian.
  if (box[2] - box[0] < 180) return [box];
  const corners = transformPoints([bounds[0], bounds[2], bounds[0], bounds[2]], [bounds[1], bounds[1], bounds[3], bounds[3]], crs, LONLAT);
  const east = [...corners.x].filter((x) => x > 0);
  const west = [...corners.x].filter((x) => x <= 0);
  return [
    [Math.min(...east), box[1], 180, box[3]],
    [-180, box[1], Math.max(...west), box[3]],
  ];
}

/** The UTM zone of a place, as `EPSG:326zz` or `EPSG:327zz` (the plain 6° rule). */
export function utmCrsAt(longitude: number, latitude: number): string {
  const zone = Math.min(60, Math.floor((longitude + 180) / 6) + 1);
  return `EPSG:${latitude >= 0 ? 326 : 327}${String(zone).padStart(2, '0')}`;
}

/** True when the CRS counts in degrees. */
export function isGeographic(crs: string): boolean {
  return spatialReference(crs).isGeographic();
}
