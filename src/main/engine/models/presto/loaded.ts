import { stat } from 'node:fs/promises';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { toMap } from '../../../../shared/geo/affine.ts';
import type { Grid, PixelWindow } from '../../../../shared/geo/grid.ts';
import { LONLAT } from '../../gdal/crs.ts';
import { transformAll } from '../../gdal/transform-all.ts';
import { readSamples } from '../../samples/parquet.ts';
import type { SampleTable } from '../../samples/table.ts';
import { PrestoEncoder, type PrestoSeries } from './encoder.ts';
import type { EncoderRecipe } from './tasks.rpc.ts';

/** The encoder and the sample table of the last piece: a worker does many pieces of one job in a row. */
let lastEncoder: { readonly key: string; readonly encoder: PrestoEncoder } | null = null;
let lastTable: { readonly key: string; readonly table: SampleTable } | null = null;

/** The encoder of a recipe: loaded once for the pieces of a job. @throws AppError MODEL_UNUSABLE, FILE_NOT_FOUND */
export async function loadedEncoder({ model, card, bands }: EncoderRecipe): Promise<PrestoEncoder> {
  const key = JSON.stringify([await versionOf(model), card, bands]);
  if (lastEncoder?.key !== key) {
    await lastEncoder?.encoder[Symbol.asyncDispose]();
    lastEncoder = null;
    lastEncoder = { key, encoder: await PrestoEncoder.open(model, card, bands) };
  }
  return lastEncoder.encoder;
}

/** The table at a path: read once for the pieces of a job. @throws as `readSamples` */
export async function loadedTable(path: string): Promise<SampleTable> {
  const key = await versionOf(path);
  if (lastTable?.key !== key) {
    lastTable = null;
    lastTable = { key, table: await readSamples(path) };
  }
  return lastTable.table;
}

/** Degrees of points (x before y) in a CRS. */
export function placesOf(points: Float64Array, crs: string): Pick<PrestoSeries, 'longitude' | 'latitude'> {
  const placed = transformAll(points, points.length / 2, crs, LONLAT);
  return { longitude: placed.filter((_, i) => i % 2 === 0), latitude: placed.filter((_, i) => i % 2 === 1) };
}

/** Longitude and latitude of each pixel's centre, row by row. */
export function centresOf(grid: Grid, window: PixelWindow): Pick<PrestoSeries, 'longitude' | 'latitude'> {
  const points = new Float64Array(window.width * window.height * 2);
  for (let i = 0; i * 2 < points.length; i++) {
    points.set(toMap(grid.affine, window.column + (i % window.width) + 0.5, window.row + Math.floor(i / window.width) + 0.5), i * 2);
  }
  return placesOf(points, grid.crs);
}

async function versionOf(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path).catch((thrown: unknown) => {
    throw toAppError(thrown, path);
  });
  return `${path}/${mtimeMs}/${size}/${ino}`;
}
