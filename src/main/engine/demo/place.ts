import type { Grid } from '../../../shared/geo/grid.ts';

/**
 * Where the landscape is set: the north of the Beauce, in tile T31UDP. The corner lies on the pixels of the tile
 * (upper left 399 960, 5 400 000) at 10, 20 and 60 m. The fields themselves are invented.
 */
export const PLACE = {
  tile: '31UDP',
  crs: 'EPSG:32631',
  crsName: 'WGS84 / UTM zone 31N',
  minX: 418_020,
  maxY: 5_344_500,
  longitude: 1.93,
  latitude: 48.23,
} as const;

/** The grid of the area with pixels of `resolutionM` metres. */
export function placeGrid(sizePx: number, resolutionM: 10 | 20): Grid {
  const size = (sizePx * 10) / resolutionM;
  return { crs: PLACE.crs, affine: [PLACE.minX, resolutionM, 0, PLACE.maxY, 0, -resolutionM], width: size, height: size };
}
