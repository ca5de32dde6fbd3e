import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import MVT from 'ol/format/MVT.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import WebGLTile from 'ol/layer/WebGLTile.js';
import { register } from 'ol/proj/proj4.js';
import { get as getProjection } from 'ol/proj.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import VectorTile from 'ol/source/VectorTile.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import proj4 from 'proj4';

/** What the page is told in its address: where the layers are, and where to look. */
interface Told {
  readonly crs: string;
  readonly definition: string;
  readonly raster: string;
  readonly tiles: string;
  readonly centre: [number, number];
  readonly resolution: number;
  readonly colours: readonly [number, number, number, number][];
  /** Place of the map in the page, CSS pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * The peer of the window's map: OpenLayers as its own examples use it, with the same two layers in the same projection,
 * and nothing around it. It waits for `show` so that the benchmark gives it the view of the window.
 */
function show({ crs, definition, raster, tiles, centre, resolution, colours, box }: Told): void {
  const target = document.getElementById('map');
  if (target) Object.assign(target.style, { position: 'absolute', left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` });
  proj4.defs(crs, definition);
  register(proj4);
  const projection = getProjection(crs);
  if (!projection) throw new Error(`${crs} is not known`);
  const source = new GeoTIFF({ sources: [{ url: raster, min: 0, max: 255, nodata: -1 }], normalize: true, interpolate: false, convertToRGB: false, transition: 0 });
  const palette = Array.from({ length: 256 }, (_, value) => colours[value] ?? [0, 0, 0, 0]);
  const classes = new WebGLTile({ source, style: { color: ['palette', ['*', ['band', 1], 255], palette] } });
  const outline = new Style({ stroke: new Stroke({ color: '#1d211c', width: 1 }), fill: new Fill({ color: 'rgba(255,255,255,0.01)' }) });
  const parcels = new VectorTileLayer({ source: new VectorTile({ format: new MVT(), url: tiles, maxZoom: 16 }), style: outline, declutter: true });
  const map = new OlMap({ target: 'map', layers: [classes, parcels], controls: [], view: new View({ projection, center: centre, resolution, constrainResolution: false }) });
  map.once('rendercomplete', () => {
    document.title = 'painted';
  });
}

Object.assign(globalThis, { show });
