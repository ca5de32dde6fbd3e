import type { Foliage } from './crop.ts';
import type { Stand } from './growth.ts';

/** The bands that are rendered, in this order everywhere in this folder. */
export const BANDS = ['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12'] as const;
export type Band = (typeof BANDS)[number];
export const BAND_COUNT = BANDS.length;

/** Reflectance (0…1) of each of {@link BANDS}. */
export type Spectrum = readonly number[];

/**
 * Reference spectra of the parts of a scene. Values are rounded from what surface reflectance of Sentinel-2 usually
 * shows over such targets in northern France; no measurement is reproduced.
 */
export const SPECTRA = {
  soil: [0.067, 0.102, 0.136, 0.163, 0.18, 0.19, 0.205, 0.22, 0.29, 0.25],
  leaf: [0.024, 0.058, 0.024, 0.088, 0.275, 0.37, 0.405, 0.425, 0.18, 0.085],
  dry: [0.07, 0.105, 0.15, 0.195, 0.235, 0.265, 0.29, 0.315, 0.36, 0.25],
  straw: [0.095, 0.135, 0.18, 0.215, 0.24, 0.26, 0.28, 0.305, 0.4, 0.33],
  litter: [0.03, 0.045, 0.056, 0.076, 0.1, 0.118, 0.135, 0.15, 0.172, 0.11],
  conifer: [0.018, 0.032, 0.021, 0.05, 0.14, 0.185, 0.205, 0.215, 0.1, 0.046],
  water: [0.034, 0.042, 0.03, 0.024, 0.016, 0.014, 0.012, 0.01, 0.006, 0.004],
  asphalt: [0.09, 0.1, 0.11, 0.115, 0.12, 0.125, 0.13, 0.135, 0.15, 0.145],
  gravel: [0.155, 0.185, 0.215, 0.23, 0.24, 0.25, 0.257, 0.265, 0.315, 0.285],
  tile: [0.07, 0.092, 0.15, 0.178, 0.196, 0.208, 0.22, 0.228, 0.268, 0.24],
  slate: [0.082, 0.09, 0.096, 0.1, 0.105, 0.11, 0.115, 0.12, 0.132, 0.124],
  metal: [0.31, 0.33, 0.345, 0.35, 0.355, 0.36, 0.362, 0.365, 0.355, 0.325],
} as const satisfies Readonly<Record<string, Spectrum>>;

const PLAIN: Foliage = { visible: 1, redEdge: 1, infrared: 1, shortwave: 1 };

/** Ground under the plants: brightness of the field's soil and how wet it is (0…1). */
export interface Ground {
  readonly brightness: number;
  readonly wetness: number;
}

/** Reflectance of bare soil: water darkens it, most in the short-wave infrared. */
export function soilAt(band: number, { brightness, wetness }: Ground): number {
  return (SPECTRA.soil[band] ?? 0) * brightness * (1.12 - (band >= 8 ? 0.52 : 0.42) * wetness);
}

/**
 * Linear mixture of green leaves, dry plants, straw and soil. The cover of green leaves follows Beer's law of the leaf
 * area with an extinction of 0.55; dense canopies reflect more infrared because leaves behind leaves count there.
 * @param own field's factor on the colour of its leaves (nitrogen), about 1
 * @returns `bare`: share of visible soil, 0…1
 */
export function standSpectrum(stand: Stand, ground: Ground, own: number): { readonly spectrum: number[]; readonly bare: number } {
  const green = 1 - Math.exp(-0.55 * stand.leaf);
  const dry = (1 - green) * stand.dry;
  const straw = (1 - green - dry) * stand.residue;
  const bare = 1 - green - dry - straw;
  const spectrum = SPECTRA.soil.map((_, band) => {
    const cover = green * leafAt(band, stand, own);
    return cover + dry * SPECTRA.dry[band as 0] + straw * SPECTRA.straw[band as 0] * (1.08 - 0.3 * ground.wetness) + bare * soilAt(band, ground);
  });
  const adds = stand.crop?.flowering?.adds;
  adds?.forEach((add, band) => {
    spectrum[band] = (spectrum[band] ?? 0) + add * stand.flower;
  });
  return { spectrum, bare };
}

function leafAt(band: number, stand: Stand, own: number): number {
  const foliage = stand.crop?.foliage ?? PLAIN;
  const base = SPECTRA.leaf[band] ?? 0;
  if (band <= 2) return base * foliage.visible * own;
  if (band === 3) return base * foliage.redEdge * own;
  const dense = 0.8 + 0.28 * (1 - Math.exp(-0.35 * stand.leaf));
  if (band <= 7) return base * (1 + (foliage.infrared - 1) * (band === 4 ? 0.5 : 1)) * dense;
  return base * foliage.shortwave * (1.12 - 0.14 * (1 - Math.exp(-0.5 * stand.leaf)));
}
