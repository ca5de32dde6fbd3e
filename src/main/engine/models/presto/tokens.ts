/**
 * What Presto sees of a pixel: 17 numbers a timestep, in nine groups that each become one token. Constants and order are
 * those of the published code (nasaharvest/presto, WorldCereal/presto-worldcereal, WorldCereal/prometheo; DOMAIN.md B2).
 */

/** Bands as composites and samples name them, in Presto's order; NDVI is worked out. */
export const PRESTO_BANDS = ['VV', 'VH', 'B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12', 'TMEAN', 'PRECIP', 'elevation', 'slope'] as const;
export type PrestoBand = (typeof PRESTO_BANDS)[number];

/** Numbers of a timestep: the bands and NDVI. */
export const VALUES = PRESTO_BANDS.length + 1;
export const NDVI_VALUE = PRESTO_BANDS.length;

/** Tokens of a timestep: name of the weights, and the numbers that the token is made of. The index is the row of the channel embedding. */
export const GROUPS: readonly { readonly name: string; readonly values: readonly number[] }[] = [
  { name: 'S1', values: [0, 1] },
  { name: 'S2_RGB', values: [2, 3, 4] },
  { name: 'S2_Red_Edge', values: [5, 6, 7] },
  { name: 'S2_NIR_10m', values: [8] },
  { name: 'S2_NIR_20m', values: [9] },
  { name: 'S2_SWIR', values: [10, 11] },
  { name: 'ERA5', values: [12, 13] },
  { name: 'SRTM', values: [14, 15] },
  { name: 'NDVI', values: [16] },
];
/** Terrain: one token for all timesteps, taken from the first, without month and position. */
export const TERRAIN_GROUP = 7;
export const NDVI_GROUP = 8;
/** Bands of NDVI = (B08 − B04) / (B08 + B04). */
export const RED_VALUE = 4;
export const NEAR_INFRARED_VALUE = 8;

/**
 * When the NDVI token counts as missing: with the bands it is made of (nasaharvest/presto, prometheo), or never, a month
 * without them then being NDVI 0 (presto-worldcereal). Weights were trained with one rule and go wrong with the other.
 */
export type NdviRule = 'with-its-bands' | 'never-missing';

/** normalised = physical × scale + offset, of numbers as {@link PRESTO_BANDS} are stored in composites. */
interface Normalisation {
  readonly scale: number;
  readonly offset: number;
}

/** −272.15 is what the published code has, where 273.15 would be the freezing point. */
const KELVIN = 272.15;
const BACKSCATTER: Normalisation = { scale: 1 / 25, offset: 1 };
const REFLECTANCE: Normalisation = { scale: 1, offset: 0 };
const NORMALISATIONS: Readonly<Record<PrestoBand, Normalisation>> = {
  VV: BACKSCATTER,
  VH: BACKSCATTER,
  B02: REFLECTANCE,
  B03: REFLECTANCE,
  B04: REFLECTANCE,
  B05: REFLECTANCE,
  B06: REFLECTANCE,
  B07: REFLECTANCE,
  B08: REFLECTANCE,
  B8A: REFLECTANCE,
  B11: REFLECTANCE,
  B12: REFLECTANCE,
  TMEAN: { scale: 1 / 35, offset: -KELVIN / 35 },
  PRECIP: { scale: 1 / 0.03, offset: 0 },
  elevation: { scale: 1 / 2000, offset: 0 },
  slope: { scale: 1 / 50, offset: 0 },
};

/** How a stored number becomes a normalised one: `number × scale + offset`, of the stored number or of its decibels. */
export interface BandScaling extends Normalisation {
  /** Backscatter is stored so that dB = 20·log10(stored) − 83. */
  readonly isBackscatter: boolean;
}

/**
 * The scaling of a band that is stored as `quantity` says: physical = (stored + offset) × scale. Worked out number by
 * number: a table of all 65 536 would push the network's weights out of the cache.
 */
export function bandScaling(band: PrestoBand, quantity: { readonly scale: number; readonly offset: number }): BandScaling {
  const { scale, offset } = NORMALISATIONS[band];
  if (band === 'VV' || band === 'VH') return { isBackscatter: true, scale, offset };
  return { isBackscatter: false, scale: quantity.scale * scale, offset: quantity.offset * quantity.scale * scale + offset };
}

/** The normalised number of a stored one that is not missing. */
export function normalised(stored: number, { isBackscatter, scale, offset }: BandScaling): number {
  return (isBackscatter ? 20 * Math.log10(stored) - 83 : stored) * scale + offset;
}
