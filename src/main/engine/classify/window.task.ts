import { readFile, stat } from 'node:fs/promises';
import { toAppError } from '../../../shared/errors/app-error.ts';
import { type PixelWindow, windowGrid } from '../../../shared/geo/grid.ts';
import { MAP_NODATA } from '../../../shared/raster/nodata.ts';
import { writeGeotiff } from '../gdal/write.ts';
import { centresOf } from '../models/presto/loaded.ts';
import { implementTask } from '../pool/rpc.ts';
import { type ClassifiedPlanes, PixelClassifier } from './pixel-classifier.ts';
import { openPixelModel } from './pixel-model.ts';
import { openPixelSource } from './pixel-source.ts';
import { readCropland, readSeries } from './window-read.ts';
import { type MapRecipe, checkModelTask, classifyWindowTask } from './window.rpc.ts';

/** Bands that say something about what grew at a pixel; terrain and weather are known everywhere. */
const OBSERVED: readonly string[] = ['reflectance', 'sigma0'];

/** See {@link checkModelTask}. */
export const checkModelImplementation = implementTask(checkModelTask, async ({ recipe }) => {
  const { runner } = await classifierOf(recipe);
  return { runner };
});

export const classifyWindowImplementation = implementTask(classifyWindowTask, async ({ recipe, window, map, scores }, context) => {
  const classifier = await classifierOf(recipe);
  const startedAt = performance.now();
  const series = readSeries(recipe, window);
  const inside = readCropland(recipe, window);
  const readAt = performance.now();
  context.progress(READ_SHARE);
  const { planes, counts } = await classifier.classify({
    series,
    pixels: window.width * window.height,
    inside,
    places: onceOnly(() => centresOf(recipe.grid, window)),
    onProgress: (fraction) => {
      context.signal.throwIfAborted();
      context.progress(READ_SHARE + CLASSIFY_SHARE * fraction);
    },
  });
  context.progress(READ_SHARE + CLASSIFY_SHARE);
  const writeAt = performance.now();
  await writePlanes(recipe, window, planes, { map, scores });
  return {
    map,
    scores,
    byClass: counts.byClass,
    outside: counts.outside,
    nodata: counts.nodata,
    seconds: { read: (readAt - startedAt) / 1000, ...counts.seconds, write: (performance.now() - writeAt) / 1000 },
  };
});

/** Shares of a window's time, for the progress bar. */
const READ_SHARE = 0.1;
const CLASSIFY_SHARE = 0.85;

function onceOnly<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

async function writePlanes(recipe: MapRecipe, window: PixelWindow, planes: ClassifiedPlanes, to: { readonly map: string; readonly scores: string }): Promise<void> {
  const grid = windowGrid(recipe.grid, window);
  await writeGeotiff(to.map, grid, { dtype: recipe.encoding.dtype, planes: [planes.map], nodata: recipe.encoding.nodata }, { compression: 'fast' });
  await writeGeotiff(to.scores, grid, { dtype: 'uint8', planes: [planes.confidence, ...planes.probabilities], nodata: MAP_NODATA }, { compression: 'fast' });
}

/** The classifier of the last map: a worker does many windows of one map in a row, and loading a forest takes a second. */
let last: { readonly key: string; readonly classifier: PixelClassifier } | null = null;

async function classifierOf(recipe: MapRecipe): Promise<PixelClassifier> {
  const key = JSON.stringify([recipe, await versionOf(recipe.model), recipe.encoder && (await versionOf(recipe.encoder.model))]);
  if (last?.key !== key) last = { key, classifier: await loadClassifier(recipe) };
  return last.classifier;
}

async function versionOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}/${size}/${ino}`;
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}

async function loadClassifier(recipe: MapRecipe): Promise<PixelClassifier> {
  const source = await openPixelSource(recipe);
  const observed = recipe.bands.flatMap((band, i) => (OBSERVED.includes(band.quantity) ? [i] : []));
  return new PixelClassifier({
    model: await openPixelModel(await readFile(recipe.model), recipe, source.columns),
    source,
    layout: { bands: recipe.bands.map((band) => band.band), periods: recipe.periods },
    values: recipe.values,
    fallback: recipe.fallback,
    encoding: recipe.encoding,
    observedBands: observed.length > 0 ? observed : recipe.bands.map((_, i) => i),
  });
}
