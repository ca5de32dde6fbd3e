import type { Geometry } from 'gdal-async';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Grid, gridBounds, type PixelWindow, windowGrid, windowOf } from '../../../../shared/geo/grid.ts';
import { intersection } from '../../../../shared/geo/bounds.ts';
import { crsName, isGeographic, transformation } from '../../gdal/crs.ts';
import { rasterizePolygons } from '../../gdal/rasterize.ts';
import { rasterError } from '../../gdal/open.ts';
import { readWindow } from '../../gdal/read.ts';
import { withVector } from '../../gdal/vector.ts';
import { implementTask } from '../../pool/rpc.ts';
import { curvesOf } from './curves.ts';
import { openRasters } from '../open-rasters.ts';
import { parcelSeriesTask } from './parcel-series.rpc.ts';
import { pixelAt } from '../place.ts';
import { spreadsOf } from './spread.ts';

/** Pixels that a spread is taken from at most; of a larger parcel every so many. */
const MOST_PIXELS = 20_000;
/** Side of the square around the middle of a parcel that is looked at: more than any field, and little memory. */
const LARGEST_SIDE = 4096;
const METRES_PER_DEGREE = 111_320;

interface ParcelPixels {
  readonly window: PixelWindow;
  /** Indices inside the window. */
  readonly pixels: readonly number[];
  readonly taken: 'inner' | 'whole' | 'middle';
}

/** See {@link parcelSeriesTask}. */
export const parcelSeriesImplementation = implementTask(parcelSeriesTask, async (input, context) => {
  await Promise.resolve();
  const { grid, periods, quantities, parcels } = input;
  const curves = curvesOf(quantities, input.title, input.bands, input.indices);
  const inside = withParcel(parcels, grid.crs, (geometry) => pixelsInside(geometry, grid, input.innerBufferM));
  if (!inside) return { covered: false, pixels: 0, taken: 'middle' as const, series: [] };
  const { window, pixels, taken } = inside;
  const at = (period: number, b: number): number[] => {
    context.progress(period / periods.length);
    context.signal.throwIfAborted();
    const path = periods[period]?.path ?? '';
    const quantity = curves.read[b];
    const plane = readPlane(path, quantity ? quantities.indexOf(quantity) + 1 : 1, window);
    return pixels.map((pixel) => plane[pixel] ?? NaN);
  };
  return { covered: true, pixels: pixels.length, taken, series: spreadsOf(curves, { periods, count: pixels.length, at }) };
});

function readPlane(path: string, band: number, window: PixelWindow): Uint16Array {
  try {
    return readWindow(openRasters.get({ path, driver: 'GTiff' }), band, window, 'uint16');
  } catch (cause) {
    throw rasterError(path, cause);
  }
}

/** Gives `use` the geometry of a parcel in a CRS. @throws RECORD_NOT_FOUND */
function withParcel<T>({ path, layer: name, fid }: { path: string; layer: string; fid: number }, crs: string, use: (geometry: Geometry) => T): T {
  return withVector(path, (dataset) => {
    const layer = dataset.layers.get(name);
    layer.setAttributeFilter(`"${layer.fidColumn || 'fid'}" = ${fid}`);
    const geometry = layer.features.first()?.getGeometry();
    if (!geometry) throw appError('RECORD_NOT_FOUND', { kind: 'parcel', id: fid });
    const from = crsName(layer.srs);
    if (!from) throw appError('CRS_MISSING', { file: path });
    if (from !== crs) geometry.transform(transformation(from, crs));
    return use(geometry);
  });
}

/** The pixels of a grid inside a parcel, kept back from its edge; where none is left, those up to the edge, then the one in its middle. */
function pixelsInside(geometry: Geometry, grid: Grid, innerBufferM: number): ParcelPixels | null {
  const distance = isGeographic(grid.crs) ? innerBufferM / METRES_PER_DEGREE : innerBufferM;
  const inner = distance > 0 ? geometry.buffer(-distance, 8) : geometry;
  const inside = inner.isEmpty() ? null : burnt(inner, grid, 'inner');
  return inside ?? burnt(geometry, grid, 'whole') ?? middle(geometry, grid);
}

function burnt(geometry: Geometry, grid: Grid, taken: 'inner' | 'whole'): ParcelPixels | null {
  const { minX, minY, maxX, maxY } = geometry.getEnvelope();
  const bounds = intersection([minX, minY, maxX, maxY], gridBounds(grid));
  const whole = bounds && windowOf(grid, bounds);
  if (!whole) return null;
  const window = around(whole, geometry, grid);
  const mask = rasterizePolygons(windowGrid(grid, window), [{ geometry, value: 1 }]);
  const pixels: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) pixels.push(i);
  const step = Math.ceil(pixels.length / MOST_PIXELS);
  return pixels.length > 0 ? { window, pixels: step > 1 ? pixels.filter((_, i) => i % step === 0) : pixels, taken } : null;
}

/** The window, or where it is too large a part of it around the middle of the parcel. */
function around(window: PixelWindow, geometry: Geometry, grid: Grid): PixelWindow {
  if (window.width <= LARGEST_SIDE && window.height <= LARGEST_SIDE) return window;
  const centre = middle(geometry, grid)?.window ?? window;
  const width = Math.min(window.width, LARGEST_SIDE);
  const height = Math.min(window.height, LARGEST_SIDE);
  const within = (at: number, size: number, from: number, room: number): number => Math.max(from, Math.min(at - (size >> 1), from + room - size));
  return { column: within(centre.column, width, window.column, window.width), row: within(centre.row, height, window.row, window.height), width, height };
}

function middle(geometry: Geometry, grid: Grid): ParcelPixels | null {
  const point = geometry.centroid();
  const pixel = pixelAt(grid, { x: point.x, y: point.y, crs: grid.crs });
  return pixel && { window: { ...pixel, width: 1, height: 1 }, pixels: [0], taken: 'middle' };
}
