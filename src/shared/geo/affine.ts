/**
 * The six numbers that map pixels to map coordinates, in GDAL's order:
 * x = a + column·b + row·c, y = d + column·e + row·f (column and row of the pixel's upper left corner).
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A north-up affine from its upper left corner and its pixel size in map units (positive numbers). */
export function northUp(minX: number, maxY: number, pixelWidth: number, pixelHeight = pixelWidth): Affine {
  return [minX, pixelWidth, 0, maxY, 0, -pixelHeight];
}

/** Map coordinates of a (fractional) pixel position. */
export function toMap(affine: Affine, column: number, row: number): readonly [x: number, y: number] {
  const [a, b, c, d, e, f] = affine;
  return [a + column * b + row * c, d + column * e + row * f];
}

/** The affine from map coordinates to (fractional) pixel positions. @throws RangeError when it has no inverse */
export function invert(affine: Affine): Affine {
  const [a, b, c, d, e, f] = affine;
  const determinant = b * f - c * e;
  if (determinant === 0) throw new RangeError('the affine has no inverse');
  const [ib, ic, ie, jf] = [f / determinant, -c / determinant, -e / determinant, b / determinant];
  return [-a * ib - d * ic, ib, ic, -a * ie - d * jf, ie, jf];
}

/** The affine of a window that starts at (column, row) of the grid of `affine`. */
export function shifted(affine: Affine, column: number, row: number): Affine {
  const [x, y] = toMap(affine, column, row);
  return [x, affine[1], affine[2], y, affine[4], affine[5]];
}
