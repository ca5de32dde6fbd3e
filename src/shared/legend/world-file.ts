/**
 * A world file (ESRI): the six numbers of the affine from pixel centres to map coordinates, one a line, here north-up.
 * @param corner map coordinates of the upper left corner of the picture
 * @param pixel map units per pixel
 */
export function worldFile(corner: readonly [x: number, y: number], pixel: number): string {
  return `${[pixel, 0, 0, -pixel, corner[0] + pixel / 2, corner[1] - pixel / 2].map((value) => value.toPrecision(15).replace(/\.?0+$/, '')).join('\n')}\n`;
}

/** A round length of at most `longest` metres for a scale bar: 1, 2 or 5 times a power of ten. */
export function roundLength(longest: number): number {
  const power = 10 ** Math.floor(Math.log10(longest));
  const step = [5, 2, 1].find((factor) => factor * power <= longest) ?? 1;
  return step * power;
}
