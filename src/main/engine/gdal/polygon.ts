import type { Geometry, GeometryCollection, MultiPolygon, Polygon } from 'gdal-async';
import { appError } from '../../../shared/errors/app-error.ts';
import { LONLAT, spatialReference, transformation } from './crs.ts';
import { gdal } from './gdal.ts';

/** Why a geometry is no parcel. */
export type PolygonFault = 'no geometry' | 'empty geometry' | 'not a polygon' | 'cannot be repaired';

/** A geometry made fit for use, or why it cannot be. */
export type PolygonOutcome = { readonly geometry: MultiPolygon; readonly repaired: boolean } | { readonly fault: PolygonFault };

const SURFACES = new Set(['POLYGON', 'MULTIPOLYGON', 'GEOMETRYCOLLECTION', 'CURVEPOLYGON', 'MULTISURFACE', 'TRIANGLE', 'TIN', 'POLYHEDRALSURFACE']);

/** A geometry from WKB (ISO or EWKB), in `crs`. @throws Error of GDAL when the bytes are no geometry */
export function geometryFromWkb(wkb: Uint8Array, crs: string): Geometry {
  return gdal.Geometry.fromWKB(Buffer.from(wkb.buffer, wkb.byteOffset, wkb.byteLength), spatialReference(crs));
}

/**
 * The valid multipolygon of a geometry: heights dropped, curves made lines, self-crossing rings repaired (GEOS
 * MakeValid), lines and points that a repair leaves over dropped.
 */
export function validPolygon(geometry: Geometry | null): PolygonOutcome {
  if (!geometry) return { fault: 'no geometry' };
  if (geometry.isEmpty()) return { fault: 'empty geometry' };
  if (!SURFACES.has(baseName(geometry))) return { fault: 'not a polygon' };
  try {
    geometry.flattenTo2D();
    const straight = baseName(geometry) === 'POLYGON' || baseName(geometry) === 'MULTIPOLYGON';
    const repaired = !geometry.isValid();
    const parts = new gdal.MultiPolygon();
    collectPolygons(straight && !repaired ? geometry : geometry.makeValid(), parts);
    if (parts.children.count() === 0 || !(parts.getArea() > 0)) return { fault: repaired ? 'cannot be repaired' : 'empty geometry' };
    return { geometry: parts, repaired };
  } catch {
    // GEOS refuses rings of fewer than four points and coordinates that are no numbers: the caller counts them.
    return { fault: 'cannot be repaired' };
  }
}

/** The type without Z and M, in capitals. */
function baseName(geometry: Geometry): string {
  return geometry.name.toUpperCase().replace(/ (Z|M|ZM)$/, '');
}

function collectPolygons(geometry: Geometry, into: MultiPolygon): void {
  const name = baseName(geometry);
  if (name === 'POLYGON' || name === 'TRIANGLE') {
    if (!geometry.isEmpty()) into.children.add(geometry);
  } else if ('children' in geometry) {
    (geometry as GeometryCollection).children.forEach((child) => collectPolygons(child, into));
  }
}

/**
 * Measures areas in square metres on the WGS 84 ellipsoid, whatever the CRS: through an azimuthal equal-area projection
 * (Snyder 1987, USGS Professional Paper 1395, section 24), which keeps areas everywhere.
 * @param crs of the geometries
 * @param near a position (in `crs`) in whose neighbourhood they lie
 */
export function areaMeter(crs: string, near: readonly [x: number, y: number]): (geometry: Geometry) => number {
  const centre = transformation(crs, LONLAT).transformPoint(near[0], near[1]);
  if (!Number.isFinite(centre.x) || !Number.isFinite(centre.y)) throw appError('CRS_UNKNOWN', { crs });
  const equalArea = `+proj=laea +lat_0=${Math.round(centre.y)} +lon_0=${Math.round(centre.x)} +datum=WGS84 +units=m +no_defs`;
  const change = transformation(crs, equalArea);
  return (geometry) => {
    const flat = geometry.clone();
    flat.transform(change);
    return 'getArea' in flat ? (flat as Polygon).getArea() : 0;
  };
}
