import { constants } from 'node:fs';
import { access, copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import type { EngineContext } from '../context.ts';
import { replaceAtomically, writeJsonAtomic } from '../workspace/atomic.ts';

const SIDECAR = '.aux.xml';
const ITEM = 'item.json';

/**
 * Copies a map to a folder that other programs open: the rasters with their attribute tables, the QGIS and SLD styles,
 * the legend with its counts, the model's card and a STAC item that stands alone. Nothing that lies there is replaced.
 * @param folder absolute; made when it is missing
 * @returns the files written, absolute
 * @throws AppError RECORD_NOT_FOUND, FILE_EXISTS, FILE_NOT_FOUND, DISK_FULL, FILE_NOT_ALLOWED
 */
export async function exportMap(engine: EngineContext, id: string, folder: string): Promise<string[]> {
  const map = engine.catalog.map.get(id);
  const names = await namesIn(engine.workspace.absolute(map.folder));
  const own = Object.values(map.paths).map((path) => engine.workspace.absolute(path));
  const sidecars = own.filter((path) => names.includes(`${basename(path)}${SIDECAR}`)).map((path) => `${path}${SIDECAR}`);
  const model = engine.catalog.model.find(map.modelId);
  const card = model ? [{ from: engine.workspace.absolute(`${model.folder}/card.json`), name: 'model-card.json' }] : [];
  const files = [...[...own, ...sidecars].map((from) => ({ from, name: basename(from) })), ...card];
  const hasItem = names.includes(ITEM);
  await requireFree(folder, [...files.map(({ name }) => name), ...(hasItem ? [ITEM] : [])]);
  // All are looked at first: an export that stops half-way would have to be cleared away by hand.
  for (const { from } of files) await requireReadable(from);
  for (const { from, name } of files) await replaceAtomically(join(folder, name), (temporary) => copyFile(from, temporary, constants.COPYFILE_EXCL));
  if (hasItem) await writeJsonAtomic(join(folder, ITEM), await itemAlone(join(engine.workspace.absolute(map.folder), ITEM), new Set(files.map(({ name }) => name))));
  return [...files.map(({ name }) => join(folder, name)), ...(hasItem ? [join(folder, ITEM)] : [])];
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    throw toAppError(thrown, folder);
  }
}

async function requireFree(folder: string, names: readonly string[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (thrown) {
    throw toAppError(thrown, folder);
  }
  const there = await namesIn(folder);
  const taken = names.find((name) => there.includes(name));
  if (taken !== undefined) throw appError('FILE_EXISTS', { file: join(folder, taken) });
}

async function requireReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (thrown) {
    throw toAppError(thrown, path);
  }
}

/** The item without its links, which lead into the workspace that it left, and with the assets that came along. */
async function itemAlone(path: string, names: ReadonlySet<string>): Promise<unknown> {
  const item = JSON.parse(await readFile(path, 'utf8')) as { readonly collection?: string; readonly assets?: Readonly<Record<string, { readonly href: string }>> };
  const assets = Object.entries(item.assets ?? {}).flatMap(([key, asset]) => {
    const name = basename(asset.href);
    return names.has(name) ? [[key, { ...asset, href: `./${name}` }] as const] : [];
  });
  const rest = Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'collection'));
  return { ...rest, links: [], assets: Object.fromEntries(assets) };
}
