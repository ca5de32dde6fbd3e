import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appError } from '../../../../shared/errors/app-error.ts';
import { distinct, message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { givenTime, parseTime } from '../acquisition-time.ts';
import { bandOrder, LAND_BANDS, QUALITY_BANDS } from '../band-name.ts';
import { readSmallText } from '../file-tree.ts';
import { emptinessWarnings, offsetWarnings, type Samples } from '../offset-check.ts';
import type { Find, IngestTools, Inspection, Product, Rejection } from '../product.ts';
import { type RasterFacts, rasterFactsTask } from '../raster-facts.rpc.ts';
import { finest, sceneAsset, sceneDraft } from '../scene-draft.ts';
import { type AssetScaling, assetScaling, type BandAsset, bandAssets, baselineOf, tileOf } from './dialect.ts';
import { isStacItem, parseStacItem, type StacItem, textProperty } from './item.ts';

const MAX_ITEM_BYTES = 8 * 1024 * 1024;

/** A STAC item (1.0, 1.1) of Sentinel-2 L2A whose assets are files beside or below it. */
export const stacItem: Product = {
  name: 'stac-item',
  title: 'STAC items with local assets',
  recognise: async (listing) => {
    const paths = listing.files.filter((name) => /\.(json|geojson)$/i.test(name)).map((name) => join(listing.folder, name));
    const finds = await Promise.all(paths.map(recogniseItem));
    return finds.filter((find) => find !== null);
  },
  inspect: async (find, tools) => {
    const item = parseStacItem(await readJson(find.path), find.path);
    if (/L1C/.test(`${item.collection ?? ''} ${textProperty(item, 's2:product_type') ?? ''}`.toUpperCase())) throw appError('PRODUCT_LEVEL', { file: find.path, level: 'Level-1C (top of atmosphere)' });
    return inspectItem(find.path, item, tools);
  },
};

async function readJson(path: string): Promise<unknown> {
  const text = await readSmallText(path, MAX_ITEM_BYTES);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw appError('METADATA_INVALID', { file: path, detail: cause instanceof Error ? cause.message : 'it is not JSON' }, { cause });
  }
}

async function recogniseItem(path: string): Promise<Find | null> {
  let document: unknown;
  try {
    document = await readJson(path);
  } catch {
    // Not JSON, or too large for an item: some other product may take it.
    return null;
  }
  const item = isStacItem(document) ? readableItem(document, path) : null;
  // An item that cannot be read is taken, so that the user hears what is wrong with it; one of another product is not.
  if (item === null) return isStacItem(document) ? { path, claims: [path] } : null;
  // The files of an HLS item say all by their names, with HLS's own scale and nodata: the product `hls` reads them.
  if (bandAssets(item).length === 0 || isHls(item)) return null;
  const files = Object.values(item.assets).map((asset) => localFile(path, asset.href));
  return { path, claims: [path, ...files.filter((file) => file !== null)] };
}

function isHls(item: StacItem): boolean {
  return /^HLS[.SL]/.test(`${item.collection ?? ''}`) || /^HLS\.[SL]30\./.test(item.id);
}

function readableItem(document: unknown, path: string): StacItem | null {
  try {
    return parseStacItem(document, path);
  } catch {
    // Inspecting it tells why.
    return null;
  }
}

/** A band asset that lies on the disk. */
interface LocalAsset extends BandAsset {
  readonly path: string;
}

async function inspectItem(path: string, item: StacItem, tools: IngestTools): Promise<Inspection> {
  const candidates = bandAssets(item);
  if (candidates.length === 0) throw appError('BAND_MISSING', { file: path, band: 'B02', available: Object.keys(item.assets).join(', ') || 'none' });
  const { local, remote } = chooseLocal(path, candidates);
  if (!local.some(({ band }) => !QUALITY_BANDS.has(band))) return { drafts: [], skipped: remote };
  const files = local.map(({ path: file, band }) => ({ path: file, depth: ['B02', 'B04', 'SCL'].includes(band) ? ('overview' as const) : ('tail' as const) }));
  const result = await tools.engine.pool.run(rasterFactsTask, { files }, { signal: tools.signal });
  const bands = local.flatMap((asset, i) => (result.files[i] ? [{ ...asset, facts: result.files[i] }] : []));
  return { drafts: [itemDraft(path, item, bands, tools)], skipped: remote };
}

function itemDraft(path: string, item: StacItem, bands: readonly (LocalAsset & { facts: RasterFacts })[], tools: IngestTools): Inspection['drafts'][number] {
  const scaled = bands.map((band) => ({ ...band, scaling: scalingOf(item, band, tools) }));
  const assets = scaled.map(({ band, facts, scaling, path: file }) => sceneAsset(band, facts, 1, { nodata: 0, scale: scaling.scale, offset: scaling.offset }, tools.engine.workspace.stored(file))).sort((a, b) => bandOrder(a.band, b.band));
  const samples: Samples = new Map(bands.flatMap(({ band, facts }) => (facts.bands[0]?.sample ? [[band, facts.bands[0].sample] as const] : [])));
  const datetime = timeOf(path, item, tools);
  const tile = tileOf(item);
  const missing = LAND_BANDS.filter((band) => !assets.some((asset) => asset.band === band));
  const offset = assets.find((asset) => asset.quantity === 'reflectance')?.offset ?? 0;
  const content = {
    title: [textProperty(item, 'platform')?.replace(/^sentinel-2([a-d])$/i, (_, letter: string) => `Sentinel-2${letter.toUpperCase()}`) ?? 'Sentinel-2', tile ? `T${tile}` : '', datetime.slice(0, 10)].filter(Boolean).join(' '),
    warnings: [
      ...(missing.length === 0 ? [] : [message('BANDS_ABSENT', { bands: missing })]),
      ...distinct(scaled.flatMap(({ scaling }) => scaling.warning ?? [])),
      ...offsetWarnings(samples, offset),
      ...emptinessWarnings(samples.get('SCL') ?? samples.get('B02')),
    ],
    product: 'stac-item',
    datetime,
    platform: textProperty(item, 'platform'),
    tile,
    baseline: baselineOf(item),
    cloudCover: item.properties['eo:cloud_cover'] ?? null,
    crs: finest(assets)?.grid.crs ?? '',
    source: tools.engine.workspace.stored(path),
    assets,
  };
  return sceneDraft({ id: recordId(item.id), identity: 'product' }, content, { footprint: finest(bands.map(({ facts }) => facts))?.footprint ?? [] }, tools);
}

function scalingOf(item: StacItem, band: LocalAsset, tools: IngestTools): AssetScaling {
  if (QUALITY_BANDS.has(band.band)) return { scale: 1, offset: 0, warning: null };
  const scaling = assetScaling(item, band);
  return tools.options.boaOffset === undefined ? scaling : { scale: scaling.scale, offset: tools.options.boaOffset, warning: null };
}

/** Per band the first asset that is there; for a band that has none, why the best of them is not. */
function chooseLocal(item: string, candidates: readonly BandAsset[]): { local: LocalAsset[]; remote: Rejection[] } {
  const local = new Map<string, LocalAsset>();
  for (const candidate of candidates) {
    const path = localFile(item, candidate.asset.href);
    if (path !== null && !local.has(candidate.band)) local.set(candidate.band, { ...candidate, path });
  }
  const remote = [...Map.groupBy(candidates, ({ band }) => band).values()]
    .flatMap((same) => same.slice(0, 1))
    .filter(({ band }) => !local.has(band))
    .map(({ key, asset }): Rejection => ({ path: `${item}#${key}`, error: appError('ASSET_NOT_LOCAL', { asset: key, file: item, href: asset.href }) }));
  return { local: [...local.values()], remote };
}

/**
 * The file that an href means: relative to the item, or of that name beside the item, as people keep what they
 * downloaded. Nothing outside the item's folder, whatever an item says.
 */
function localFile(item: string, href: string): string | null {
  const folder = dirname(item);
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(href) && !/^[a-z]:[\\/]/i.test(href);
  const named = href.startsWith('file://') ? fileUrlPath(href) : isUrl ? null : resolve(folder, href);
  const lastPart = basename((isUrl ? href.replace(/[?#].*$/, '') : href).replaceAll('\\', '/'));
  const beside = lastPart === '' ? null : join(folder, lastPart);
  return [named, beside].find((path) => path !== null && isInside(folder, path) && existsSync(path)) ?? null;
}

function fileUrlPath(href: string): string | null {
  try {
    return fileURLToPath(href);
  } catch {
    // A file URL with a host names a network share: not local.
    return null;
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

/** @throws DATE_INVALID */
function timeOf(path: string, item: StacItem, tools: IngestTools): string {
  const given = givenTime(tools.options.datetime, path);
  if (given) return given;
  const found = item.properties.datetime ?? item.properties.start_datetime ?? null;
  const time = found === null ? null : parseTime(found);
  if (!time) throw appError('DATE_INVALID', { file: path, found: found === null ? 'its properties hold no datetime' : `its datetime is “${found}”` });
  return time;
}
