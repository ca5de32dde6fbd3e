import { SENTINEL2_BANDS } from '../band-name.ts';
import { allOf, numberIn, textIn, type XmlElement } from '../xml.ts';

/** What is known of a product; null where neither its metadata nor its name say it. */
export interface ProductMetadata {
  /** Name without `.SAFE`. */
  readonly productName: string | null;
  /** `Level-2A`, `Level-1C`. */
  readonly level: string | null;
  /** UTC, ISO 8601. */
  readonly datetime: string | null;
  /** `Sentinel-2A` … */
  readonly platform: string | null;
  /** `04.00`. */
  readonly baseline: string | null;
  /** Stored number of reflectance 1. */
  readonly quantification: number | null;
  /** Added to the stored number before division, by band; null where the metadata do not list offsets. */
  readonly offsets: ReadonlyMap<string, number> | null;
  /** Percent. */
  readonly cloudCover: number | null;
  readonly tile: string | null;
}

/** What the granule's own metadata say of its rasters. */
export interface TileMetadata {
  readonly tile: string | null;
  readonly datetime: string | null;
  readonly baseline: string | null;
  readonly crs: string | null;
  readonly cloudCover: number | null;
  /** Columns and rows by resolution in metres. */
  readonly sizes: ReadonlyMap<number, readonly [columns: number, rows: number]>;
}

/** Nothing known. */
export const UNKNOWN_PRODUCT: ProductMetadata = { productName: null, level: null, datetime: null, platform: null, baseline: null, quantification: null, offsets: null, cloudCover: null, tile: null };

/**
 * Reads `MTD_MSIL2A.xml` (Sentinel-2 Products Specification Document, Level-2A user product). Elements are found by
 * name at any depth, because their nesting changed between versions 12 and 15 of the specification.
 */
export function readProductMetadata(root: XmlElement): ProductMetadata {
  return {
    productName: textIn(root, 'PRODUCT_URI', 'PRODUCT_URI_2A')?.replace(/\.SAFE$/i, '') ?? null,
    level: textIn(root, 'PROCESSING_LEVEL'),
    datetime: textIn(root, 'DATATAKE_SENSING_START', 'PRODUCT_START_TIME'),
    platform: textIn(root, 'SPACECRAFT_NAME'),
    baseline: baselineOf(textIn(root, 'PROCESSING_BASELINE')),
    quantification: numberIn(root, 'BOA_QUANTIFICATION_VALUE', 'L2A_BOA_QUANTIFICATION_VALUE', 'QUANTIFICATION_VALUE'),
    offsets: offsetsOf(root),
    cloudCover: numberIn(root, 'Cloud_Coverage_Assessment'),
    tile: null,
  };
}

/** Reads `MTD_TL.xml`, the metadata of one granule. */
export function readTileMetadata(root: XmlElement): TileMetadata {
  const id = textIn(root, 'TILE_ID', 'TILE_ID_2A') ?? '';
  const sizes = allOf(root, 'Size').map((size) => [Number(size.attributes['resolution']), [numberIn(size, 'NCOLS') ?? 0, numberIn(size, 'NROWS') ?? 0]] as const);
  return {
    tile: /_T(\d{2}[A-Z]{3})_/.exec(id)?.[1] ?? null,
    datetime: textIn(root, 'SENSING_TIME'),
    baseline: baselineOf(/_N(\d{2}\.\d{2})$/.exec(id)?.[1] ?? null),
    crs: textIn(root, 'HORIZONTAL_CS_CODE'),
    cloudCover: numberIn(root, 'CLOUDY_PIXEL_PERCENTAGE'),
    sizes: new Map(sizes),
  };
}

/**
 * Reads what a product or granule name says:
 * `S2B_MSIL2A_20210122T133229_N0214_R081_T22HBD_20210122T155500`.
 */
export function readProductName(name: string): ProductMetadata {
  const match = /(S2[A-D])_MSI(L\d[A-C])_(\d{8}T\d{6})_N(\d{2})(\d{2})_R\d{3}_T(\d{2}[A-Z]{3})_\d{8}T\d{6}/.exec(name);
  if (!match) return UNKNOWN_PRODUCT;
  const [productName, satellite = '', level = '', time = '', major, minor, tile = null] = match;
  return {
    ...UNKNOWN_PRODUCT,
    productName,
    level: `Level-${level.slice(1)}`,
    datetime: compactTime(time),
    platform: `Sentinel-2${satellite.slice(2)}`,
    baseline: `${major}.${minor}`,
    tile,
  };
}

/** Both together; what `first` knows counts. */
export function mergedMetadata(first: ProductMetadata, second: ProductMetadata): ProductMetadata {
  const known = Object.fromEntries(Object.entries(first).filter(([, value]) => value !== null));
  return { ...second, ...known };
}

/** `20210122T133229` as ISO 8601 UTC, or null. */
export function compactTime(text: string): string | null {
  const match = /(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})/.exec(text);
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z` : null;
}

/** True from baseline 04.00 on, when products carry an offset. */
export function hasOffsetByBaseline(baseline: string | null): boolean {
  return baseline !== null && Number(baseline) >= 4;
}

/** `04.00` and `4.0` alike; null for anything else, such as Sen2Cor's `99.99` of home-made products (kept as it is). */
function baselineOf(text: string | null): string | null {
  return text !== null && /^\d{1,2}\.\d{1,2}$/.test(text) ? text.padStart(5, '0') : null;
}

function offsetsOf(root: XmlElement): Map<string, number> | null {
  const elements = allOf(root, 'BOA_ADD_OFFSET');
  if (elements.length === 0) return null;
  const names = new Map(allOf(root, 'Spectral_Information').map((band) => [band.attributes['bandId'] ?? '', physicalBand(band.attributes['physicalBand'] ?? '')]));
  return new Map(
    elements.flatMap((element) => {
      const id = element.attributes['band_id'] ?? element.attributes['bandId'] ?? '';
      const band = names.get(id) ?? SENTINEL2_BANDS[Number(id)];
      const value = Number(element.text);
      return band && Number.isFinite(value) ? [[band, value] as const] : [];
    }),
  );
}

/** `B1` and `B8A` as `B01` and `B8A`. */
function physicalBand(text: string): string | undefined {
  const match = /^B(\d{1,2})(A?)$/.exec(text);
  if (!match) return undefined;
  return match[2] === 'A' ? `B${match[1]}A` : `B${(match[1] ?? '').padStart(2, '0')}`;
}
