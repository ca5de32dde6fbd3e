import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import type GeoTIFF from 'ol/source/GeoTIFF.js';
import { mapEncoding } from '../../../shared/legend/legend.ts';
import type { ClassLayer } from '../../app/layer.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { cogSource } from '../sources.ts';
import { coloursByValue, type Rgba } from './class-colours.ts';
import type { LayerRenderer } from './renderer.ts';

/** Entries of one palette texture; every GPU takes this width. A scheme with higher values gets several. */
const PALETTE_WIDTH = 4096;

/**
 * Class maps: one texel of a palette per class value, nearest at every zoom, so that a colour is always a class.
 * A change of colours, visibility or light only swaps the palette.
 */
export const classRenderer: LayerRenderer<ClassLayer> = {
  create(layer) {
    return new WebGLTile({ source: sourceOf(layer), style: styleOf(layer), ...commonOptions(layer) });
  },
  update(drawn, layer, before) {
    if (layer.url !== before.url || !(drawn instanceof WebGLTile) || changesCanvas(layer, before)) return false;
    const looks = ['scheme', 'hidden', 'lit', 'merged', 'outside', 'nodata'] as const;
    if (looks.some((field) => layer[field] !== before[field])) drawn.setStyle(styleOf(layer));
    return true;
  },
};

function sourceOf(layer: ClassLayer): GeoTIFF {
  return cogSource({ url: layer.url, interpolate: false, bytes: mapEncoding(layer.original).dtype === 'uint8' });
}

function styleOf(layer: ClassLayer): Style {
  const colours = coloursByValue(layer);
  const isBytes = mapEncoding(layer.original).dtype === 'uint8';
  const value = isBytes ? ['*', ['band', 1], 255] : ['band', 1];
  if (isBytes) return { color: ['palette', value, paletteFrom(colours, 0, 256)] };
  const starts = [...new Set([...colours.keys()].map((key) => Math.floor(key / PALETTE_WIDTH) * PALETTE_WIDTH))];
  const parts = starts.flatMap((start) => [
    ['between', value, start - 0.5, start + PALETTE_WIDTH - 0.5],
    ['palette', ['-', value, start], paletteFrom(colours, start, PALETTE_WIDTH)],
  ]);
  return { color: parts.length > 0 ? ['case', ...parts, ['color', 0, 0, 0, 0]] : ['color', 0, 0, 0, 0] };
}

function paletteFrom(colours: ReadonlyMap<number, Rgba>, start: number, width: number): Rgba[] {
  return Array.from({ length: width }, (_, i): Rgba => colours.get(start + i) ?? [0, 0, 0, 0]);
}
