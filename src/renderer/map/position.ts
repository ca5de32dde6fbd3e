import type { Extent } from 'ol/extent.js';
import { transform, transformExtent } from 'ol/proj.js';
import type { Polygons } from '../../shared/contract/areas.ts';
import { polygonsAreaM2 } from '../../shared/geo/ellipsoid-area.ts';
import { densePolygons } from '../layers/area-shape.ts';
import { projectionOf } from './projection.ts';

/** A position in degrees, x = longitude; null where the CRS is not known to the window. */
export function inDegrees(position: readonly [number, number], crs: string): readonly [lon: number, lat: number] | null {
  return moved(position, crs, 'EPSG:4326');
}

/** A position in another CRS; null where one is not known to the window. */
export function moved(position: readonly [number, number], from: string, to: string): readonly [number, number] | null {
  const [source, target] = [projectionOf(from), projectionOf(to)];
  if (!source || !target) return null;
  const [x, y] = transform([...position], source, target);
  return x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y) ? null : [x, y];
}

/** A rectangle around the one given, in another CRS. */
export function movedBounds(bounds: Extent, from: string, to: string): Extent | null {
  const [source, target] = [projectionOf(from), projectionOf(to)];
  return source && target ? transformExtent(bounds, source, target, 8) : null;
}

/** Hectares of polygons on the ellipsoid; null where the CRS is not known to the window. */
export function hectaresOf({ polygons, crs }: { readonly polygons: Polygons; readonly crs: string }): number | null {
  const projection = projectionOf(crs);
  if (!projection) return null;
  const degrees = densePolygons(polygons).map((rings) => rings.map((ring) => ring.map((position) => transform([...position], projection, 'EPSG:4326'))));
  return polygonsAreaM2(degrees) / 1e4;
}

/** The UTM zone of a position in degrees, with the exceptions around Norway and Svalbard. */
export function utmAt([lon, lat]: readonly [number, number]): string {
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  let zone = Math.min(60, Math.floor((wrapped + 180) / 6) + 1);
  if (lat >= 56 && lat < 64 && wrapped >= 3 && wrapped < 12) zone = 32;
  if (lat >= 72 && lat < 84 && wrapped >= 0 && wrapped < 42) zone = wrapped < 9 ? 31 : wrapped < 21 ? 33 : wrapped < 33 ? 35 : 37;
  return `EPSG:32${lat < 0 ? '7' : '6'}${String(zone).padStart(2, '0')}`;
}
