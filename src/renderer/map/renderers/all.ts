import type { Layer } from '../../layers/layer.ts';
import { basemapRenderer } from './basemap.ts';
import { classRenderer } from './classes.ts';
import { indexRenderer } from './index-layer.ts';
import { parcelRenderer } from './parcels.ts';
import { rampRenderer } from './ramp.ts';
import type { LayerRenderer } from './renderer.ts';
import { rgbRenderer } from './rgb.ts';
import { tilesRenderer } from './tiles.ts';

/** The renderer of each kind of layer; one line each. */
export const RENDERERS: { readonly [K in Layer['kind']]: LayerRenderer<Extract<Layer, { kind: K }>> } = {
  rgb: rgbRenderer,
  index: indexRenderer,
  classes: classRenderer,
  ramp: rampRenderer,
  parcels: parcelRenderer,
  basemap: basemapRenderer,
  tiles: tilesRenderer,
};
