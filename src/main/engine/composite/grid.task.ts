import { appError } from '../../../shared/errors/app-error.ts';
import { type Bounds, union } from '../../../shared/geo/bounds.ts';
import { type Grid, gridBounds, pixelSize, snappedGrid } from '../../../shared/geo/grid.ts';
import { isGeographic, LONLAT, lonLatBoxes, transformBounds, utmCrsAt } from '../gdal/crs.ts';
import { describeVector } from '../gdal/vector.ts';
import { implementTask } from '../pool/rpc.ts';
import { compositeGridTask, type CompositeGrid } from './grid.rpc.ts';

/** More pixels along a side than any area that one machine composites. */
const LARGEST_SIDE = 200_000;
/** Metres of a degree of latitude. */
const METRES_PER_DEGREE = 111_320;
/** A resolution this close to a whole number of metres means that number (19.993 m in a resampled series means 20 m). */
const NEARLY_WHOLE = 0.01;

export const compositeGrid = implementTask(compositeGridTask, async ({ area, crs, resolution, sources }) => {
  await Promise.resolve();
  return gridOf(area, crs, resolution, sources);
});

interface Region {
  readonly bounds: Bounds;
  readonly crs: string;
}

type AreaInput = { readonly bounds: Bounds; readonly crs: string } | { readonly file: string } | null;

/** The grid of a composite; see {@link compositeGridTask}. */
export function gridOf(area: AreaInput, crs: string | null, resolution: number | null, sources: readonly Grid[]): CompositeGrid {
  const regions: Region[] = area === null ? sources.map((grid) => ({ bounds: gridBounds(grid), crs: grid.crs })) : 'file' in area ? layersOf(area.file) : [area];
  const target = crs ?? ownCrs(sources) ?? zoneOf(regions);
  const bounds = unionIn(regions, target);
  const grid = snappedGrid(target, bounds, resolution ?? finest(sources, target));
  if (grid.width > LARGEST_SIDE || grid.height > LARGEST_SIDE) throw appError('GRID_TOO_LARGE', { width: grid.width, height: grid.height, limit: `${LARGEST_SIDE} × ${LARGEST_SIDE}` });
  const pixelM = pixelSize(grid) * (isGeographic(target) ? METRES_PER_DEGREE : 1);
  const footprint = lonLatBoxes(gridBounds(grid), grid.crs).map((box): [number, number, number, number] => [...box]);
  return { grid: { ...grid, affine: [...grid.affine] }, footprint, pixelM, areaKm2: (grid.width * grid.height * pixelM * pixelM) / 1e6 };
}

/** The CRS that all scenes share, where it counts in metres: staying in it resamples nothing. */
function ownCrs(sources: readonly Grid[]): string | null {
  const [first] = sources;
  const shared = first && sources.every(({ crs }) => crs === first.crs) && first.crs.startsWith('EPSG:') ? first.crs : null;
  return shared && !isGeographic(shared) ? shared : null;
}

/** The UTM zone of the middle of an area. */
function zoneOf(regions: readonly Region[]): string {
  const [minX, minY, maxX, maxY] = unionIn(regions, LONLAT);
  return utmCrsAt((minX + maxX) / 2, (minY + maxY) / 2);
}

function unionIn(regions: readonly Region[], crs: string): Bounds {
  const [first, ...others] = regions.map((region) => transformBounds(region.bounds, region.crs, crs));
  if (!first) throw appError('GRID_EMPTY', { area: 'given' });
  return others.reduce((whole, bounds) => union(whole, bounds), first);
}

function layersOf(file: string): Region[] {
  return describeVector(file).layers.flatMap(({ bounds, crs }) => {
    if (!bounds) return [];
    if (!crs) throw appError('CRS_MISSING', { file });
    return [{ bounds, crs }];
  });
}

/** The finest pixel of the sources in units of `crs`. */
function finest(sources: readonly Grid[], crs: string): number {
  const size = Math.min(...sources.map((grid) => (grid.crs === crs ? pixelSize(grid) : sizeIn(grid, crs))));
  const whole = Math.round(size);
  return whole >= 1 && Math.abs(size - whole) < NEARLY_WHOLE * whole ? whole : size;
}

function sizeIn(grid: Grid, crs: string): number {
  const metres = (of: string): number => (isGeographic(of) ? METRES_PER_DEGREE : 1);
  return (pixelSize(grid) * metres(grid.crs)) / metres(crs);
}
