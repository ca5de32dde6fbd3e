import GeoJSON from 'ol/format/GeoJSON.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import countries from 'world-atlas/countries-10m.json?url';
import type { BasemapLayer } from '../../app/layer.ts';
import type { LayerRenderer } from './renderer.ts';

/** The countries of Natural Earth 1:10m, public domain; they ship with the app. */
export const basemapRenderer: LayerRenderer<BasemapLayer> = {
  create(layer) {
    const source: VectorSource = new VectorSource({
      async loader(_extent, _resolution, projection) {
        const topology = (await (await fetch(countries)).json()) as Topology;
        const land = topology.objects['countries'];
        const features = land ? new GeoJSON().readFeatures(feature(topology, land), { dataProjection: 'EPSG:4326', featureProjection: projection }) : [];
        source.addFeatures(features);
        return features;
      },
    });
    return new VectorLayer({ source, style: STYLE, opacity: layer.opacity, visible: layer.visible, background: 'transparent' });
  },
  update: () => true,
};

const STYLE = new Style({ fill: new Fill({ color: 'rgba(128,140,120,0.14)' }), stroke: new Stroke({ color: 'rgba(110,115,110,0.7)', width: 1 }) });
