import type Map from 'ol/Map.js';
import type Feature from 'ol/Feature.js';
import type { FeatureLike } from 'ol/Feature.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import type VectorTile from 'ol/source/VectorTile.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';

/** What glows: parcels of one record. */
export interface Glow {
  readonly record: string | null;
  readonly fids: ReadonlySet<number>;
}

/** A dark line, a bright one upon it: seen over any map, and what lies inside keeps its colour. */
function glow(width: number): Style[] {
  return [new Style({ stroke: new Stroke({ color: 'rgba(10,20,10,0.85)', width: width * 2.1 }), zIndex: 1 }), new Style({ stroke: new Stroke({ color: '#ffe14d', width }), zIndex: 2 })];
}

const NEAR = glow(3);
/** Where parcels are small on the screen, a wide line would fill them. */
const FAR = glow(1.5);
/** Map units per pixel above which parcels are small. */
const FAR_RESOLUTION = 8;

/** Chosen parcels over a map, drawn from the tiles that the parcel layer has loaded already. */
export class ChosenParcels {
  readonly #map: Map;
  #layer: VectorTileLayer<VectorTile<Feature>, Feature> | null = null;
  #source: VectorTile<Feature> | null = null;
  #fids: ReadonlySet<number> = new Set();

  constructor(map: Map) {
    this.#map = map;
  }

  /** @param source the tiles of the parcels' layer; null when the layer is not on the map */
  set(glow: Glow, source: VectorTile<Feature> | null): void {
    this.#fids = glow.fids;
    if (source === null || glow.fids.size === 0) {
      this.#drop();
      return;
    }
    if (this.#source !== source) {
      this.#drop();
      this.#source = source;
      this.#layer = new VectorTileLayer({ source, renderMode: 'vector', style: (feature, resolution) => (this.#isChosen(feature) ? (resolution > FAR_RESOLUTION ? FAR : NEAR) : undefined), zIndex: 1000 });
      this.#layer.setMap(this.#map);
    }
    this.#layer?.changed();
  }

  #isChosen(feature: FeatureLike): boolean {
    return this.#fids.has(Number(feature.getId() ?? feature.get('fid')));
  }

  #drop(): void {
    this.#layer?.setMap(null);
    this.#layer?.dispose();
    this.#layer = null;
    this.#source = null;
  }
}
