import { invert, toMap } from '../../../../shared/geo/affine.ts';
import { type Grid, gridBounds, type PixelWindow, tileWindows, windowGrid } from '../../../../shared/geo/grid.ts';
import { transformBounds } from '../../gdal/crs.ts';
import { readWindow } from '../../gdal/read.ts';
import { describeVector, readFeatures } from '../../gdal/vector.ts';
import { boxOf, COVER, coverPixels, type PixelBox } from '../polygon-pixels.ts';
import { pixelRings } from '../rings.ts';

/** A map's probabilities, and the parcels to average them in. */
export interface ProbabilityInput {
  readonly parcels: string;
  /** Raster of one band per class: uint8 percent; above 100 there is none (254 outside the mask, 255 no data). */
  readonly probabilities: string;
  readonly grid: Grid;
  readonly classes: number;
  readonly minAreaM2: number;
}

/** What a map says of a parcel. */
export interface ParcelMean {
  readonly fid: number;
  /** Sums to 1. */
  readonly probabilities: Float64Array;
  /** Pixels that it rests on: those wholly inside, or those on the edge where there are none. */
  readonly pixels: number;
  /** Mean place of them, in the grid's CRS. */
  readonly x: number;
  readonly y: number;
}

const TILE_PX = 1024;
/** Share by which a tile's bounds are widened in the parcels' CRS, where its edges bend. */
const MARGIN = 0.01;
const MOST_PERCENT = 100;

/** Sums of a parcel: of the classes, the columns and the rows of its pixels, and their number. */
interface Sums {
  readonly byClass: Float64Array;
  column: number;
  row: number;
  pixels: number;
}

/**
 * Averages a map's probabilities inside parcels, tile by tile, each parcel by itself.
 * @returns the parcels that have a pixel with probabilities, in the order of their ids
 * @throws RASTER_UNREADABLE, VECTOR_UNREADABLE
 */
export function meanProbabilities(input: ProbabilityInput, onProgress: (fraction: number) => void): ParcelMean[] {
  const sums = new Map<number, { readonly inside: Sums; readonly edge: Sums }>();
  const layerCrs = describeVector(input.parcels).layers[0]?.crs ?? input.grid.crs;
  const windows = tileWindows(input.grid, TILE_PX);
  windows.forEach((window, done) => {
    onProgress(done / windows.length);
    addTile(input, window, layerCrs, (fid) => {
      const known = sums.get(fid) ?? { inside: noSums(input.classes), edge: noSums(input.classes) };
      sums.set(fid, known);
      return known;
    });
  });
  return [...sums].sort(([own], [other]) => own - other).flatMap(([fid, { inside, edge }]) => {
    const { byClass, column, row, pixels } = inside.pixels > 0 ? inside : edge;
    const total = byClass.reduce((sum, one) => sum + one, 0);
    if (total === 0) return [];
    const [x, y] = toMap(input.grid.affine, column / pixels + 0.5, row / pixels + 0.5);
    return [{ fid, probabilities: byClass.map((one) => one / total), pixels, x, y }];
  });
}

function noSums(classes: number): Sums {
  return { byClass: new Float64Array(classes), column: 0, row: 0, pixels: 0 };
}

function addTile(input: ProbabilityInput, window: PixelWindow, layerCrs: string, sumsOf: (fid: number) => { readonly inside: Sums; readonly edge: Sums }): void {
  const limit: PixelBox = { firstColumn: window.column, firstRow: window.row, lastColumn: window.column + window.width, lastRow: window.row + window.height };
  const toPixels = invert(input.grid.affine);
  const [minX, minY, maxX, maxY] = transformBounds(gridBounds(windowGrid(input.grid, window)), input.grid.crs, layerCrs);
  const [marginX, marginY] = [(maxX - minX) * MARGIN, (maxY - minY) * MARGIN];
  let planes: ArrayLike<number>[] | null = null;
  readFeatures(input.parcels, { layer: 'parcels', targetCrs: input.grid.crs, bounds: [minX - marginX, minY - marginY, maxX + marginX, maxY + marginY] }, ({ fid, properties, geometry }) => {
    if (Number(properties['area_m2'] ?? Infinity) < input.minAreaM2) return;
    const rings = geometry ? pixelRings(geometry, toPixels) : [];
    const box = boxOf(rings, limit);
    if (!box) return;
    planes ??= Array.from({ length: input.classes }, (_, c) => readWindow(input.probabilities, c + 1, window, 'uint8'));
    addPixels(sumsOf(fid), coverPixels(rings, box), { box, window, planes });
  });
}

interface Covered {
  readonly box: PixelBox;
  readonly window: PixelWindow;
  readonly planes: readonly ArrayLike<number>[];
}

function addPixels(sums: { readonly inside: Sums; readonly edge: Sums }, cover: Uint8Array, { box, window, planes }: Covered): void {
  const width = box.lastColumn - box.firstColumn;
  for (let i = 0; i < cover.length; i++) {
    if (cover[i] === COVER.outside) continue;
    const [column, row] = [box.firstColumn + (i % width), box.firstRow + Math.floor(i / width)];
    const at = (row - window.row) * window.width + (column - window.column);
    if ((planes[0]?.[at] ?? 255) > MOST_PERCENT) continue;
    const into = cover[i] === COVER.inside ? sums.inside : sums.edge;
    planes.forEach((plane, c) => (into.byClass[c] = (into.byClass[c] as number) + (plane[at] as number)));
    into.column += column;
    into.row += row;
    into.pixels += 1;
  }
}
