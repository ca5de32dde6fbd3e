import { invert, toMap } from '../../../shared/geo/affine.ts';
import type { Grid } from '../../../shared/geo/grid.ts';
import { transformPoints } from '../gdal/crs.ts';

/** A pixel of a grid. */
export interface Pixel {
  readonly column: number;
  readonly row: number;
}

/** A place in a CRS, as a user clicks it. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly crs: string;
}

/**
 * The pixel of a grid that holds a place: as gdallocationinfo, the upper and left edges belong to a pixel. Null outside.
 * @throws CRS_UNKNOWN
 */
export function pixelAt(grid: Grid, place: Place): Pixel | null {
  const point = positionIn(grid.crs, place);
  if (!point) return null;
  const [column, row] = toMap(invert(grid.affine), point.x, point.y).map(Math.floor) as [number, number];
  return column >= 0 && row >= 0 && column < grid.width && row < grid.height ? { column, row } : null;
}

/** The place in another CRS; null where it cannot be told there. @throws CRS_UNKNOWN */
export function positionIn(crs: string, place: Place): { readonly x: number; readonly y: number } | null {
  if (crs === place.crs) return { x: place.x, y: place.y };
  const { x, y } = transformPoints([place.x], [place.y], place.crs, crs);
  const [px = NaN, py = NaN] = [x[0], y[0]];
  return Number.isFinite(px) && Number.isFinite(py) ? { x: px, y: py } : null;
}
