import { PARTS } from '../landscape/cover.ts';
import type { Landscape, Surface } from '../landscape/landscape.ts';
import { smoothNoise } from '../noise.ts';
import { uniform } from '../random.ts';
import { cropByCode } from '../season/crop.ts';

/** Codes of ESA WorldCover 2021 (product user manual 2.0, table 1) that occur here, with their colours. */
export const LAND_COVER = [
  { value: 10, label: 'Tree cover', colour: '#006400' },
  { value: 30, label: 'Grassland', colour: '#ffff4c' },
  { value: 40, label: 'Cropland', colour: '#f096ff' },
  { value: 50, label: 'Built-up', colour: '#fa0000' },
  { value: 60, label: 'Bare / sparse vegetation', colour: '#b4b4b4' },
  { value: 80, label: 'Permanent water bodies', colour: '#0064c8' },
] as const;

const BY_SURFACE: Readonly<Record<Exclude<Surface, 'crop'>, number>> = { verge: 30, asphalt: 50, gravel: 60, roof: 50, garden: 50, hedge: 10, wood: 10, conifer: 10, water: 80 };

/**
 * A land cover map as a global product would have it: right in the middle of things, frayed by a pixel at their rims,
 * lanes and hedges half lost, leys mostly grassland, some meadows cropland, and now and then a whole field wrong.
 * @returns one code per 10 m pixel
 */
export function landCover(landscape: Landscape): Uint8Array {
  const { seed, sizePx } = landscape;
  const out = new Uint8Array(sizePx * sizePx);
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      const r = clamp(row + Math.round(1.3 * smoothNoise(seed + 971, column / 3.1, row / 3.1)), sizePx);
      const c = clamp(column + Math.round(1.3 * smoothNoise(seed + 972, column / 3.1, row / 3.1)), sizePx);
      const lost = smoothNoise(seed + 973, column / 9, row / 9) > -0.1;
      out[row * sizePx + column] = coverAt(landscape, (r * sizePx + c) * PARTS, lost);
    }
  }
  return out;
}

function coverAt(landscape: Landscape, at: number, thinThingsLost: boolean): number {
  const { seed, cover, fields, objects } = landscape;
  const label = cover.labels[at] ?? 0;
  const surface = objects[label]?.surface ?? 'verge';
  if (surface !== 'crop') {
    const next = cover.labels[at + 1] ?? 0;
    const thin = surface === 'verge' || surface === 'asphalt' || surface === 'hedge';
    const beside = fields.get(next);
    return thin && thinThingsLost && beside ? fieldCover(seed, beside.key, cropByCode(beside.crop).grass, beside.crop === 'PTR') : BY_SURFACE[surface];
  }
  const field = fields.get(label);
  return field ? fieldCover(seed, field.key, cropByCode(field.crop).grass, field.crop === 'PTR') : 40;
}

function fieldCover(seed: number, key: number, grass: boolean, ley: boolean): number {
  const draw = uniform(seed, key, 974);
  if (!grass) return draw < 0.025 ? 30 : 40;
  return draw < (ley ? 0.55 : 0.3) ? 40 : 30;
}

function clamp(value: number, side: number): number {
  return Math.min(side - 1, Math.max(0, value));
}
