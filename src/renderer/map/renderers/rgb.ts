import type { Style } from 'ol/layer/WebGLTile.js';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { RgbLayer } from '../../layers/layer.ts';
import { imageLayer, isOtherImage, tilesOf } from '../image-layer.ts';
import type { LayerRenderer } from './renderer.ts';

const CHANNELS = ['red', 'green', 'blue'] as const;

/** Scenes and composites as three bands. */
export const rgbRenderer: LayerRenderer<RgbLayer> = {
  create(layer) {
    return imageLayer(layer, bandsOf(layer), () => styleOf(layer));
  },
  update(drawn, layer, before) {
    if (isOtherImage(layer, before) || layer.shown.join() !== before.shown.join()) return false;
    if (layer.ranges !== before.ranges) for (const tiles of tilesOf(drawn)) tiles.updateStyleVariables(variables(layer));
    return true;
  },
};

/** Each band once: a source with the same band twice would read it twice. */
function bandsOf(layer: RgbLayer): readonly number[] {
  return [...new Set(layer.shown)];
}

function variables(layer: RgbLayer): Record<string, number> {
  return Object.fromEntries(CHANNELS.flatMap((name, i) => {
    const [min, max] = layer.ranges[i] ?? [0, 1];
    return [[`${name}Min`, min], [`${name}Max`, max === min ? min + 1e-6 : max]];
  }));
}

function styleOf(layer: RgbLayer): Style {
  const bands = bandsOf(layer);
  const channels = CHANNELS.map((name, i) => {
    const band = ['band', bands.indexOf(layer.shown[i] ?? 1) + 1];
    return ['clamp', ['*', 255, ['/', ['-', band, ['var', `${name}Min`]], ['-', ['var', `${name}Max`], ['var', `${name}Min`]]]], 0, 255];
  });
  return { variables: variables(layer), color: ['case', ['>=', ['band', 1], COMPOSITE_NODATA], ['color', 0, 0, 0, 0], ['color', ...channels, 1]] };
}
