import Feature from 'ol/Feature.js';
import LineString from 'ol/geom/LineString.js';
import type { Coordinate } from 'ol/coordinate.js';
import { boundingExtent, type Extent, intersects } from 'ol/extent.js';
import VectorLayer from 'ol/layer/Vector.js';
import { bbox } from 'ol/loadingstrategy.js';
import { transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import { mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countries from 'world-atlas/countries-10m.json?url';
import type { BasemapLayer } from '../../layers/layer.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import type { LayerRenderer } from './renderer.ts';

/**
 * Coasts and borders of Natural Earth 1:10m, public domain; they ship with the app. Only lines that touch the view are
 * drawn, so that the far side of the Earth is never pressed into a UTM zone.
 */
export const basemapRenderer: LayerRenderer<BasemapLayer> = {
  create(layer) {
    const source: VectorSource = new VectorSource({
      strategy: bbox,
      async loader(extent, _resolution, projection) {
        const area = transformExtent(extent, projection, 'EPSG:4326');
        const known = new Set(source.getFeatures().map((feature) => feature.getId()));
        const fresh = (await borders()).filter((line) => intersects(line.extent, area) && !known.has(line.id)).map((line) => lineFeature(line));
        for (const feature of fresh) feature.getGeometry()?.transform('EPSG:4326', projection);
        source.addFeatures(fresh);
        return fresh;
      },
    });
    return new VectorLayer({ source, style: STYLE, ...commonOptions(layer) });
  },
  update: (_drawn, layer, before) => !changesCanvas(layer, before),
};

interface Line {
  readonly id: number;
  readonly coordinates: Coordinate[];
  readonly extent: Extent;
}

/** Longer lines are cut here, so that a coast of a continent is not projected for one bay. */
const POINTS_PER_LINE = 200;

let loading: Promise<readonly Line[]> | null = null;

/** Reads the lines once, when the first view asks. */
function borders(): Promise<readonly Line[]> {
  loading ??= readBorders();
  return loading;
}

async function readBorders(): Promise<readonly Line[]> {
  const topology = (await (await fetch(countries)).json()) as Topology<{ countries: GeometryCollection }>;
  const pieces = mesh(topology, topology.objects.countries).coordinates.flatMap((line) => {
    const starts = Array.from({ length: Math.ceil((line.length - 1) / POINTS_PER_LINE) }, (_, i) => i * POINTS_PER_LINE);
    return starts.map((start) => line.slice(start, start + POINTS_PER_LINE + 1));
  });
  return pieces.map((coordinates, id) => ({ id, coordinates, extent: boundingExtent(coordinates) }));
}

function lineFeature({ id, coordinates }: Line): Feature<LineString> {
  const feature = new Feature(new LineString(coordinates));
  feature.setId(id);
  return feature;
}

const STYLE = new Style({ stroke: new Stroke({ color: 'rgba(110,115,110,0.75)', width: 1 }) });
