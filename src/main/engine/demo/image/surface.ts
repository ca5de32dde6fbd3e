import { PARTS } from '../landscape/cover.ts';
import type { Landscape } from '../landscape/landscape.ts';
import type { Signatures } from '../season/signature.ts';
import { BAND_COUNT } from '../season/spectrum.ts';
import { textureOf } from './texture.ts';

/** Planes of reflectance (0…1) at 10 m in the order of BANDS. */
export type Planes = readonly Float32Array[];

/** Reflectance of the ground, mixed from the parts of each pixel and blurred as the optics of the instrument blur it. */
export function groundPlanes(landscape: Landscape, signatures: Signatures): Planes {
  const { sizePx, cover } = landscape;
  const { vigour, soil } = textureOf(landscape);
  const planes = Array.from({ length: BAND_COUNT }, () => new Float32Array(sizePx * sizePx));
  for (let pixel = 0; pixel < sizePx * sizePx; pixel++) {
    const step = Math.min(2.999, Math.max(0, (vigour[pixel] ?? 0) / 1.5 + 1));
    const low = step >= 1 ? 1 : 0;
    const share = Math.min(1, step - low);
    for (let part = 0; part < PARTS; part++) {
      const weight = (cover.shares[pixel * PARTS + part] ?? 0) / 16;
      if (weight === 0) break;
      const label = cover.labels[pixel * PARTS + part] ?? 0;
      const at = (label * 3 + low) * BAND_COUNT;
      const own = soil[pixel] ?? 0;
      for (let band = 0; band < BAND_COUNT; band++) {
        const from = signatures.reflectance[at + band] ?? 0;
        const to = signatures.reflectance[at + BAND_COUNT + band] ?? 0;
        const plane = planes[band] as Float32Array;
        plane[pixel] = (plane[pixel] ?? 0) + weight * (from + (to - from) * share + own * (signatures.soil[label * BAND_COUNT + band] ?? 0));
      }
    }
  }
  for (const plane of planes) blur(plane, sizePx);
  return planes;
}

/** Share of a pixel's light that comes from each neighbour in a row; MTF of about 0.25 at Nyquist (ESA data quality reports). */
const LEAK = 0.13;

function blur(plane: Float32Array, side: number): void {
  const line = new Float32Array(side);
  const pass = (start: number, stride: number): void => {
    for (let i = 0; i < side; i++) line[i] = plane[start + i * stride] ?? 0;
    for (let i = 0; i < side; i++) {
      const own = line[i] ?? 0;
      plane[start + i * stride] = own + LEAK * ((line[i - 1] ?? own) + (line[i + 1] ?? own) - 2 * own);
    }
  };
  for (let row = 0; row < side; row++) pass(row * side, 1);
  for (let column = 0; column < side; column++) pass(column, side);
}
