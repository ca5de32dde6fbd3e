import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { RgbLayer } from '../../app/layer.ts';
import type { LayerRenderer } from './renderer.ts';

/** Scenes and composites as three bands; another date only swaps the source, so that the map does not jump. */
export const rgbRenderer: LayerRenderer<RgbLayer> = {
  create(layer) {
    return new WebGLTile({ source: sourceOf(layer), style: styleOf(layer), opacity: layer.opacity, visible: layer.visible });
  },
  update(drawn, layer, before) {
    if (!(drawn instanceof WebGLTile)) return false;
    if (layer.frame !== before.frame || layer.shown.join() !== before.shown.join()) drawn.setSource(sourceOf(layer));
    if (layer.stretch.join() !== before.stretch.join()) drawn.updateStyleVariables(variables(layer));
    return true;
  },
};

function sourceOf(layer: RgbLayer): GeoTIFF {
  const url = layer.frames[layer.frame]?.url ?? '';
  return new GeoTIFF({ sources: [{ url, bands: [...layer.shown], nodata: COMPOSITE_NODATA }], normalize: false, interpolate: true, convertToRGB: false });
}

function variables(layer: RgbLayer): Record<string, number> {
  return { min: layer.stretch[0], max: layer.stretch[1] };
}

function styleOf(layer: RgbLayer): Style {
  const channel = (band: number): unknown[] => ['clamp', ['*', 255, ['/', ['-', ['band', band], ['var', 'min']], ['-', ['var', 'max'], ['var', 'min']]]], 0, 255];
  const nodata = ['>=', ['band', 1], COMPOSITE_NODATA];
  return { variables: variables(layer), color: ['case', nodata, ['color', 0, 0, 0, 0], ['color', channel(1), channel(2), channel(3), 1]] };
}
