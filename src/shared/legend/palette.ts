import { rgbOf } from '../raster/class-scheme.ts';
import type { LegendEntry } from './legend.ts';

/** Red, green, blue and alpha by pixel value, 256 entries: values that are no class are transparent black. */
export function paletteOf(legend: readonly LegendEntry[]): (readonly [number, number, number, number])[] {
  const palette = Array.from({ length: 256 }, (): readonly [number, number, number, number] => [0, 0, 0, 0]);
  for (const { value, colour } of legend) if (value < palette.length) palette[value] = [...rgbOf(colour), 255];
  return palette;
}
