import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import type GeoTIFF from 'ol/source/GeoTIFF.js';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { IndexLayer } from '../../layers/layer.ts';
import { bandsOfIndex, displayIndex, type Expression } from '../indices.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { rampStyle, rangeVariables } from '../ramp-style.ts';
import { cogSource } from '../sources.ts';
import type { LayerRenderer } from './renderer.ts';

/** Spectral indices of a composite, worked out in the shader from the bands they need. */
export const indexRenderer: LayerRenderer<IndexLayer> = {
  create(layer) {
    return new WebGLTile({ source: sourceOf(layer), style: styleOf(layer), ...commonOptions(layer) });
  },
  update(drawn, layer, before) {
    const isOther = layer.frame !== before.frame || layer.index !== before.index || layer.resampling !== before.resampling || changesCanvas(layer, before);
    if (isOther || !(drawn instanceof WebGLTile)) return false;
    if (layer.ramp !== before.ramp) drawn.setStyle(styleOf(layer));
    else if (layer.range !== before.range) drawn.updateStyleVariables(rangeVariables(layer.range));
    return true;
  },
};

function bandsOf(layer: IndexLayer): readonly number[] {
  const index = displayIndex(layer.index);
  return (index ? bandsOfIndex(index, layer.bands) : null) ?? [1];
}

function sourceOf(layer: IndexLayer): GeoTIFF {
  return cogSource({ url: layer.frames[layer.frame]?.url ?? '', bands: bandsOf(layer), nodata: COMPOSITE_NODATA, interpolate: layer.resampling === 'linear', bytes: false });
}

function styleOf(layer: IndexLayer): Style {
  const bands = bandsOf(layer);
  const stored = bands.map((_, i): Expression => ['band', i + 1]);
  const physical = bands.map((band, i): Expression => {
    const { scale, offset } = layer.quantities[band - 1] ?? { scale: 1, offset: 0 };
    return ['*', ['+', stored[i], offset], scale];
  });
  const value = displayIndex(layer.index)?.value(physical) ?? stored[0] ?? 0;
  const missing = stored.map((band) => ['>=', band, COMPOSITE_NODATA]);
  return rampStyle(value, missing.length > 1 ? ['any', ...missing] : (missing[0] ?? []), layer.ramp, layer.range);
}
