import { hash32 } from './random.ts';

/** Smooth noise in −1…1 with features of one unit: values at integer points, joined by a quintic (Perlin 2002). */
export function smoothNoise(seed: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = ease(x - column);
  const v = ease(y - row);
  const a = corner(seed, column, row);
  const b = corner(seed, column + 1, row);
  const c = corner(seed, column, row + 1);
  const d = corner(seed, column + 1, row + 1);
  return a + (b - a) * u + (c - a + (a - b - c + d) * u) * v;
}

/** Fractal sum of {@link smoothNoise}: `octaves` of doubling frequency and halving amplitude, about −1…1. */
export function fractalNoise(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0;
  let amplitude = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += amplitude * smoothNoise(seed + octave * 1013, x * scale + octave * 17.3, y * scale - octave * 9.1);
    amplitude *= 0.5;
    scale *= 2.03;
  }
  return sum / (1 - 2 ** -octaves);
}

function ease(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function corner(seed: number, column: number, row: number): number {
  return hash32(seed, column, row) / 2_147_483_648 - 1;
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothStep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
