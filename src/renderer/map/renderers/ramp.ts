import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import type { RampLayer } from '../../app/layer.ts';
import type { LayerRenderer } from './renderer.ts';

/** Viridis at five places (Smith and van der Walt 2015): read alike with every colour vision. */
const VIRIDIS = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] as const;

/** Confidence and probabilities, 0…100; 254 and 255 are no value. */
export const rampRenderer: LayerRenderer<RampLayer> = {
  create(layer) {
    const source = new GeoTIFF({ sources: [{ url: layer.url, bands: [layer.band] }], normalize: false, interpolate: false, convertToRGB: false });
    return new WebGLTile({ source, style: STYLE, opacity: layer.opacity, visible: layer.visible });
  },
  update(_drawn, layer, before) {
    return layer.url === before.url && layer.band === before.band;
  },
};

const STYLE: Style = {
  color: ['case', ['>', ['band', 1], 100.5], [0, 0, 0, 0], ['interpolate', ['linear'], ['band', 1], ...VIRIDIS.flatMap((colour, i) => [i * 25, colour])]],
};
