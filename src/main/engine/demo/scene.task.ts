import { implementTask } from '../pool/rpc.ts';
import { renderScene } from './image/scene.ts';
import { writeSafe } from './safe/safe.ts';
import { simulateSceneTask } from './scene.rpc.ts';
import { acquisitionsOf } from './season/acquisition.ts';

/** Implements {@link simulateSceneTask}. */
export const simulateScene = implementTask(simulateSceneTask, async ({ key, index, folder }, { progress }) => {
  const acquisition = acquisitionsOf(key.seed, key.year, key.dates)[index];
  if (!acquisition) throw new RangeError(`the season has no overpass ${index}`);
  const scene = renderScene(key, acquisition);
  progress(0.5);
  const { files, folder: safe, shares } = await writeSafe(folder, key.seed, acquisition, scene, key.sizePx);
  return { files: [...files], safe, datetime: acquisition.time.toISOString(), cloudPercent: shares.cloud, noDataPercent: shares.noData };
});
