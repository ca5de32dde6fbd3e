import { smoothNoise } from '../noise.ts';
import type { CloudField } from './cloud.ts';

/** What the classification of a 20 m pixel looks at. */
export interface ClassifiedPixel {
  readonly blue: number;
  readonly red: number;
  readonly infrared: number;
  readonly shortwave: number;
  readonly outside: boolean;
}

/**
 * A scene classification with the codes of SCL and the habits of Sen2Cor: thick clouds are found, their thin rims are
 * not; shadows are found where they are deep; bright roofs pass for cloud; wet dark soil and conifers for dark areas.
 */
export function sceneClass(seed: number, clouds: CloudField, pixel: number, side: number, seen: ClassifiedPixel): number {
  if (seen.outside) return 0;
  const [x, y] = [pixel % side, Math.floor(pixel / side)];
  const doubt = 0.09 * smoothNoise(seed + 601, x / 7, y / 7) + 0.05 * smoothNoise(seed + 602, x / 2, y / 2);
  const opacity = clouds.opacity[pixel] ?? 0;
  if (opacity + doubt > 0.66) return 9;
  if (opacity + doubt > 0.36) return 8;
  if ((clouds.cirrus[pixel] ?? 0) + doubt > 0.38) return 10;
  const shadow = clouds.shadow[pixel] ?? 0;
  if (shadow + 1.4 * doubt > 0.52 && opacity < 0.3) return seen.infrared < 0.02 ? 2 : 3;
  return groundClass(seen);
}

function groundClass({ blue, red, infrared, shortwave }: ClassifiedPixel): number {
  const ndvi = (infrared - red) / Math.max(0.001, infrared + red);
  if (blue > 0.24) return 8;
  if (infrared < 0.055 && shortwave < 0.04) return 6;
  if (infrared < 0.07 && ndvi < 0.3) return 2;
  if (ndvi > 0.38) return 4;
  return ndvi < 0.34 || blue < 0.1 ? 5 : 7;
}
