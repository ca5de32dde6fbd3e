import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Grid } from '../../../../shared/geo/grid.ts';
import { type PreviewAsk, pictureGrid, previewName, sceneGrid } from '../../../../shared/raster/scene-preview.ts';
import type { Scene } from '../../../../shared/records/scene.ts';
import { sceneSource } from '../../composite/scene-source.ts';
import { isPartialName, removeStalePartials } from '../../workspace/atomic.ts';
import { scenePreviewTask } from './preview.rpc.ts';
import type { LookupServices } from '../services.ts';

/** What pictures of scenes may take on the disk; those looked at longest ago go first. */
const MOST_BYTES = 2 * 2 ** 30;

/** A picture being made, and how many still want it: the many range requests of one layer start one. */
interface UnderWay {
  readonly made: Promise<string>;
  wanted: number;
}
const underWay = new Map<string, UnderWay>();
/**
 * Pictures that wait for their turn. One is made at a time, since a second worker must stay free for clicks; what was
 * asked for last comes first, for that is what someone looks at now.
 */
const line: (() => Promise<void>)[] = [];
let isBusy = false;

/**
 * The path of a picture of a scene, made where there is none yet: what a browser cannot read (JP2, files in archives)
 * becomes a COG that it can. Kept in the workspace's `.cache`, which may be deleted at any time. A picture that nobody
 * waits for any more when its turn comes is not begun.
 * @throws BAND_MISSING, FILE_NOT_FOUND (also for a window beyond the scene), RASTER_UNREADABLE, DISK_FULL, FILE_NOT_ALLOWED, CANCELLED
 */
export async function scenePreview(services: LookupServices, scene: Scene, ask: PreviewAsk, signal?: AbortSignal): Promise<string> {
  const distinct = [...new Set(ask.bands)];
  const source = sceneSource(services.workspace, scene, distinct);
  const bands = ask.bands.flatMap((name) => source.bands[distinct.indexOf(name)] ?? []);
  const grid = gridOf(scene, ask);
  const key = createHash('sha256').update(JSON.stringify([grid, bands.map((band) => [band, stateOf(band.path)])])).digest('hex').slice(0, 12);
  const folder = services.workspace.absolute('.cache/previews');
  const path = join(folder, `${scene.id}_${ask.bands.join('-')}_${key}.tif`);
  if (existsSync(path)) {
    const now = new Date();
    utimesSync(path, now, statSync(path).mtime);
    return path;
  }
  return wait(path, signal, async () => {
    await removeStalePartials(folder);
    await services.lookups.run(scenePreviewTask, { target: path, title: scene.title, names: [...ask.bands], bands, grid });
    forgetOldest(folder, path);
  });
}

function gridOf(scene: Scene, ask: PreviewAsk): Grid {
  const full = sceneGrid(scene.assets);
  if (!full) throw appError('BAND_MISSING', { file: scene.title, band: 'reflectance', available: scene.assets.map(({ band }) => band).join(', ') });
  const grid = pictureGrid(full, ask);
  if (!grid) throw appError('FILE_NOT_FOUND', { file: `${scene.id}/${previewName(ask)}` });
  return grid;
}

/** Puts the work into the line unless it stands there already; who goes away is counted out. */
async function wait(path: string, signal: AbortSignal | undefined, make: () => Promise<void>): Promise<string> {
  const entry = underWay.get(path) ?? begin(path, make);
  entry.wanted += 1;
  const leave = (): void => {
    entry.wanted -= 1;
  };
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await entry.made;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

function begin(path: string, make: () => Promise<void>): UnderWay {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const entry: UnderWay = { made: promise, wanted: 0 };
  underWay.set(path, entry);
  line.push(async () => {
    try {
      if (entry.wanted <= 0) throw appError('CANCELLED');
      await make();
      resolve(path);
    } catch (thrown) {
      reject(thrown);
    } finally {
      underWay.delete(path);
    }
  });
  if (!isBusy) void work();
  return entry;
}

async function work(): Promise<void> {
  isBusy = true;
  // The first one begins when its asker has been counted.
  await Promise.resolve();
  for (let next = line.pop(); next; next = line.pop()) await next();
  isBusy = false;
}

/** Removes what was looked at longest ago until the rest fits. */
function forgetOldest(folder: string, newest: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.tif') && !isPartialName(name))
    .map((name) => ({ path: join(folder, name), ...sizeAndUse(join(folder, name)) }))
    .toSorted((a, b) => b.usedMs - a.usedMs);
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > MOST_BYTES && file.path !== newest) rmSync(file.path, { force: true });
  }
}

function sizeAndUse(path: string): { bytes: number; usedMs: number } {
  const info = statSync(path, { throwIfNoEntry: false });
  return { bytes: info?.size ?? 0, usedMs: Math.max(info?.atimeMs ?? 0, info?.mtimeMs ?? 0) };
}

/** Changes when the file of a band does; an archive is looked at as a whole. */
function stateOf(path: string): string {
  const file = /^\/vsizip\/\{(.+?)\}/.exec(path)?.[1] ?? path;
  const info = statSync(file, { throwIfNoEntry: false });
  return info ? `${info.size}:${info.mtimeMs}` : '';
}
