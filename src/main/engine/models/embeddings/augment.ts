/**
 * Augmentation of training samples before an encoder sees them, as WorldCereal's notebooks do it (DOMAIN.md B6): another
 * window of the series (temporal jitter), and sensors that are taken away as clouds and outages take them.
 */

/** Where chance comes from: the two questions that are asked of it. */
export interface Chance {
  /** A number, 0 ≤ x < 1. */
  uniform(): number;
  /** A whole number, 0…bound − 1. */
  below(bound: number): number;
}

/** Probabilities of {@link drawMask}. */
export interface SensorRates {
  /** All backscatter of a sample. */
  readonly radar: number;
  /** Backscatter of one timestep, where not all of it is gone. */
  readonly radarStep: number;
  /** One block of clouds, and its shortest and longest length in timesteps. */
  readonly cloudBlock: number;
  readonly blockSteps: readonly [number, number];
  /** Reflectance of one timestep, beside the block. */
  readonly opticalStep: number;
  readonly weatherStep: number;
  readonly terrain: number;
}

/** The defaults of WorldCereal's training notebooks. */
export const SENSOR_RATES: SensorRates = { radar: 0.15, radarStep: 0.15, cloudBlock: 0.05, blockSteps: [2, 5], opticalStep: 0.25, weatherStep: 0.03, terrain: 0.01 };

/** What a sample has: 1 per timestep with a value of that sensor. */
export interface SensorSteps {
  readonly radar: Uint8Array;
  readonly optical: Uint8Array;
}

/** What is taken away: 1 per timestep. */
export interface SensorMask {
  readonly radar: Uint8Array;
  readonly optical: Uint8Array;
  readonly weather: Uint8Array;
  readonly terrain: boolean;
}

/**
 * Draws what a sample loses, in this order: all radar; else each timestep of it; a block of clouds, its length, its start;
 * each timestep of reflectance; one lost timestep given back where neither radar nor reflectance would be left; each
 * timestep of weather; terrain. Every question is asked whatever the sample has, so that a missing value shifts no chance.
 */
export function drawMask(has: SensorSteps, chance: Chance, rates: SensorRates = SENSOR_RATES): SensorMask {
  const steps = has.optical.length;
  const each = (rate: number): Uint8Array => Uint8Array.from({ length: steps }, () => (chance.uniform() < rate ? 1 : 0));
  const radar = chance.uniform() < rates.radar ? new Uint8Array(steps).fill(1) : each(rates.radarStep);
  const block = drawBlock(steps, chance, rates);
  const optical = each(rates.opticalStep).map((lost, step) => lost | (block[step] ?? 0));
  restoreOne(has, { radar, optical }, chance);
  return { radar, optical, weather: each(rates.weatherStep), terrain: chance.uniform() < rates.terrain };
}

/** 1 per timestep under the block of clouds. A series shorter than the block is wholly under it. */
function drawBlock(steps: number, chance: Chance, { cloudBlock, blockSteps: [shortest, longest] }: SensorRates): Uint8Array {
  const block = new Uint8Array(steps);
  if (chance.uniform() >= cloudBlock) return block;
  const length = Math.min(steps, shortest + chance.below(longest - shortest + 1));
  const start = chance.below(steps - length + 1);
  return block.fill(1, start, start + length);
}

/** Gives one lost timestep back, of reflectance if it can be, where nothing of either would be left. */
function restoreOne(has: SensorSteps, lost: { readonly radar: Uint8Array; readonly optical: Uint8Array }, chance: Chance): void {
  const left = (sensor: 'radar' | 'optical'): boolean => has[sensor].some((there, step) => there === 1 && lost[sensor][step] === 0);
  if (left('radar') || left('optical')) return;
  for (const sensor of ['optical', 'radar'] as const) {
    const steps = Array.from(has[sensor].keys()).filter((step) => has[sensor][step] === 1);
    if (steps.length === 0) continue;
    lost[sensor][steps[chance.below(steps.length)] as number] = 0;
    return;
  }
}

/** Steps that the label's own must keep from the edges of a jittered window. */
const EDGE_STEPS = 2;

/**
 * First timestep of a window of a longer series, drawn so that the label's timestep stays at least two from the window's
 * edges: the centre is uniform in [max(half, valid + 2 − half), min(available − half, valid − 2 + half)].
 * @param available timesteps of the series; the window itself where it is no longer
 * @param valid timestep of the label
 */
export function jitteredStart(available: number, valid: number, window: number, chance: Chance): number {
  const half = Math.floor(window / 2);
  if (available <= window) return 0;
  const first = Math.max(half, valid + EDGE_STEPS - half);
  const last = Math.min(available - half, valid - EDGE_STEPS + half);
  // A label too near an end of the series leaves no such window: the nearest one that fits in.
  if (first > last) return centredStart(available, valid, window);
  return first + chance.below(last - first + 1) - half;
}

/** First timestep of the window around the label that lies inside the series (no augmentation): centre = clip(valid, half, available − half). */
export function centredStart(available: number, valid: number, window: number): number {
  const half = Math.floor(window / 2);
  return Math.max(0, Math.min(Math.max(valid, half), available - half) - half);
}
