import { invert } from '../../../shared/geo/affine.ts';
import { gridBounds, type PixelWindow, tileWindows, windowGrid } from '../../../shared/geo/grid.ts';
import { transformBounds } from '../gdal/crs.ts';
import { readWindow } from '../gdal/read.ts';
import { describeVector, readFeatures } from '../gdal/vector.ts';
import { boxOf, COVER, coverPixels, type PixelBox } from './polygon-pixels.ts';
import { pixelRings } from './rings.ts';
import { ZoneCounts } from './zone-counts.ts';

/** Side of the squares of the map that are held at a time, so that memory does not grow with the area. */
const TILE_PX = 1024;
/** Share by which a tile's bounds are widened in the parcels' CRS, where its edges bend. */
const MARGIN = 0.01;

/** A class map and what to count it in. */
export interface ZoneInput {
  readonly parcels: string;
  readonly count: number;
  readonly map: string;
  readonly confidence: string;
  readonly grid: Parameters<typeof gridBounds>[0];
  /** Pixel values of the classes. */
  readonly values: readonly number[];
}

/**
 * Counts a map's classes inside parcels, tile by tile. Parcels are brought to the grid's CRS, never the pixels to the
 * parcels; each is counted by itself, so parcels that overlap do not take each other's pixels.
 * @throws RASTER_UNREADABLE, VECTOR_UNREADABLE
 */
export function countZones(input: ZoneInput, onProgress: (fraction: number) => void): ZoneCounts {
  const counts = new ZoneCounts(input.count, input.values.length);
  const indexOf = new Int32Array(65_536).fill(-1);
  input.values.forEach((value, index) => (indexOf[value] = index));
  const layerCrs = describeVector(input.parcels).layers[0]?.crs ?? input.grid.crs;
  const windows = tileWindows(input.grid, TILE_PX);
  windows.forEach((window, done) => {
    onProgress(done / windows.length);
    countTile(input, window, { counts, indexOf, layerCrs });
  });
  return counts;
}

interface Counting {
  readonly counts: ZoneCounts;
  /** Class by pixel value, −1 for no class. */
  readonly indexOf: Int32Array;
  readonly layerCrs: string;
}

function countTile(input: ZoneInput, window: PixelWindow, { counts, indexOf, layerCrs }: Counting): void {
  const limit: PixelBox = { firstColumn: window.column, firstRow: window.row, lastColumn: window.column + window.width, lastRow: window.row + window.height };
  const toPixels = invert(input.grid.affine);
  const [minX, minY, maxX, maxY] = transformBounds(gridBounds(windowGrid(input.grid, window)), input.grid.crs, layerCrs);
  const [marginX, marginY] = [(maxX - minX) * MARGIN, (maxY - minY) * MARGIN];
  let pixels: { readonly map: Uint16Array; readonly confidence: Uint8Array } | null = null;
  const bounds = [minX - marginX, minY - marginY, maxX + marginX, maxY + marginY] as const;
  readFeatures(input.parcels, { layer: 'parcels', targetCrs: input.grid.crs, bounds }, ({ fid, geometry }) => {
    const rings = geometry ? pixelRings(geometry, toPixels) : [];
    const box = boxOf(rings, limit);
    if (!box) return;
    pixels ??= { map: readWindow(input.map, 1, window, 'uint16'), confidence: readWindow(input.confidence, 1, window, 'uint8') };
    const slot = counts.meet(fid);
    const cover = coverPixels(rings, box);
    const width = box.lastColumn - box.firstColumn;
    for (let i = 0; i < cover.length; i++) {
      if (cover[i] === COVER.outside) continue;
      const at = (box.firstRow - window.row + Math.floor(i / width)) * window.width + (box.firstColumn - window.column) + (i % width);
      counts.add(slot, cover[i] === COVER.inside ? 'inside' : 'edge', indexOf[pixels.map[at] ?? 0] ?? -1, pixels.confidence[at] ?? 0);
    }
  });
}
