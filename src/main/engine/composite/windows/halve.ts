import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';

/** A plane of values, row by row. */
export interface Plane {
  readonly values: Uint16Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The plane at half the size, rounded up: the mean of those of the four pixels that are not nodata, rounded half up; for
 * overviews.
 */
export function halve({ values, width, height }: Plane): Plane {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const out = new Uint16Array(half.width * half.height);
  for (let row = 0, at = 0; row < half.height; row++) {
    const top = 2 * row * width;
    const bottom = 2 * row + 1 < height ? top + width : -1;
    for (let column = 0; column < half.width; column++, at++) {
      const left = 2 * column;
      const right = left + 1 < width ? 1 : 0;
      let sum = 0;
      let count = 0;
      for (let corner = 0; corner < 4; corner++) {
        const isRight = corner & 1;
        if (isRight > right || (corner > 1 && bottom < 0)) continue;
        const value = values[(corner > 1 ? bottom : top) + left + isRight] ?? COMPOSITE_NODATA;
        if (value === COMPOSITE_NODATA) continue;
        sum += value;
        count++;
      }
      out[at] = count === 0 ? COMPOSITE_NODATA : Math.floor(sum / count + 0.5);
    }
  }
  return { ...half, values: out };
}

/** How many times a raster is halved until it fits one block. */
export function overviewLevels(width: number, height: number, blockPx: number): number {
  let levels = 0;
  while (Math.max(width, height) / 2 ** levels > blockPx) levels++;
  return levels;
}
