import { canonicalBand, QUALITY_BANDS } from '../band-name.ts';

/** A file name that says which single band it holds. */
export interface NamedBand {
  readonly band: string;
  /** The name without band and resolution: files of one acquisition share it. */
  readonly group: string;
  /** Metres, where the name says it. */
  readonly resolution: number | null;
}

/**
 * Reads `<date>_<band>.tif` and its like: `2021-05-14_B02.tif`, `T31UFS_20210514T104619_SCL_20m.tif`,
 * `20210514.B8A.tif`, `S2A_20210514_nir.tif`. The last part that is a band counts; null where there is none.
 */
export function namedBand(fileName: string): NamedBand | null {
  const stem = fileName.replace(/\.tiff?$/i, '');
  const parts = stem.split(/([_.\s]|-(?=[A-Za-z]))/);
  for (let i = parts.length - 1; i > 0; i--) {
    const band = canonicalBand(parts[i] ?? '');
    if (band === null) continue;
    const rest = parts.slice(i + 1).join('');
    const resolution = /^[_.\s-](\d+)m/i.exec(rest)?.[1];
    const group = [...parts.slice(0, i - 1), rest.replace(/^[_.\s-]\d+m/i, '')].join('');
    return { band, group, resolution: resolution === undefined ? null : Number(resolution) };
  }
  return null;
}

/** Names of a raster's bands from what the user gave or the file's descriptions; null in place of what is left out. */
export function bandNames(given: readonly string[] | undefined, descriptions: readonly string[]): (string | null)[] | null {
  if (given !== undefined) return given.length === descriptions.length ? given.map((name) => (name.toLowerCase() === 'skip' ? null : (canonicalBand(name) ?? name))) : null;
  const known = descriptions.map(canonicalBand);
  if (!known.some((band) => band !== null && !QUALITY_BANDS.has(band))) return null;
  return known.map((band, i) => band ?? ((descriptions[i] ?? '') === '' ? null : (descriptions[i] ?? null)));
}
