import type { Dataset } from 'gdal-async';
import type { z } from 'zod';
import type { pictureFactsSchema } from '../../../shared/contract/basemaps.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { type Grid, gridBounds, pixelSize } from '../../../shared/geo/grid.ts';
import { quantileCut } from '../../../shared/stats/stretch.ts';
import { footprintBoxesOf } from '../gdal/crs.ts';
import { describeDataset, type RasterDescription } from '../gdal/describe.ts';
import { openRaster, rasterError } from '../gdal/open.ts';
import { implementTask } from '../pool/rpc.ts';
import { pictureFactsTask } from './geotiff.rpc.ts';

type Picture = z.output<typeof pictureFactsSchema>;

/** A picture whose longer side is no longer than this is read whole where it has no overviews. */
const SMALL_PX = 4096;
/** Pixels of a side that are looked at for the range of values. */
const LOOKED_AT = 512;
/** Packings that the reader of the window knows. */
const PACKINGS = ['', 'NONE', 'LZW', 'DEFLATE', 'PACKBITS', 'JPEG', 'YCBCR JPEG', 'LERC', 'LERC_DEFLATE', 'LERC_ZSTD', 'ZSTD', 'WEBP'];

/** See {@link pictureFactsTask}. */
export const pictureFactsImplementation = implementTask(pictureFactsTask, async ({ path }) => {
  await Promise.resolve();
  const dataset = openRaster(path, ['GTiff']);
  try {
    const description = describeDataset(dataset);
    const grid = uprightGrid(path, description);
    const [bounds = [-180, -90, 180, 90]] = footprintBoxesOf(path, gridBounds(grid), grid.crs);
    checkPacking(path, dataset);
    const colours = coloursOf(path, description);
    const [first] = description.bands;
    const picture: Picture = {
      grid: { ...grid, affine: [...grid.affine] },
      colours,
      palette: colours === 'palette' ? paletteOf(dataset) : [],
      nodata: first?.nodata ?? null,
      range: first?.dtype === 'uint8' ? [0, 255] : rangeOf(path, dataset, description),
      overviews: first?.overviews ?? 0,
      coarsest: coarsestOf(grid, first?.overviews ?? 0),
    };
    return { picture, bounds };
  } finally {
    dataset.close();
  }
});

function uprightGrid(path: string, { grid, crs, affine }: RasterDescription): Grid {
  if (crs === null || affine === null || !grid) throw appError('CRS_MISSING', { file: path });
  if (affine[2] !== 0 || affine[4] !== 0 || affine[1] <= 0 || affine[5] >= 0) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: 'it is turned; bring it upright with gdalwarp first.' });
  return grid;
}

function checkPacking(path: string, dataset: Dataset): void {
  const { COMPRESSION: packing = '' } = dataset.getMetadata('IMAGE_STRUCTURE') as { readonly COMPRESSION?: string };
  if (!PACKINGS.includes(packing.toUpperCase())) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: `it is packed with ${packing}; write it again with gdal_translate -co COMPRESS=DEFLATE.` });
}

function coloursOf(path: string, { bands }: RasterDescription): Picture['colours'] {
  const [first, second] = bands;
  if (bands.some(({ dtype }) => dtype === null)) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: 'its values are no plain numbers.' });
  if (first?.colorInterpretation === 'Palette' && first.dtype === 'uint8') return 'palette';
  if (bands.length >= 3) return bands[3]?.colorInterpretation === 'Alpha' ? 'rgba' : 'rgb';
  return second?.colorInterpretation === 'Alpha' ? 'grey-alpha' : 'grey';
}

/** Colour of each of the 256 values; those that the palette leaves out are transparent. */
function paletteOf(dataset: Dataset): string[] {
  const colours = [...(dataset.bands.get(1).colorTable ?? [])];
  return Array.from({ length: 256 }, (_, value) => {
    const colour = colours[value];
    return colour ? `#${[colour.c1, colour.c2, colour.c3, colour.c4].map((part) => part.toString(16).padStart(2, '0')).join('')}` : '#00000000';
  });
}

/** 2–98 % of the first three bands together, from a picture of at most 512 pixels a side. */
function rangeOf(path: string, dataset: Dataset, { width, height, bands }: RasterDescription): [number, number] {
  const factor = Math.max(1, Math.max(width, height) / LOOKED_AT);
  const [across, down] = [Math.max(1, Math.round(width / factor)), Math.max(1, Math.round(height / factor))];
  try {
    const planes = bands.slice(0, bands.length >= 3 ? 3 : 1).map(({ nodata }, i) => {
      const into = new Float64Array(across * down);
      dataset.bands.get(i + 1).pixels.read(0, 0, width, height, into, { buffer_width: across, buffer_height: down });
      return into.filter((value) => value !== nodata && Number.isFinite(value));
    });
    const all = Float64Array.from(planes.flatMap((plane) => [...plane]));
    const cut = quantileCut(all, 0.02, 0.98);
    if (!cut) return [0, 1];
    return cut[1] > cut[0] ? [cut[0], cut[1]] : [cut[0], cut[0] + 1];
  } catch (cause) {
    throw rasterError(path, cause);
  }
}

/** Without overviews every pixel in view is read: a large picture is shown from where that is a few screens of pixels. */
function coarsestOf(grid: Grid, overviews: number): number | null {
  return overviews > 0 || Math.max(grid.width, grid.height) <= SMALL_PX ? null : pixelSize(grid) * 3;
}
