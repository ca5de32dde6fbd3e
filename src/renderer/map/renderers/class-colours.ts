import { mapEncoding } from '../../../shared/legend/legend.ts';
import { rgbOf } from '../../../shared/raster/class-scheme.ts';
import type { ClassLayer } from '../../layers/layer.ts';

/** Channels 0…255, alpha 0…1. */
export type Rgba = [red: number, green: number, blue: number, alpha: number];

/** How much of its colour a class keeps while another one is lit. */
const DIMMED = 0.2;

/** Colour by pixel value of everything that is drawn. */
export function coloursByValue(layer: Pick<ClassLayer, 'scheme' | 'original' | 'hidden' | 'merged' | 'lit' | 'outside' | 'nodata'>): Map<number, Rgba> {
  const targets = new Set(Object.values(layer.merged));
  const shown = new Map(layer.scheme.classes.flatMap((item) => (targets.has(item.code) ? [[item.code, item] as const] : [])));
  const hidden = new Set(layer.hidden);
  const colours = new Map<number, Rgba>();
  for (const item of layer.scheme.classes) {
    const { code, value } = item;
    const into = layer.merged[code];
    const target = into === undefined ? item : shown.get(into);
    if (!target || hidden.has(target.code)) continue;
    colours.set(value, [...rgbOf(target.colour), layer.lit === null || layer.lit === target.code ? 1 : DIMMED]);
  }
  const { outside, nodata } = mapEncoding(layer.original);
  if (layer.outside !== null) colours.set(outside, [...rgbOf(layer.outside), layer.lit === null ? 1 : DIMMED]);
  if (layer.nodata !== null) colours.set(nodata, [...rgbOf(layer.nodata), layer.lit === null ? 1 : DIMMED]);
  return colours;
}
