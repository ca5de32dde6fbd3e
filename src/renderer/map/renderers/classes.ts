import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import type { ClassLayer } from '../../app/layer.ts';
import type { LayerRenderer } from './renderer.ts';

/** How much of its colour a class keeps while another one is lit. */
const DIMMED = 0.25;

/**
 * Class maps: one texel of a palette per class value, nearest at every zoom, so that a colour is always a class.
 * A change of colours, visibility or light only swaps the palette.
 */
export const classRenderer: LayerRenderer<ClassLayer> = {
  create(layer) {
    const source = new GeoTIFF({ sources: [{ url: layer.url }], normalize: false, interpolate: false, convertToRGB: false });
    return new WebGLTile({ source, style: styleOf(layer), opacity: layer.opacity, visible: layer.visible });
  },
  update(drawn, layer, before) {
    if (layer.url !== before.url || !(drawn instanceof WebGLTile)) return false;
    if (layer.scheme !== before.scheme || layer.hidden !== before.hidden || layer.lit !== before.lit) drawn.setStyle(styleOf(layer));
    return true;
  },
};

function styleOf(layer: ClassLayer): Style {
  const colours = Array.from({ length: 256 }, () => 'rgba(0,0,0,0)');
  for (const item of layer.scheme.classes) {
    if (item.value > 255 || layer.hidden.includes(item.code)) continue;
    const alpha = layer.lit === null || layer.lit === item.code ? 1 : DIMMED;
    colours[item.value] = `${item.colour}${Math.round(alpha * 255).toString(16).padStart(2, '0')}`;
  }
  return { color: ['palette', ['band', 1], colours] };
}
