import { join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { givenTime, parseTime, timeInName } from '../acquisition-time.ts';
import { bandOrder, QUALITY_BANDS } from '../band-name.ts';
import type { FileTree } from '../file-tree.ts';
import { emptinessWarnings, offsetWarnings } from '../offset-check.ts';
import type { Draft, IngestTools } from '../product.ts';
import { type BandSample, type FactDepth, type RasterFacts, rasterFactsTask } from '../raster-facts.rpc.ts';
import { finest, sceneAsset, sceneDraft } from '../scene-draft.ts';
import { MAX_METADATA_BYTES, parseXml } from '../xml.ts';
import { type BandFile, type Granule } from './layout.ts';
import { mergedMetadata, type ProductMetadata, readProductMetadata, readProductName, readTileMetadata, type TileMetadata, UNKNOWN_PRODUCT } from './metadata.ts';
import { chooseOffsets } from './offset.ts';
import { checkBandsAgree, sizeWarnings } from './consistency.ts';

/** A band file with what GDAL says of it. */
export interface Band {
  readonly file: BandFile;
  readonly facts: RasterFacts;
}

/** Bands that statistics are taken from: visible ones for the offset, SCL for the share without data. */
const SAMPLED = new Set(['B02', 'B04', 'SCL']);

/** The draft of the scene that a granule is. */
export async function granuleDraft(tree: FileTree, granule: Granule, chosen: readonly BandFile[], tools: IngestTools, warnings: readonly Message[]): Promise<Draft> {
  const [product, tile] = await Promise.all([readProduct(tree, granule), readTile(tree, granule)]);
  if (product.level === 'Level-1C') throw appError('PRODUCT_LEVEL', { file: tree.root, level: 'Level-1C (top of atmosphere)' });
  const bands = await readBands(tree, chosen, tools);
  checkBandsAgree(tree.root, bands);
  const samples = samplesOf(bands);
  const baseline = product.baseline ?? tile?.baseline ?? null;
  const offsets = chooseOffsets({ listed: product.offsets, given: tools.options.boaOffset ?? null, baseline, hasProductXml: granule.productXml !== null, samples });
  const datetime = acquisition(tree, granule, product, tile, tools);
  const tileName = product.tile ?? tile?.tile ?? tileInNames(granule, chosen);
  const productName = product.productName ?? tree.name.replace(/\.SAFE$/i, '');
  const stored = (file: string): string => tools.engine.workspace.stored(tree.rasterPath(file));
  const assets = bands
    .map(({ file, facts }) => {
      const quality = QUALITY_BANDS.has(file.band);
      const scaling = quality ? { nodata: 0, scale: 1, offset: 0 } : { nodata: 0, scale: 1 / (product.quantification ?? 10_000), offset: offsets.of(file.band) };
      return sceneAsset(file.band, facts, 1, scaling, stored(file.file));
    })
    .sort((a, b) => bandOrder(a.band, b.band));
  const grid = finest(assets)?.grid;
  const isOnlyGranule = /_T\d{2}[A-Z]{3}_/.test(productName) || tileName === null;
  const content = {
    title: [product.platform ?? 'Sentinel-2', tileName ? `T${tileName}` : '', datetime.slice(0, 10)].filter(Boolean).join(' '),
    warnings: [...warnings, ...sizeWarnings(bands, tile), ...offsets.warnings, ...offsetWarnings(samples, offsets.of('B04')), ...emptinessWarnings(samples.get('SCL') ?? samples.get('B02'))],
    product: 'sentinel2-safe',
    datetime,
    platform: product.platform,
    tile: tileName,
    baseline,
    cloudCover: product.cloudCover ?? tile?.cloudCover ?? null,
    crs: grid?.crs ?? '',
    source: tools.engine.workspace.stored(tree.root),
    assets,
  };
  const footprint = finest(bands.map(({ facts }) => facts))?.footprint ?? [];
  const simulated = tree.files.some((file) => /(^|\/)SIMULATED(\.\w+)?$/i.test(file));
  return sceneDraft({ id: recordId(isOnlyGranule ? productName : `${productName}_T${tileName}`), identity: 'product' }, content, { footprint, simulated }, tools);
}

async function readProduct(tree: FileTree, granule: Granule): Promise<ProductMetadata> {
  const named = readProductName(`${tree.name}/${granule.productXml ?? granule.folder}`);
  if (!granule.productXml) return named;
  const file = granule.productXml;
  const text = await tree.readText(file, MAX_METADATA_BYTES);
  return mergedMetadata(readProductMetadata(parseXml(text, join(tree.root, file))), mergedMetadata(readProductName(text.slice(0, 4000)), named === UNKNOWN_PRODUCT ? UNKNOWN_PRODUCT : named));
}

async function readTile(tree: FileTree, granule: Granule): Promise<TileMetadata | null> {
  if (!granule.tileXml) return null;
  return readTileMetadata(parseXml(await tree.readText(granule.tileXml, MAX_METADATA_BYTES), join(tree.root, granule.tileXml)));
}

async function readBands(tree: FileTree, chosen: readonly BandFile[], tools: IngestTools): Promise<Band[]> {
  const depth = (band: string): FactDepth => (SAMPLED.has(band) ? 'overview' : 'tail');
  const files = chosen.map((file) => ({ path: tree.rasterPath(file.file), depth: depth(file.band) }));
  const result = await tools.engine.pool.run(rasterFactsTask, { files }, { signal: tools.signal });
  return chosen.flatMap((file, i) => {
    const facts = result.files[i];
    return facts ? [{ file, facts }] : [];
  });
}

function samplesOf(bands: readonly Band[]): Map<string, BandSample> {
  return new Map(
    bands.flatMap(({ file, facts }) => {
      const sample = facts.bands[0]?.sample;
      return sample ? [[file.band, sample] as const] : [];
    }),
  );
}

/** @throws DATE_INVALID */
function acquisition(tree: FileTree, granule: Granule, product: ProductMetadata, tile: TileMetadata | null, tools: IngestTools): string {
  const given = givenTime(tools.options.datetime, tree.root);
  if (given) return given;
  const found = product.datetime ?? tile?.datetime ?? null;
  const time = found === null ? timeInName(`${tree.name}/${granule.bands[0]?.file ?? ''}`) : parseTime(found);
  if (!time) throw appError('DATE_INVALID', { file: tree.root, found: found ?? 'neither its metadata nor its names hold one' });
  return time;
}

function tileInNames(granule: Granule, chosen: readonly BandFile[]): string | null {
  return /(?:^|[_/])T(\d{2}[A-Z]{3})_/.exec(`${granule.folder}/${chosen[0]?.file ?? ''}`)?.[1] ?? null;
}

