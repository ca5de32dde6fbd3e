import { fractalNoise, smoothNoise, smoothStep } from '../noise.ts';
import { between, hash32 } from '../random.ts';
import type { Acquisition } from '../season/acquisition.ts';

/** Clouds over the area per 20 m pixel, all 0…1: opacity, how much of the sun is blocked on the ground, cirrus, and brightness of the tops. */
export interface CloudField {
  readonly opacity: Float32Array;
  readonly shadow: Float32Array;
  readonly cirrus: Float32Array;
  readonly tops: Float32Array;
}

/** Draws the clouds of an overpass over `side` × `side` pixels of 20 m. Shadows are those of the same clouds, moved away from the sun. */
export function cloudsOver(seed: number, acquisition: Acquisition, side: number): CloudField {
  const { weather, sun } = acquisition;
  const draw = hash32(seed, acquisition.index, 501, Math.floor(acquisition.time.getTime() / 86_400_000));
  const size = side * side;
  const field: CloudField = { opacity: new Float32Array(size), shadow: new Float32Array(size), cirrus: new Float32Array(size), tops: new Float32Array(size) };
  if (weather.cirrus > 0) eachPixel(side, (pixel, x, y) => { field.cirrus[pixel] = cirrusAt(draw, weather.cirrus, x, y); });
  if (weather.cloud <= 0.001) return field;
  const small = weather.cloud < 0.4;
  const wave = between(0.75, 1.3, draw, 1) * (small ? 950 : 2300);
  const density = (x: number, y: number): number => fractalNoise(draw, x / wave, y / (wave * 0.8), 5);
  const here = new Float32Array(size);
  eachPixel(side, (pixel, x, y) => { here[pixel] = density(x, y); });
  const threshold = weather.cloud >= 1 ? -1.6 : quantile(here, 1 - weather.cloud);
  const soft = small ? 0.11 : 0.22;
  const reach = between(small ? 900 : 1300, small ? 1900 : 3200, draw, 2) * Math.tan((sun.zenith * Math.PI) / 180);
  const [dx, dy] = [reach * Math.sin((sun.azimuth * Math.PI) / 180), -reach * Math.cos((sun.azimuth * Math.PI) / 180)];
  eachPixel(side, (pixel, x, y) => {
    const depth = (here[pixel] ?? 0) - threshold;
    field.opacity[pixel] = smoothStep(-0.03, soft, depth);
    field.tops[pixel] = smoothStep(0, 0.7, depth) * 0.75 + 0.25 * (0.5 + 0.5 * smoothNoise(draw + 9, x / 210, y / 210));
    field.shadow[pixel] = smoothStep(-0.01, soft, density(x + dx, y + dy) - threshold);
  });
  return field;
}

function cirrusAt(draw: number, strength: number, x: number, y: number): number {
  const streak = fractalNoise(draw + 41, (x * 0.8 + y * 0.6) / 3600, (y * 0.8 - x * 0.6) / 900, 4);
  return strength * smoothStep(-0.35, 0.55, streak);
}

function eachPixel(side: number, visit: (pixel: number, x: number, y: number) => void): void {
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) visit(row * side + column, column * 20 + 10, row * 20 + 10);
  }
}

function quantile(values: Float32Array, share: number): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
