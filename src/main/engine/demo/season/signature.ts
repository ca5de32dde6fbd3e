import type { Landscape, LandObject } from '../landscape/landscape.ts';
import { fractalNoise } from '../noise.ts';
import { normal, uniform } from '../random.ts';
import { type Stand, standOf, type Year } from './growth.ts';
import { BAND_COUNT, type Ground, SPECTRA, type Spectrum, soilAt, standSpectrum } from './spectrum.ts';

/** Vigours at which the signature of an object is worked out; pixels lie between them. */
export const VIGOURS = [-1.5, 0, 1.5] as const;

/** What each object reflects on one day. */
export interface Signatures {
  /** `[(label * 3 + vigour) * BAND_COUNT + band]`, reflectance. */
  readonly reflectance: Float32Array;
  /** `[label * BAND_COUNT + band]`: how much one unit of soil texture adds. */
  readonly soil: Float32Array;
  /** `[label * 3 + vigour]`: 1 for open water, for the scene classification. */
  readonly water: Uint8Array;
}

/** The weather of a day on the ground. */
export interface GroundWeather {
  /** Days since 1 January of the harvest year. */
  readonly day: number;
  /** Topsoil wetness, 0…1. */
  readonly wetness: number;
}

/** Signatures of all objects of a landscape on one day. */
export function signaturesOf(landscape: Landscape, year: Year, weather: GroundWeather): Signatures {
  const count = landscape.objects.length;
  const result: Signatures = { reflectance: new Float32Array(count * 3 * BAND_COUNT), soil: new Float32Array(count * BAND_COUNT), water: new Uint8Array(count) };
  landscape.objects.forEach((object, label) => {
    if (object.surface === 'water') result.water[label] = 1;
    VIGOURS.forEach((vigour, step) => {
      const { spectrum, bare, ground } = spectrumOf(landscape, object, label, year, weather, vigour);
      result.reflectance.set(spectrum, (label * 3 + step) * BAND_COUNT);
      if (step !== 1) return;
      for (let band = 0; band < BAND_COUNT; band++) result.soil[label * BAND_COUNT + band] = bare * soilAt(band, ground) * 0.12;
    });
  });
  return result;
}

interface Seen {
  readonly spectrum: Spectrum;
  readonly bare: number;
  readonly ground: Ground;
}

function spectrumOf(landscape: Landscape, object: LandObject, label: number, year: Year, weather: GroundWeather, vigour: number): Seen {
  const { seed } = landscape;
  const { key } = object;
  const field = landscape.fields.get(label);
  if (field) {
    const [x, y] = field.middle;
    const brightness = 1 + 0.16 * fractalNoise(seed + 301, x / 1400, y / 1400, 3) + 0.09 * normal(seed, key, 301);
    const ground: Ground = { brightness, wetness: clamp(weather.wetness + 0.12 * normal(seed, key, 302, weather.day)) };
    const own = 1 + 0.09 * normal(seed, key, 303) - 0.04 * vigour;
    return { ...standSpectrum(standOf(field, year, weather.day, vigour), ground, own), ground };
  }
  const ground: Ground = { brightness: 0.95 + 0.1 * normal(seed, key, 304), wetness: weather.wetness };
  const still = (spectrum: Spectrum, spread: number): Seen => ({ spectrum: spectrum.map((value) => value * (1 + spread * normal(seed, key, 305) + 0.05 * vigour)), bare: 0, ground });
  switch (object.surface) {
    case 'water': return still(SPECTRA.water, 0.12);
    case 'asphalt': return still(SPECTRA.asphalt, 0.1);
    case 'gravel': return still(SPECTRA.gravel, 0.12);
    case 'conifer': return still(SPECTRA.conifer, 0.07);
    case 'roof': return still(roofOf(uniform(seed, key, 306)), 0.14);
    case 'wood': return { ...woodland(year, weather.day, seed, key, vigour, 1), ground };
    case 'hedge': return { ...woodland(year, weather.day, seed, key, vigour, 0.8), ground };
    default: return { ...standSpectrum(lawn(year, weather.day, object.surface === 'garden' ? 2.3 : 1.7, vigour, normal(seed, key, 308)), ground, 1.1), ground };
  }
}

function roofOf(draw: number): Spectrum {
  if (draw < 0.6) return SPECTRA.tile;
  return draw < 0.96 ? SPECTRA.slate : SPECTRA.metal;
}

/** Oak and poplar: in leaf from mid April, brown in November; the crowns' own shade darkens them. */
function woodland(year: Year, day: number, seed: number, key: number, vigour: number, density: number): { readonly spectrum: Spectrum; readonly bare: number } {
  const turn = 5 * normal(seed, key, 307) + year.late;
  const on = 1 / (1 + Math.exp(-0.13 * (day - 109 - turn)));
  const off = 1 / (1 + Math.exp(-0.1 * (day - 304 - turn)));
  const earlier = 1 / (1 + Math.exp(-0.1 * (day + 61 - turn)));
  const leaf = 4.3 * density * Math.max(on * (1 - off), 1 - earlier) * (1 + 0.08 * vigour);
  const green = 1 - Math.exp(-0.6 * leaf);
  const shade = 0.8 + 0.06 * vigour;
  return { bare: 0, spectrum: SPECTRA.leaf.map((value, band) => shade * (green * value * (band > 3 ? 1.02 : 0.9) + (1 - green) * (SPECTRA.litter[band as 0] * 1.15))) };
}

function lawn(year: Year, day: number, leafArea: number, vigour: number, own: number): Stand {
  const season = 0.65 + 0.45 / (1 + Math.exp(-0.06 * (day - 85))) - 0.3 * year.drought * Math.exp(-(((day - 215) / 40) ** 2) / 2);
  return { leaf: leafArea * season * (1 + 0.15 * vigour + 0.15 * own), dry: 0.15, residue: 0.1, flower: 0, crop: null };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
