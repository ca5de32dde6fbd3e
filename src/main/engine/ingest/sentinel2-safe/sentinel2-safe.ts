import { basename, join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import { listArchive } from '../archive.ts';
import { LAND_BANDS } from '../band-name.ts';
import { fileTree, type FileTree } from '../file-tree.ts';
import type { Find, IngestTools, Inspection, Listing, Product } from '../product.ts';
import { type BandFile, chooseBands, findGranules, type Granule, isProductXml } from './layout.ts';
import { readProductName } from './metadata.ts';
import { granuleDraft } from './granule.ts';

/**
 * Sentinel-2 Level-2A in ESA's SAFE form (Sentinel-2 Products Specification Document): a folder or a zip archive that is
 * read in place, JP2 or GeoTIFF bands, with or without `R10m` folders, all processing baselines, with or without its XML.
 */
export const sentinel2Safe: Product = {
  name: 'sentinel2-safe',
  title: 'Sentinel-2 L2A (SAFE)',
  recognise: async (listing) => {
    if (isProduct(listing)) return [{ path: listing.folder, claims: 'folder' }];
    const archives = await Promise.all(listing.files.filter((name) => /\.zip$/i.test(name)).map((name) => archiveFind(join(listing.folder, name))));
    return archives.filter((find) => find !== null);
  },
  inspect: async (find, tools) => inspectTree(await fileTree(find.path), tools),
};

function isProduct({ folder, files, folders, named }: Listing): boolean {
  if (files.some(isProductXml)) return true;
  if (named) return false;
  return /\.SAFE$/i.test(folder) || folders.some((name) => name === 'GRANULE' || name === 'IMG_DATA');
}

/** A zip that holds a product; one that cannot be listed is taken too when its name promises a product, so that the user hears why. */
async function archiveFind(path: string): Promise<Find | null> {
  const find = { path, claims: [path] };
  if (/_MSIL(1C|2A)_|\.SAFE/i.test(basename(path))) return find;
  try {
    const entries = await listArchive(path);
    return entries.some(({ name }) => isProductXml(name) || /(^|\/)GRANULE\//.test(name)) ? find : null;
  } catch {
    // Why it cannot be listed is told by whoever takes it; unsafe archives of parcels are not ours to judge.
    return null;
  }
}

async function inspectTree(tree: FileTree, tools: IngestTools): Promise<Inspection> {
  refuseLevel1(tree);
  const granules = findGranules(tree);
  if (granules.length === 0) throw appError('BAND_MISSING', { file: tree.root, band: 'B02', available: 'none: the product holds no band files' });
  const drafts = [];
  for (const granule of granules) {
    const chosen = chooseBands(granule.bands);
    if (!chosen.some((file) => file.band !== 'SCL')) throw appError('BAND_MISSING', { file: tree.root, band: 'B02', available: chosen.map((file) => file.band).join(', ') || 'none' });
    drafts.push(await granuleDraft(tree, granule, chosen, tools, missingWarnings(chosen, granule)));
  }
  return { drafts, skipped: [] };
}

/** @throws PRODUCT_LEVEL */
function refuseLevel1(tree: FileTree): void {
  const named = readProductName(tree.name).level;
  const byXml = tree.files.some((file) => /MTD_(MSI|SAF)L1C[^/]*\.xml$/i.test(file)) && !tree.files.some((file) => /MTD_(MSI|SAF)L2A[^/]*\.xml$/i.test(file));
  if (byXml || named === 'Level-1C') throw appError('PRODUCT_LEVEL', { file: tree.root, level: 'Level-1C (top of atmosphere)' });
}

function missingWarnings(chosen: readonly BandFile[], granule: Granule): Message[] {
  const has = new Set(chosen.map((file) => file.band));
  const missing = LAND_BANDS.filter((band) => !has.has(band));
  const warnings = missing.length === 0 ? [] : [message('BANDS_ABSENT', { bands: missing })];
  if (!granule.productXml) warnings.push(message('PRODUCT_METADATA_ABSENT'));
  return warnings;
}
