import { gridBounds } from '../../../shared/geo/grid.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { footprintBoxesOf } from '../gdal/crs.ts';
import { type BandDescription, describeDataset } from '../gdal/describe.ts';
import { withRaster } from '../gdal/open.ts';
import { readWindow } from '../gdal/read.ts';
import { implementTask } from '../pool/rpc.ts';
import { checkJp2Complete } from './jp2.ts';
import { type BandFacts, type BandSample, type FactDepth, type RasterFacts, rasterFactsTask } from './raster-facts.rpc.ts';
import { sampleOf } from './raster-sample.ts';

type RasterSource = Parameters<typeof describeDataset>[0];

/** Side of the picture that statistics are taken from. */
const PICTURE_PX = 256;

/** See {@link rasterFactsTask}. */
export const rasterFactsImplementation = implementTask(rasterFactsTask, async ({ files }, context) => {
  const facts: RasterFacts[] = [];
  for (const { path, depth } of files) {
    context.signal.throwIfAborted();
    facts.push(readRasterFacts(path, depth));
    context.progress(facts.length / files.length);
    // Lets the cancel message in between two files.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { files: facts };
});

/** Describes one file to the wanted depth. @throws as {@link rasterFactsTask} */
export function readRasterFacts(path: string, depth: FactDepth): RasterFacts {
  if (depth !== 'header') checkJp2Complete(path);
  return withRaster(path, (dataset) => {
    const description = describeDataset(dataset);
    const { width, height, grid } = description;
    if (depth !== 'header' && description.bands.length > 0) decodeTail(dataset, path, description.bands[0]?.block ?? [1, 1]);
    return {
      path,
      driver: description.driver,
      width,
      height,
      crs: description.crs,
      affine: description.affine ? [...description.affine] : null,
      grid: grid ? { ...grid, affine: [...grid.affine] } : null,
      footprint: grid ? footprintBoxesOf(path, gridBounds(grid), grid.crs) : [],
      bands: description.bands.map((band, i) => bandFacts(band, depth === 'overview' ? samplePicture(dataset, i + 1, band) : null)),
      metadata: { ...description.metadata },
      subdatasets: [...description.subdatasets],
    };
  });
}

function bandFacts(band: BandDescription, sample: BandSample | null): BandFacts {
  // JSON has no NaN: a NaN nodata is told as none, and NaN is missing in any case.
  const nodata = band.nodata !== null && Number.isFinite(band.nodata) ? band.nodata : null;
  return { ...band, nodata, block: [band.block[0], band.block[1]], metadata: { ...band.metadata }, sample };
}

/** Decodes the last pixels, whose block a file that was cut short has lost. */
function decodeTail(dataset: RasterSource, path: string, block: readonly [number, number]): void {
  const { x, y } = dataset.rasterSize;
  const width = Math.min(x, block[0], 8);
  const height = Math.min(y, block[1], 8);
  try {
    readWindow(dataset, dataset.bands.count(), { column: x - width, row: y - height, width, height }, 'float64');
  } catch (cause) {
    throw appError('RASTER_UNREADABLE', { file: path, detail: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

function samplePicture(dataset: RasterSource, index: number, band: BandDescription): BandSample {
  const { x, y } = dataset.rasterSize;
  const width = Math.min(PICTURE_PX, x);
  const height = Math.min(PICTURE_PX, y);
  const into = new Float64Array(width * height);
  dataset.bands.get(index).pixels.read(0, 0, x, y, into, { buffer_width: width, buffer_height: height });
  return sampleOf(into, band.nodata);
}
