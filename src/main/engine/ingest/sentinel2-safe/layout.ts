import { posix } from 'node:path';
import { NATIVE_RESOLUTION } from '../band-name.ts';
import type { FileTree } from '../file-tree.ts';

/** One raster file of a granule. */
export interface BandFile {
  readonly band: string;
  /** Metres by folder or name; null where neither says it. */
  readonly resolution: number | null;
  /** Path in the tree. */
  readonly file: string;
}

/** The files of one granule, which becomes one scene. */
export interface Granule {
  /** Path of the granule in the tree; empty for the tree's root. */
  readonly folder: string;
  /** Path of `MTD_MSIL2A.xml` in the tree, or null. */
  readonly productXml: string | null;
  /** Path of `MTD_TL.xml` in the tree, or null. */
  readonly tileXml: string | null;
  readonly bands: readonly BandFile[];
}

const BAND_FILE = /(?:^|_)(B\d{2}|B8A|SCL)(?:_(10|20|60)m)?\.(?:jp2|tiff?)$/i;
const PRODUCT_XML = /(?:^|[_/])MTD_(?:MSI|SAF)L(?:1C|2A)[^/]*\.xml$/i;
const TILE_XML = /(?:^|\/)(?:MTD_TL|[^/]*MTD_L2A_TL[^/]*)\.xml$/i;

/** True for the name of a product's own metadata file. */
export function isProductXml(name: string): boolean {
  return PRODUCT_XML.test(name);
}

/** Groups the band files of a tree by granule. Masks, previews and auxiliary files are left out. */
export function findGranules(tree: FileTree): Granule[] {
  const byFolder = new Map<string, BandFile[]>();
  for (const file of tree.files) {
    const band = bandFileOf(file);
    if (!band) continue;
    const folder = granuleFolder(file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), band]);
  }
  return [...byFolder].map(([folder, bands]) => ({
    folder,
    bands,
    productXml: nearestAbove(folder, tree.files.filter((file) => PRODUCT_XML.test(file))),
    tileXml: tree.files.find((file) => TILE_XML.test(file) && posix.dirname(`/${file}`) === posix.join('/', folder)) ?? null,
  }));
}

function bandFileOf(file: string): BandFile | null {
  if (/(^|\/)(QI_DATA|AUX_DATA|rep_info|DATASTRIP)\//i.test(file)) return null;
  const name = posix.basename(file);
  const match = BAND_FILE.exec(name);
  if (!match || /^MSK_|_(MSK|PVI|TCI|AOT|WVP)_/i.test(name)) return null;
  const folder = /\/R(10|20|60)m\//i.exec(file)?.[1];
  const resolution = folder ?? match[2];
  return { band: (match[1] ?? '').toUpperCase(), resolution: resolution === undefined ? null : Number(resolution), file };
}

/** What lies above `IMG_DATA`, or the file's own folder (without `R10m`) where a product has none. */
function granuleFolder(file: string): string {
  const before = /^(.*?)(?:^|\/)IMG_DATA\//i.exec(file)?.[1];
  if (before !== undefined) return before;
  const folder = posix.dirname(file).replace(/(^|\/)R(10|20|60)m$/i, '');
  return folder === '.' ? '' : folder;
}

/** The file whose folder is the granule's or the nearest above it. */
function nearestAbove(folder: string, files: readonly string[]): string | null {
  const above = files.filter((file) => {
    const parent = posix.dirname(file);
    return parent === '.' || folder === parent || folder.startsWith(`${parent}/`);
  });
  return above.sort((a, b) => b.length - a.length)[0] ?? null;
}

/**
 * Chooses one file per band: the instrument's resolution, else the next coarser, else the finest there is. Band B10 is
 * not part of L2A and is left out.
 */
export function chooseBands(bands: readonly BandFile[]): BandFile[] {
  const chosen = new Map<string, BandFile>();
  for (const file of bands) {
    const known = chosen.get(file.band);
    if (NATIVE_RESOLUTION[file.band] !== undefined && (!known || distance(file) < distance(known))) chosen.set(file.band, file);
  }
  return [...chosen.values()];
}

/** 0 at the native resolution, then the coarser ones in order, then the finer. */
function distance({ band, resolution }: BandFile): number {
  const native = NATIVE_RESOLUTION[band] ?? 10;
  if (resolution === null) return 0.5;
  return resolution >= native ? resolution - native : 1000 + native - resolution;
}
