import type { Dataset } from 'gdal-async';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Grid, PixelWindow } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { withRaster } from '../../gdal/open.ts';
import { readWindow } from '../../gdal/read.ts';

/** Side of the windows that are read; a multiple of the blocks that composites are written with. */
const WINDOW_PX = 512;
/** Pixels of medians that are held at a time. */
const CHUNK_PIXELS = 1_000_000;

/** Pixels of a sample: one of a point, many of a median; pairs of row and column. */
export type SamplePixels = Uint32Array;

/** A period's file and what is read of it. */
export interface PeriodRaster {
  readonly path: string;
  readonly grid: Grid;
  readonly bands: number;
}

/**
 * Reads the values of samples from one period: that of the pixel, or the median of the pixels that have a value (an even
 * number averages the middle two; halves are rounded up, for stored values are whole numbers).
 * @param samples in raster order, so that windows are read once
 * @returns uint16 [bands, samples], nodata 65 535
 * @throws GRID_MISMATCH, RASTER_UNREADABLE
 */
export function periodValues(raster: PeriodRaster, samples: readonly SamplePixels[], onProgress: (fraction: number) => void): Uint16Array {
  const values = new Uint16Array(raster.bands * samples.length).fill(COMPOSITE_NODATA);
  withRaster(raster.path, (dataset) => {
    if (dataset.rasterSize.x !== raster.grid.width || dataset.rasterSize.y !== raster.grid.height) throw appError('GRID_MISMATCH', { file: raster.path, other: 'its composite' });
    for (let from = 0; from < samples.length; ) {
      const until = chunkEnd(samples, from);
      const gathered = gather(dataset, raster, samples.slice(from, until));
      for (let band = 0; band < raster.bands; band++) {
        let at = 0;
        for (let i = from; i < until; i++) {
          const count = (samples[i]?.length ?? 0) / 2;
          values[band * samples.length + i] = median((gathered[band] as Uint16Array).subarray(at, at + count));
          at += count;
        }
      }
      from = until;
      onProgress(until / samples.length);
    }
  });
  return values;
}

function chunkEnd(samples: readonly SamplePixels[], from: number): number {
  let pixels = 0;
  let until = from;
  while (until < samples.length && (until === from || pixels + (samples[until]?.length ?? 0) / 2 <= CHUNK_PIXELS)) {
    pixels += (samples[until]?.length ?? 0) / 2;
    until += 1;
  }
  return until;
}

/** Values of all pixels of some samples, band by band in the order of the pixels. */
function gather(dataset: Dataset, { grid, bands }: PeriodRaster, samples: readonly SamplePixels[]): Uint16Array[] {
  const total = samples.reduce((sum, { length }) => sum + length / 2, 0);
  const out = Array.from({ length: bands }, () => new Uint16Array(total));
  const byWindow = new Map<number, number[]>();
  const pixels = new Uint32Array(total * 2);
  const across = Math.ceil(grid.width / WINDOW_PX);
  let at = 0;
  for (const own of samples) {
    pixels.set(own, at * 2);
    for (let i = 0; i < own.length; i += 2) {
      const key = Math.floor((own[i] as number) / WINDOW_PX) * across + Math.floor((own[i + 1] as number) / WINDOW_PX);
      const list = byWindow.get(key);
      if (list) list.push(at);
      else byWindow.set(key, [at]);
      at += 1;
    }
  }
  for (const [key, members] of byWindow) {
    const [row, column] = [Math.floor(key / across) * WINDOW_PX, (key % across) * WINDOW_PX];
    const window: PixelWindow = { row, column, width: Math.min(WINDOW_PX, grid.width - column), height: Math.min(WINDOW_PX, grid.height - row) };
    for (let band = 0; band < bands; band++) {
      const read = readWindow(dataset, band + 1, window, 'uint16');
      const target = out[band] as Uint16Array;
      for (const i of members) target[i] = read[((pixels[i * 2] as number) - row) * window.width + ((pixels[i * 2 + 1] as number) - column)] as number;
    }
  }
  return out;
}

/** Median of what is not missing; 65 535 when all is. */
function median(values: Uint16Array): number {
  if (values.length === 1) return values[0] as number;
  const sorted = values.filter((value) => value !== COMPOSITE_NODATA).sort();
  if (sorted.length === 0) return COMPOSITE_NODATA;
  return Math.round(((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2);
}
