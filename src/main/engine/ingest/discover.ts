import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ImportOptions } from '../../../shared/contract/import.ts';
import { type AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';
import type { Find, Listing, Product, Rejection } from './product.ts';

/** A find and the product that took it. */
export interface Discovery {
  readonly product: Product;
  readonly find: Find;
}

/** What was found under the paths, and what was not understood. */
export interface Discoveries {
  readonly found: readonly Discovery[];
  readonly rejected: readonly Rejection[];
}

/** Folders below a given one that are searched. */
const MAX_DEPTH = 8;
const MAX_ENTRIES = 200_000;

/** Files that belong to another one beside them. */
const SIDECAR = /(^\..*|\.(aux\.xml|ovr|msk|tfw|jgw|j2w|wld|qml|qmd|sld|clr|md5|sha256|vat\.dbf)|^(readme|licen[cs]e|notice)(\.\w+)?|^thumbs\.db|^SIMULATED(\.\w+)?)$/i;

/**
 * Searches paths for products, each product in the registry's order. A folder that is no product itself is searched
 * below. Nothing is opened but first bytes.
 */
export async function discover(paths: readonly string[], products: readonly Product[], options: ImportOptions, signal: AbortSignal): Promise<Discoveries> {
  const candidates = options.as === undefined ? products : products.filter((product) => product.name === options.as);
  if (candidates.length === 0) throw appError('INVALID_INPUT', { call: 'import.paths', field: 'as', problem: `there is no product “${options.as}”; there are ${products.map((product) => product.name).join(', ')}` });
  const search: Search = { candidates, options, signal, found: [], rejected: [], taken: new Set(), seen: { entries: 0 } };
  const named = new Map<string, Set<string>>();
  for (const path of paths) {
    try {
      await searchGiven(path, search, named);
    } catch (thrown) {
      const error = toAppError(thrown, path);
      if (error.code === 'CANCELLED') throw error;
      search.rejected.push({ path, error });
    }
  }
  for (const [folder, files] of named) await searchListing({ folder, files: [...files].sort(), folders: [], named: true }, search, 0);
  return { found: search.found, rejected: search.rejected };
}

interface Search {
  readonly candidates: readonly Product[];
  readonly options: ImportOptions;
  readonly signal: AbortSignal;
  readonly found: Discovery[];
  readonly rejected: Rejection[];
  /** Absolute paths that a product took. */
  readonly taken: Set<string>;
  readonly seen: { entries: number };
}

async function searchGiven(given: string, search: Search, named: Map<string, Set<string>>): Promise<void> {
  if (isRemote(given)) throw appError('NETWORK_PATH', { file: given });
  const path = resolve(given);
  const kind = await stat(path);
  if (!kind.isDirectory()) {
    const folder = dirname(path);
    named.set(folder, (named.get(folder) ?? new Set()).add(basename(path)));
    return;
  }
  const before = search.found.length + search.rejected.length;
  const entries = await searchListing(await listFolder(path), search, 0);
  if (entries === 0 || search.found.length + search.rejected.length === before) throw appError('FOLDER_EMPTY', { file: given });
}

/** True for a URL or one of GDAL's virtual file systems, which a user has no need to name. */
export function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path) || /^\/vsi/i.test(path);
}

async function listFolder(folder: string): Promise<Listing> {
  const entries = await readdir(folder, { withFileTypes: true });
  const isFolder = await Promise.all(entries.map((entry) => leadsToFolder(folder, entry)));
  const names = (wanted: boolean): string[] => entries.filter((_, i) => isFolder[i] === wanted).map((entry) => entry.name).sort();
  return { folder, files: names(false), folders: names(true), named: false };
}

async function leadsToFolder(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return (await stat(join(folder, entry.name))).isDirectory();
  } catch {
    // A link to nothing counts as a file; whoever takes it says that it is not there.
    return false;
  }
}

/** Searches one listing and, unless a product takes the folder, what lies below. @returns how many entries it has */
async function searchListing(listing: Listing, search: Search, depth: number): Promise<number> {
  if (search.signal.aborted) throw appError('CANCELLED');
  search.seen.entries += listing.files.length + listing.folders.length;
  if (search.seen.entries > MAX_ENTRIES) throw appError('PRODUCT_NOT_UNDERSTOOD', { file: listing.folder, looked: `it holds more than ${MAX_ENTRIES} files` });
  let open: Listing = untaken(listing, search);
  for (const product of search.candidates) {
    for (const find of await product.recognise(open, search.options)) {
      search.found.push({ product, find });
      if (find.claims === 'folder') return 1;
      for (const claim of find.claims) search.taken.add(claim);
    }
    open = untaken(listing, search);
  }
  for (const name of open.files) {
    if (!listing.named && SIDECAR.test(name)) continue;
    const path = join(listing.folder, name);
    search.rejected.push({ path, error: notUnderstood(path, search.options, search.candidates) });
  }
  for (const name of open.folders) await searchBelow(join(listing.folder, name), search, depth + 1);
  return listing.files.length + listing.folders.length;
}

async function searchBelow(folder: string, search: Search, depth: number): Promise<void> {
  if (basename(folder).startsWith('.')) return;
  if (depth > MAX_DEPTH) {
    search.rejected.push({ path: folder, error: appError('PRODUCT_NOT_UNDERSTOOD', { file: folder, looked: `it lies more than ${MAX_DEPTH} folders deep` }) });
    return;
  }
  try {
    await searchListing(await listFolder(folder), search, depth);
  } catch (thrown) {
    const error = toAppError(thrown, folder);
    if (error.code === 'CANCELLED') throw error;
    search.rejected.push({ path: folder, error });
  }
}

function untaken(listing: Listing, { taken }: Search): Listing {
  const free = (name: string): boolean => !taken.has(join(listing.folder, name));
  return { ...listing, files: listing.files.filter(free), folders: listing.folders.filter(free) };
}

function notUnderstood(path: string, { as }: ImportOptions, candidates: readonly Product[]): AppError {
  const looked = as === undefined ? 'by its name and its first bytes' : `it was to be read as ${candidates.map((product) => product.title).join(', ')}`;
  return appError('PRODUCT_NOT_UNDERSTOOD', { file: path, looked });
}
