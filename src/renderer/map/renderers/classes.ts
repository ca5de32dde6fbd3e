import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import type GeoTIFF from 'ol/source/GeoTIFF.js';
import { mapEncoding } from '../../../shared/legend/legend.ts';
import type { ClassLayer } from '../../layers/layer.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { cogSource } from '../sources.ts';
import { coloursByValue, type Rgba } from './class-colours.ts';
import type { LayerRenderer } from './renderer.ts';

/** Entries of one palette texture; every GPU takes this width. A scheme with higher values gets several. */
const PALETTE_WIDTH = 4096;

/**
 * Class maps: one texel of a palette per class value, nearest at every zoom, so that a colour is always a class.
 * A change of colours or visibility only swaps the palette; lighting a class up only sets a variable of the shader.
 */
export const classRenderer: LayerRenderer<ClassLayer> = {
  create(layer) {
    return new WebGLTile({ source: sourceOf(layer), style: styleOf(layer), ...commonOptions(layer) });
  },
  update(drawn, layer, before) {
    if (layer.url !== before.url || !(drawn instanceof WebGLTile) || changesCanvas(layer, before)) return false;
    const looks = ['scheme', 'hidden', 'merged', 'outside', 'nodata'] as const;
    const isLitAnew = layer.lit !== before.lit;
    if (looks.some((field) => layer[field] !== before[field]) || (isLitAnew && !isLightVariable(layer))) drawn.setStyle(styleOf(layer));
    else if (isLitAnew) drawn.updateStyleVariables({ lit: litValue(layer) });
    return true;
  },
};

/** One value lights up in the shader; merged classes are several values, and 16-bit maps several palettes. */
function isLightVariable(layer: ClassLayer): boolean {
  return isBytes(layer) && Object.keys(layer.merged).length === 0;
}

const isBytes = (layer: ClassLayer): boolean => mapEncoding(layer.original).dtype === 'uint8';

function litValue(layer: ClassLayer): number {
  return layer.scheme.classes.find(({ code }) => code === layer.lit)?.value ?? -1;
}

function sourceOf(layer: ClassLayer): GeoTIFF {
  return cogSource({ url: layer.url, interpolate: false, bytes: isBytes(layer) });
}

function styleOf(layer: ClassLayer): Style {
  if (isLightVariable(layer)) return byteStyle(layer);
  const colours = coloursByValue(layer);
  const value = isBytes(layer) ? BYTE : ['band', 1];
  const starts = [...new Set([...colours.keys()].map((key) => Math.floor(key / PALETTE_WIDTH) * PALETTE_WIDTH))];
  const parts = starts.flatMap((start) => [
    ['between', value, start - 0.5, start + PALETTE_WIDTH - 0.5],
    ['palette', ['-', value, start], paletteFrom(colours, start, PALETTE_WIDTH)],
  ]);
  return { color: parts.length > 0 ? ['case', ...parts, ['color', 0, 0, 0, 0]] : ['color', 0, 0, 0, 0] };
}

/** Bytes reach the shader as 0…1. */
const BYTE = ['*', ['band', 1], 255];
/** No class has it. */
const NOBODY = '\u0000';

/** Two palettes, bright and dim, and a variable that says which value is bright while one is lit. */
function byteStyle(layer: ClassLayer): Style {
  const lit = ['var', 'lit'];
  const isBright = ['any', ['<', lit, 0], ['between', BYTE, ['-', lit, 0.5], ['+', lit, 0.5]]];
  const bright = paletteFrom(coloursByValue({ ...layer, lit: null }), 0, 256);
  const dim = paletteFrom(coloursByValue({ ...layer, lit: NOBODY }), 0, 256);
  return { variables: { lit: litValue(layer) }, color: ['case', isBright, ['palette', BYTE, bright], ['palette', BYTE, dim]] };
}

function paletteFrom(colours: ReadonlyMap<number, Rgba>, start: number, width: number): Rgba[] {
  return Array.from({ length: width }, (_, i): Rgba => colours.get(start + i) ?? [0, 0, 0, 0]);
}
