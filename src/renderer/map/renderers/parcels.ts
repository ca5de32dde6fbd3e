import MVT from 'ol/format/MVT.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import VectorTile from 'ol/source/VectorTile.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { ParcelLayer } from '../../app/layer.ts';
import type { LayerRenderer } from './renderer.ts';

/** Parcels as vector tiles that the engine cuts from its GeoPackage (Web Mercator, as tiles are). */
export const parcelRenderer: LayerRenderer<ParcelLayer> = {
  create(layer) {
    const source = new VectorTile({ format: new MVT({ idProperty: 'fid' }), url: `/tiles/${encodeURIComponent(layer.recordId)}/{z}/{x}/{y}.mvt`, minZoom: 8, maxZoom: 16 });
    return new VectorTileLayer({ source, style: STYLE, opacity: layer.opacity, visible: layer.visible, declutter: true });
  },
  update: () => true,
};

const STYLE = new Style({ fill: new Fill({ color: 'rgba(255,255,255,0.01)' }), stroke: new Stroke({ color: 'rgba(30,30,30,0.85)', width: 1.2 }) });
