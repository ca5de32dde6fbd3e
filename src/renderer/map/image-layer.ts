import type BaseLayer from 'ol/layer/Base.js';
import LayerGroup from 'ol/layer/Group.js';
import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import type { IndexLayer, RgbLayer } from '../layers/layer.ts';
import { pixelsOf } from '../layers/pixels.ts';
import { changesCanvas, commonOptions } from './layer-options.ts';
import { imageSource } from './sources.ts';

/**
 * What an image layer shows at the moment: one layer of tiles, or a group of them where a day has several scenes.
 * @param bands 1-based bands of the layer; `band 1` of the style is the first of them
 */
export function imageLayer(layer: RgbLayer | IndexLayer, bands: readonly number[], style: () => Style): BaseLayer {
  const { opacity, visible, className } = commonOptions(layer);
  const parts = pixelsOf(layer, bands).map((pixels) => new WebGLTile({ source: imageSource(pixels, layer.resampling), style: style(), className }));
  const [only] = parts;
  if (only && parts.length === 1) {
    only.setOpacity(opacity);
    only.setVisible(visible);
    return only;
  }
  return new LayerGroup({ layers: parts, opacity, visible });
}

/** The layers of tiles that {@link imageLayer} made. */
export function tilesOf(drawn: BaseLayer): readonly WebGLTile[] {
  const parts = drawn instanceof LayerGroup ? drawn.getLayers().getArray() : [drawn];
  return parts.filter((part) => part instanceof WebGLTile);
}

/** True when other pixels are to be read, so that the drawn layer must be made anew. */
export function isOtherImage(layer: RgbLayer | IndexLayer, before: RgbLayer | IndexLayer): boolean {
  return layer.frame !== before.frame || layer.frames !== before.frames || layer.resampling !== before.resampling || changesCanvas(layer, before);
}
