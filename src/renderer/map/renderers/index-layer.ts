import type { Style } from 'ol/layer/WebGLTile.js';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { IndexLayer } from '../../layers/layer.ts';
import { bandsOfIndex, displayIndex, type Expression } from '../indices.ts';
import { imageLayer, isOtherImage, tilesOf } from '../image-layer.ts';
import { rampStyle, rangeVariables } from '../ramp-style.ts';
import type { LayerRenderer } from './renderer.ts';

/** Spectral indices of a composite or scene, worked out in the shader from the bands they need. */
export const indexRenderer: LayerRenderer<IndexLayer> = {
  create(layer) {
    return imageLayer(layer, bandsOf(layer), () => styleOf(layer));
  },
  update(drawn, layer, before) {
    if (isOtherImage(layer, before) || layer.index !== before.index) return false;
    for (const tiles of tilesOf(drawn)) {
      if (layer.ramp !== before.ramp) tiles.setStyle(styleOf(layer));
      else if (layer.range !== before.range) tiles.updateStyleVariables(rangeVariables(layer.range));
    }
    return true;
  },
};

function bandsOf(layer: IndexLayer): readonly number[] {
  const index = displayIndex(layer.index);
  return (index ? bandsOfIndex(index, layer.bands) : null) ?? [1];
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
