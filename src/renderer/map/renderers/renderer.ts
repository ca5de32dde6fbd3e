import type BaseLayer from 'ol/layer/Base.js';
import type { Layer } from '../../layers/layer.ts';

/** Draws one kind of layer. Adding a kind is a file here and a line in `all.ts`. */
export interface LayerRenderer<L extends Layer = Layer> {
  create(layer: L): BaseLayer;
  /** Brings the drawn layer to the state of `layer`; `before` is what it showed. False when it must be made anew. */
  update(drawn: BaseLayer, layer: L, before: L): boolean;
}
