import { mapEncoding } from '../../../shared/legend/legend.ts';
import type { ClassLayer } from '../../layers/layer.ts';
import { ClassTiles } from '../class-tiles.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { cogSource } from '../sources.ts';
import { packed } from '../tile-paint.ts';
import { coloursByValue } from './class-colours.ts';
import type { LayerRenderer } from './renderer.ts';

/** Class maps, nearest at every zoom, so that a colour is always a class. */
export const classRenderer: LayerRenderer<ClassLayer> = {
  create(layer) {
    const source = cogSource({ url: layer.url, interpolate: false, bytes: isBytes(layer) });
    return new ClassTiles({ source, ...commonOptions(layer) }, coloursOf(layer));
  },
  update(drawn, layer, before) {
    if (layer.url !== before.url || !(drawn instanceof ClassTiles) || changesCanvas(layer, before)) return false;
    const looks = ['scheme', 'hidden', 'merged', 'outside', 'nodata', 'lit'] as const;
    if (looks.some((field) => layer[field] !== before[field])) drawn.recolour(coloursOf(layer));
    return true;
  },
};

const isBytes = (layer: ClassLayer): boolean => mapEncoding(layer.original).dtype === 'uint8';

function coloursOf(layer: ClassLayer): Uint32Array {
  return packed(coloursByValue(layer), isBytes(layer) ? 2 ** 8 : 2 ** 16);
}
