import { readFile, stat } from 'node:fs/promises';
import { toAppError } from '../../../shared/errors/app-error.ts';
import { type PixelWindow, windowGrid } from '../../../shared/geo/grid.ts';
import { MAP_NODATA } from '../../../shared/raster/nodata.ts';
import { planFeatures } from '../features/plan.ts';
import { writeGeotiff } from '../gdal/write.ts';
import { TreeKernel } from '../models/trees/kernel.ts';
import { decodeTreeClassifier } from '../onnx/reader/tree-classifier.ts';
import { implementTask } from '../pool/rpc.ts';
import { type ClassifiedPlanes, PixelClassifier } from './pixel-classifier.ts';
import { readCropland, readSeries } from './window-read.ts';
import { type MapRecipe, classifyWindowTask } from './window.rpc.ts';

/** Bands that say something about what grew at a pixel; terrain and weather are known everywhere. */
const OBSERVED: readonly string[] = ['reflectance', 'sigma0'];

export const classifyWindowImplementation = implementTask(classifyWindowTask, async ({ recipe, window, map, scores }, context) => {
  const classifier = await classifierOf(recipe);
  const startedAt = performance.now();
  const series = readSeries(recipe, window);
  const inside = readCropland(recipe, window);
  const readAt = performance.now();
  context.progress(0.3);
  const { planes, counts } = classifier.classify(series, window.width * window.height, inside);
  context.progress(0.9);
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

async function writePlanes(recipe: MapRecipe, window: PixelWindow, planes: ClassifiedPlanes, to: { readonly map: string; readonly scores: string }): Promise<void> {
  const grid = windowGrid(recipe.grid, window);
  await writeGeotiff(to.map, grid, { dtype: recipe.encoding.dtype, planes: [planes.map], nodata: recipe.encoding.nodata }, { compression: 'fast' });
  await writeGeotiff(to.scores, grid, { dtype: 'uint8', planes: [planes.confidence, ...planes.probabilities], nodata: MAP_NODATA }, { compression: 'fast' });
}

/** The classifier of the last map: a worker does many windows of one map in a row, and loading a forest takes a second. */
let last: { readonly key: string; readonly classifier: PixelClassifier } | null = null;

async function classifierOf(recipe: MapRecipe): Promise<PixelClassifier> {
  const key = JSON.stringify([recipe.model, await versionOf(recipe.model), recipe.features, recipe.bands, recipe.values, recipe.encoding, recipe.periods.length]);
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
  const layout = { bands: recipe.bands.map((band) => band.band), periods: recipe.periods };
  const plan = planFeatures(layout, recipe.features);
  const { ensemble } = decodeTreeClassifier(await readFile(recipe.model), recipe.model, plan.columns.length);
  const observed = recipe.bands.flatMap((band, i) => (OBSERVED.includes(band.quantity) ? [i] : []));
  return new PixelClassifier({
    kernel: new TreeKernel(ensemble),
    plan,
    layout,
    values: recipe.values,
    encoding: recipe.encoding,
    observedBands: observed.length > 0 ? observed : recipe.bands.map((_, i) => i),
  });
}
