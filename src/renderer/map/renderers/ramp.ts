import WebGLTile from 'ol/layer/WebGLTile.js';
import type { RampLayer } from '../../layers/layer.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { rampStyle, rangeVariables } from '../ramp-style.ts';
import { cogSource } from '../sources.ts';
import type { LayerRenderer } from './renderer.ts';

/** Confidence and probabilities, 0…100; 254 and 255 are no value. */
export const rampRenderer: LayerRenderer<RampLayer> = {
  create(layer) {
    const source = cogSource({ url: layer.url, bands: [layer.band], interpolate: layer.resampling === 'linear', bytes: false, nodata: 255 });
    return new WebGLTile({ source, style: rampStyle(['band', 1], ['>', ['band', 1], 100.5], layer.ramp, layer.range), ...commonOptions(layer) });
  },
  update(drawn, layer, before) {
    if (layer.url !== before.url || layer.band !== before.band || layer.resampling !== before.resampling || changesCanvas(layer, before) || !(drawn instanceof WebGLTile)) return false;
    if (layer.ramp !== before.ramp) drawn.setStyle(rampStyle(['band', 1], ['>', ['band', 1], 100.5], layer.ramp, layer.range));
    else if (layer.range !== before.range) drawn.updateStyleVariables(rangeVariables(layer.range));
    return true;
  },
};
