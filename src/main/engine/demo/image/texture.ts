import { PARTS } from '../landscape/cover.ts';
import type { Landscape } from '../landscape/landscape.ts';
import { fractalNoise, smoothNoise } from '../noise.ts';
import { hash32, uniform } from '../random.ts';

/** What differs inside objects, per 10 m pixel, in standard deviations: vigour of the plants and brightness of the soil. */
export interface Texture {
  readonly vigour: Float32Array;
  readonly soil: Float32Array;
}

const remembered = new WeakMap<Landscape, Texture>();

/** The texture of a landscape: soils that run across fields, patches and tramlines of each field, poorer headlands. */
export function textureOf(landscape: Landscape): Texture {
  const known = remembered.get(landscape);
  if (known) return known;
  const texture = weave(landscape);
  remembered.set(landscape, texture);
  return texture;
}

function weave(landscape: Landscape): Texture {
  const { seed, sizePx, cover, objects, fields } = landscape;
  const vigour = new Float32Array(sizePx * sizePx);
  const soil = new Float32Array(sizePx * sizePx);
  for (let row = 0; row < sizePx; row++) {
    for (let column = 0; column < sizePx; column++) {
      const pixel = row * sizePx + column;
      const label = cover.labels[pixel * PARTS] ?? 0;
      const key = objects[label]?.key ?? 0;
      const [x, y] = [column * 10, row * 10];
      const ground = fractalNoise(seed + 311, x / 620, y / 620, 5);
      const patch = fractalNoise(seed + (hash32(seed, key, 312) & 0xffff), x / 150, y / 150, 3);
      const grain = smoothNoise(seed + 313, x / 18, y / 18);
      const field = fields.get(label);
      const lines = field ? 0.28 * Math.sin(((x * -field.along[1] + y * field.along[0]) * 2 * Math.PI) / (18 + 14 * uniform(seed, key, 314))) : 0;
      const headland = cover.rim[pixel] === 1 ? -0.55 : 0;
      vigour[pixel] = 1.1 * patch - 0.9 * ground + 0.35 * grain + lines + headland;
      soil[pixel] = 1.9 * ground + 0.5 * patch + 0.35 * grain + lines;
    }
  }
  return { vigour, soil };
}
