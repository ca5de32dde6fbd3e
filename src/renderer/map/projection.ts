import { register } from 'ol/proj/proj4.js';
import { get as getProjection, type Projection, transformExtent } from 'ol/proj.js';
import proj4 from 'proj4';

/** Longitudes and latitudes where a CRS may be used, degrees. */
export type WorldBounds = readonly [west: number, south: number, east: number, north: number];

/**
 * The projection of a CRS name. UTM zones are worked out here; others need their definition, which the engine gives.
 * @param definition PROJ string; may be left out for UTM zones, EPSG:4326 and EPSG:3857
 * @param area where it is meant to be used; graticules are drawn there
 */
export function projectionOf(crs: string, definition?: string, area?: WorldBounds): Projection | null {
  const projection = getProjection(crs) ?? defined(crs, definition);
  const world = area ?? utmArea(crs);
  // OpenLayers leaves both open for UTM and for what proj4 defines; a graticule needs them.
  if (projection && world && !(projection.getExtent() as number[] | null)) {
    projection.setWorldExtent([...world]);
    projection.setExtent(transformExtent([...world], 'EPSG:4326', projection, EDGE_STOPS));
  }
  return projection;
}

/** Points per edge of the area, whose edges are curves in the projection. */
const EDGE_STOPS = 16;

function defined(crs: string, definition: string | undefined): Projection | null {
  const zone = zoneOf(crs);
  const text = definition ?? (zone ? `+proj=utm +zone=${zone.number}${zone.isSouth ? ' +south' : ''} +datum=WGS84 +units=m +no_defs` : null);
  if (text === null) return null;
  proj4.defs(crs, text);
  register(proj4);
  return getProjection(crs);
}

function zoneOf(crs: string): { readonly number: number; readonly isSouth: boolean } | null {
  const parts = /^EPSG:32([67])(\d\d)$/.exec(crs);
  return parts ? { number: Number(parts[2]), isSouth: parts[1] === '7' } : null;
}

/** A zone and as much again on either side: fields near its edge are mapped in it. */
function utmArea(crs: string): WorldBounds | null {
  const zone = zoneOf(crs);
  if (!zone) return null;
  const middle = zone.number * 6 - 183;
  return [middle - 9, zone.isSouth ? -80 : 0, middle + 9, zone.isSouth ? 0 : 84];
}
