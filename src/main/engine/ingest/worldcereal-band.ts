import { type BandQuantity, reflectanceQuantity } from '../../../shared/raster/quantity.ts';
import { canonicalBand, LAND_BANDS } from './band-name.ts';

const NODATA = 65_535;

/** Sentinel-2 bands of WorldCereal's products, in order. */
const OPTICAL = LAND_BANDS.filter((band) => band !== 'SCL');

/**
 * Bands of WorldCereal's inputs as composites and samples hold them, in their fixed order. Stored numbers stay as the
 * product has them; the unit of VV and VH names the formula, for it is no scale and offset.
 */
export const WORLDCEREAL_BANDS: readonly BandQuantity[] = [
  ...OPTICAL.map(reflectanceQuantity),
  ...['VV', 'VH'].map((band): BandQuantity => ({ band, quantity: 'sigma0', unit: 'dB = 20·log10(DN) − 83', scale: 1, offset: 0, nodata: NODATA })),
  { band: 'TMEAN', quantity: 'temperature', unit: 'K', scale: 0.01, offset: 0, nodata: NODATA },
  { band: 'PRECIP', quantity: 'precipitation', unit: 'm', scale: 1e-5, offset: 0, nodata: NODATA },
  { band: 'elevation', quantity: 'elevation', unit: 'm', scale: 1, offset: 0, nodata: NODATA },
  { band: 'slope', quantity: 'slope', unit: '°', scale: 1, offset: 0, nodata: NODATA },
];

const OTHER_NAMES: Readonly<Record<string, string>> = {
  'vv': 'VV', 's1-sigma0-vv': 'VV', 'sar-vv': 'VV',
  'vh': 'VH', 's1-sigma0-vh': 'VH', 'sar-vh': 'VH',
  'agera5-tmean': 'TMEAN', 'temperature-mean': 'TMEAN', 'temperature_mean': 'TMEAN', 'meteo-temperature_mean': 'TMEAN', 'temperature_2m': 'TMEAN', 'temperature': 'TMEAN', 'tmean': 'TMEAN',
  'agera5-precip': 'PRECIP', 'precipitation-flux': 'PRECIP', 'precipitation_flux': 'PRECIP', 'meteo-precipitation_flux': 'PRECIP', 'total_precipitation': 'PRECIP', 'precipitation': 'PRECIP', 'precip': 'PRECIP',
  'elevation': 'elevation', 'cop-dem': 'elevation', 'dem': 'elevation', 'dem-alt-20m': 'elevation',
  'slope': 'slope', 'dem-slo-20m': 'slope',
};

/** The band that a variable or column of WorldCereal's products holds, by any of the names it had; null for others. */
export function worldcerealBand(name: string): string | null {
  const other = OTHER_NAMES[name.toLowerCase()];
  if (other) return other;
  const optical = canonicalBand(name);
  return optical !== null && (OPTICAL as readonly string[]).includes(optical) ? optical : null;
}
