/** Sentinel-2 bands by number of the instrument; index = `band_id` of the product metadata. */
export const SENTINEL2_BANDS = ['B01', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B09', 'B10', 'B11', 'B12'] as const;

/** Resolution in metres at which the instrument takes a band (Sentinel-2 Products Specification, 3.3); SCL is made at 20 m. */
export const NATIVE_RESOLUTION: Readonly<Record<string, number>> = {
  B01: 60, B02: 10, B03: 10, B04: 10, B05: 20, B06: 20, B07: 20, B08: 10, B8A: 20, B09: 60, B11: 20, B12: 20, SCL: 20,
};

/** Bands that hold classes or bits, not reflectance. */
export const QUALITY_BANDS: ReadonlySet<string> = new Set(['SCL', 'FMASK']);

/** Bands that every L2A product should have for the work ahead; B01, B09 and B10 are for the atmosphere. */
export const LAND_BANDS = ['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12', 'SCL'] as const;

/** Names by catalogue (earth-search v1, `eo` extension 1 and 2) to Sentinel-2's. */
const COMMON_NAMES: Readonly<Record<string, string>> = {
  coastal: 'B01', blue: 'B02', green: 'B03', red: 'B04', rededge1: 'B05', rededge071: 'B05', rededge2: 'B06', rededge075: 'B06', rededge3: 'B07', rededge078: 'B07', nir: 'B08', nir08: 'B8A', nir09: 'B09', swir16: 'B11', swir22: 'B12', scl: 'SCL', fmask: 'FMASK',
};

/**
 * The canonical name of a band (`B01` … `B12`, `B8A`, `SCL`, `FMASK`) from what a file or catalogue calls it:
 * `B2`, `b02`, `B02_10m`, `S2-L2A-B02`, `blue`, `red-jp2`, `scl_20m`, `Fmask`. Null for anything else.
 */
export function canonicalBand(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/[-_ ]jp2$/, '')
    .replace(/[-_ ](10|20|30|60)m$/, '')
    .replace(/^(s2[-_]l2a[-_]|optical[-_]|sentinel2[-_]|band[-_ ]?(?=b?\d))/, '');
  const common = COMMON_NAMES[bare];
  if (common) return common;
  const match = /^b?(\d{1,2})(a?)$/.exec(bare);
  if (!match || (!bare.startsWith('b') && !/^band/i.test(text.trim()))) return null;
  const name = match[2] === 'a' ? `B${Number(match[1])}A` : `B${String(Number(match[1])).padStart(2, '0')}`;
  return (SENTINEL2_BANDS as readonly string[]).includes(name) ? name : null;
}

/** Sorts band names in the order of the spectrum, quality last. */
export function bandOrder(a: string, b: string): number {
  const rank = (band: string): number => {
    const index = (SENTINEL2_BANDS as readonly string[]).indexOf(band);
    return index >= 0 ? index : QUALITY_BANDS.has(band) ? 200 : 100;
  };
  return rank(a) - rank(b) || a.localeCompare(b);
}
