import { canonicalBand, NATIVE_RESOLUTION } from '../band-name.ts';
import { BOA_OFFSET } from '../offset-check.ts';
import { hasOffsetByBaseline, readProductName } from '../sentinel2-safe/metadata.ts';
import { property, type StacAsset, type StacItem, textProperty } from './item.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';

/** Assets that are pictures for the eye, not bands. */
const NOT_A_BAND = /^(visual|thumbnail|preview|overview|tci|rendered_preview|tilejson)/i;

/** An asset that holds a band. */
export interface BandAsset {
  readonly key: string;
  readonly band: string;
  /** Metres by the key; null where it does not say. */
  readonly resolution: number | null;
  readonly asset: StacAsset;
}

/**
 * The band assets of an item in any of the catalogues' dialects: earth-search v0 and Planetary Computer (`B02`, `SCL`),
 * earth-search v1 (`blue`, `scl`, `blue-jp2`), CDSE (`B02_10m`), stactools (`blue_20m`). Per band the one nearest to the
 * instrument's resolution comes first, GeoTIFF before JP2.
 */
export function bandAssets(item: StacItem): BandAsset[] {
  const assets = Object.entries(item.assets).flatMap(([key, asset]): BandAsset[] => {
    if (NOT_A_BAND.test(key) || asset.roles?.some((role) => role === 'overview' || role === 'thumbnail' || role === 'metadata')) return [];
    const band = canonicalBand(key) ?? onlyBand(asset);
    if (band === null || NATIVE_RESOLUTION[band] === undefined) return [];
    const resolution = /[_-](10|20|60)m/i.exec(key)?.[1];
    return [{ key, band, resolution: resolution === undefined ? null : Number(resolution), asset }];
  });
  return assets.sort((a, b) => distance(a) - distance(b));
}

/** The band that a single-band asset declares; a picture of several bands is none. */
function onlyBand(asset: StacAsset): string | null {
  const bands = asset['eo:bands'] ?? asset.bands ?? [];
  const [band] = bands;
  return bands.length === 1 && band ? (canonicalBand(band.name ?? '') ?? canonicalBand(band['eo:common_name'] ?? band.common_name ?? '')) : null;
}

function distance({ key, band, resolution }: BandAsset): number {
  const native = NATIVE_RESOLUTION[band] ?? 10;
  const away = resolution === null ? 0 : resolution >= native ? resolution - native : 1000 + native - resolution;
  return away + (/jp2/i.test(key) ? 0.5 : 0);
}

/** Scale and offset of an asset (physical = (stored + offset) × scale), and what is doubtful. */
export interface AssetScaling {
  readonly scale: number;
  readonly offset: number;
  readonly warning: Message | null;
}

/**
 * The offset of a reflectance asset. earth-search says whether it was applied (`boa_offset_applied`), and where it was,
 * what `raster:bands` says is wrong; else the asset's own offset counts (in physical units, so it is divided by the
 * scale); else the processing baseline decides, as for Planetary Computer, whose files are as ESA made them.
 */
export function assetScaling(item: StacItem, { asset }: BandAsset): AssetScaling {
  const declared = asset['raster:bands']?.[0] ?? asset.bands?.[0];
  const scale = declared?.scale ?? declared?.['raster:scale'] ?? asset['raster:scale'] ?? 1e-4;
  const physical = declared?.offset ?? declared?.['raster:offset'] ?? asset['raster:offset'];
  const stored = physical === undefined ? undefined : Math.round((physical / scale) * 1e6) / 1e6;
  const applied = property(item, 'earthsearch:boa_offset_applied', 'sentinel:boa_offset_applied');
  const byBaseline = hasOffsetByBaseline(baselineOf(item)) ? BOA_OFFSET : 0;
  if (applied === true) return { scale, offset: 0, warning: stored !== undefined && stored !== 0 ? message('OFFSET_APPLIED_BY_ITEM', { offset: physical ?? 0 }) : null };
  if (applied === false) return { scale, offset: stored ?? byBaseline, warning: null };
  return { scale, offset: stored ?? byBaseline, warning: null };
}

/** `05.09` from the item's properties or the product's name. */
export function baselineOf(item: StacItem): string | null {
  const text = textProperty(item, 's2:processing_baseline', 'sentinel:processing_baseline', 'processing:version');
  if (text !== null && /^\d{1,2}\.\d{1,2}$/.test(text)) return text.padStart(5, '0');
  const product = textProperty(item, 's2:product_uri', 'sentinel:product_id', 's2:product_id') ?? item.id;
  return readProductName(product).baseline;
}

/** MGRS tile such as `31UFS`. */
export function tileOf(item: StacItem): string | null {
  const code = textProperty(item, 'grid:code', 's2:mgrs_tile', 'tileIdentifier');
  const parts = [property(item, 'mgrs:utm_zone', 'sentinel:utm_zone'), property(item, 'mgrs:latitude_band', 'sentinel:latitude_band'), property(item, 'mgrs:grid_square', 'sentinel:grid_square')];
  const text = code?.replace(/^MGRS-/, '') ?? (parts.every((part) => typeof part === 'string' || typeof part === 'number') ? parts.join('') : /_T?(\d{1,2}[A-Z]{3})_/.exec(item.id)?.[1]);
  return text ? text.padStart(5, '0') : null;
}
