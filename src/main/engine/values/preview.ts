import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from '../../../shared/records/scene.ts';
import { sceneSource } from '../composite/scene-source.ts';
import type { LookupServices } from './services.ts';
import { isPartialName, removeStalePartials } from '../workspace/atomic.ts';
import { scenePreviewTask } from './preview.rpc.ts';

/** Longest side of a preview. */
const MAX_SIDE = 2048;
/** What previews may take on the disk; those looked at longest ago go first. */
const MOST_BYTES = 2 * 2 ** 30;
/** `preview-B04-B03-B02.tif`: three bands, red first. */
const PREVIEW_NAME = /^preview-([A-Za-z0-9]+)-([A-Za-z0-9]+)-([A-Za-z0-9]+)\.tif$/;

/** Bands of a preview's file name; null for another name. */
export function previewBands(name: string): string[] | null {
  return PREVIEW_NAME.exec(name)?.slice(1, 4) ?? null;
}

/** Previews being made, so that the many range requests of one layer start one. */
const underWay = new Map<string, Promise<string>>();
/** One at a time: a second worker must stay free for clicks. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The path of a reduced picture of three bands of a scene, made where there is none yet: what a browser cannot read (JP2,
 * files in archives) becomes a COG that it can. Kept in the workspace's `.cache`, which may be deleted at any time.
 * @throws BAND_MISSING, FILE_NOT_FOUND, RASTER_UNREADABLE, DISK_FULL, FILE_NOT_ALLOWED
 */
export async function scenePreview(services: LookupServices, scene: Scene, names: readonly string[]): Promise<string> {
  const distinct = [...new Set(names)];
  const source = sceneSource(services.workspace, scene, distinct);
  const bands = names.flatMap((name) => source.bands[distinct.indexOf(name)] ?? []);
  const key = createHash('sha256').update(JSON.stringify(bands.map((band) => [band, stateOf(band.path)]))).digest('hex').slice(0, 10);
  const folder = services.workspace.absolute('.cache/previews');
  const path = join(folder, `${scene.id}_${names.join('-')}_${key}.tif`);
  if (existsSync(path)) {
    const now = new Date();
    utimesSync(path, now, statSync(path).mtime);
    return path;
  }
  const known = underWay.get(path);
  if (known) return known;
  const made = last.then(async () => {
    await removeStalePartials(folder);
    await services.lookups.run(scenePreviewTask, { target: path, title: scene.title, names: [...names], bands, maxSide: MAX_SIDE });
    forgetOldest(folder, path);
    return path;
  });
  underWay.set(path, made);
  last = made.catch(() => undefined);
  return made.finally(() => underWay.delete(path));
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
