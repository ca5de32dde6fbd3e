import { type Grid, gridBounds } from '../../../shared/geo/grid.ts';
import { isGeographic, spatialReference } from '../gdal/crs.ts';

const SQUARE_METRES_PER_HECTARE = 10_000;

/**
 * Hectares of one pixel: in the CRS's own unit of length where it has one; where it counts in degrees, on the WGS 84
 * ellipsoid at the middle of the grid.
 */
export function hectaresPerPixel(grid: Grid): number {
  const [width, height] = [Math.abs(grid.affine[1]), Math.abs(grid.affine[5])];
  if (!isGeographic(grid.crs)) {
    const metres = spatialReference(grid.crs).getLinearUnits().value;
    return (width * height * metres * metres) / SQUARE_METRES_PER_HECTARE;
  }
  const [, south, , north] = gridBounds(grid);
  const [east, up] = metresPerDegree((south + north) / 2);
  return (width * east * height * up) / SQUARE_METRES_PER_HECTARE;
}

/** Length of a degree of longitude and of latitude on WGS 84 (radii of curvature in the prime vertical and the meridian). */
function metresPerDegree(latitude: number): readonly [longitude: number, latitude: number] {
  const [axis, flattening] = [6_378_137, 1 / 298.257223563];
  const eccentricity = flattening * (2 - flattening);
  const phi = (latitude * Math.PI) / 180;
  const w = Math.sqrt(1 - eccentricity * Math.sin(phi) ** 2);
  const degree = Math.PI / 180;
  return [(axis / w) * Math.cos(phi) * degree, ((axis * (1 - eccentricity)) / w ** 3) * degree];
}
