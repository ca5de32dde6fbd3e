import Map from 'ol/Map.js';
import View from 'ol/View.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import type BaseLayer from 'ol/layer/Base.js';
import type { Coordinate } from 'ol/coordinate.js';
import { type Extent, getCenter } from 'ol/extent.js';
import { fromLonLat, type Projection } from 'ol/proj.js';
import { type Grid, gridBounds } from '../../shared/geo/grid.ts';
import type { Layer } from '../app/layer.ts';
import { projectionOf } from './projection.ts';
import { RENDERERS } from './renderers/all.ts';
import type { LayerRenderer } from './renderers/renderer.ts';
import 'ol/ol.css';

/** What the window hears from the map. */
export interface MapListener {
  /** Map coordinates under the pointer, or null when it left. */
  pointer(position: Coordinate | null): void;
  /** Denominator of the scale, after a move. */
  moved(scale: number): void;
  /** A click, in map coordinates and in degrees. */
  clicked(position: Coordinate): void;
}

interface Drawn {
  readonly layer: Layer;
  readonly drawn: BaseLayer;
}

/** Metres of a CSS pixel at 96 dpi, for the scale's denominator. */
const METRES_PER_PIXEL = 0.0254 / 96;

/** The OpenLayers map behind plain data: give it the layers, it draws them and tells of pointer, clicks and moves. */
export class MapView {
  readonly #map: Map;
  #drawn: Drawn[] = [];
  #crs = 'EPSG:3857';

  constructor(target: HTMLElement, listener: MapListener) {
    this.#map = new Map({ target, controls: [new Zoom({ zoomInLabel: '+', zoomOutLabel: '−' }), new ScaleLine()], view: new View({ center: fromLonLat([3, 47]), zoom: 5 }) });
    this.#map.on('pointermove', ({ coordinate }) => {
      listener.pointer(coordinate);
    });
    target.addEventListener('pointerleave', () => {
      listener.pointer(null);
    });
    this.#map.on('singleclick', ({ coordinate }) => {
      listener.clicked(coordinate);
    });
    this.#map.on('moveend', () => {
      listener.moved(this.scale);
    });
  }

  /** Name of the map's CRS. */
  get crs(): string {
    return this.#crs;
  }

  /** Denominator of the scale at the centre. */
  get scale(): number {
    const view = this.#map.getView();
    const metres = view.getProjection().getMetersPerUnit() ?? 1;
    return ((view.getResolution() ?? 1) * metres) / METRES_PER_PIXEL;
  }

  /** Zooms to 1 : denominator, about the centre. */
  setScale(denominator: number): void {
    const view = this.#map.getView();
    view.setResolution((denominator * METRES_PER_PIXEL) / (view.getProjection().getMetersPerUnit() ?? 1));
  }

  /** Shows the map in another CRS; layers are drawn again. */
  setCrs(crs: string, definition?: string): void {
    const projection = projectionOf(crs, definition);
    if (!projection || crs === this.#crs) return;
    this.#crs = crs;
    this.#map.setView(new View({ projection, center: [0, 0], resolution: 100, constrainResolution: false, ...worldOf(projection) }));
    const layers = this.#drawn.map(({ layer }) => layer);
    this.#drawn = [];
    this.setLayers(layers);
  }

  /** Draws exactly these layers, the first on top; what did not change is not touched. */
  setLayers(layers: readonly Layer[]): void {
    const before = new globalThis.Map(this.#drawn.map((item) => [item.layer.id, item]));
    this.#drawn = layers.map((layer) => this.#draw(layer, before.get(layer.id)));
    const wanted = this.#drawn.map(({ drawn }) => drawn).reverse();
    const shown = this.#map.getLayers().getArray();
    if (wanted.length !== shown.length || wanted.some((item, i) => item !== shown[i])) this.#map.setLayers(wanted);
  }

  /** Fits the view to a grid; `map.setCrs` first when it lies in another CRS. */
  fit(grid: Grid): void {
    this.fitExtent([...gridBounds(grid)]);
  }

  fitExtent(extent: Extent): void {
    this.#map.getView().fit(extent, { padding: [24, 24, 24, 24] });
  }

  zoomBy(factor: number): void {
    const view = this.#map.getView();
    view.animate({ resolution: (view.getResolution() ?? 1) / factor, duration: 120 });
  }

  /** Moves the view by a share of its size, for the arrow keys. */
  panBy(dx: number, dy: number): void {
    const view = this.#map.getView();
    const extent = view.calculateExtent(this.#map.getSize());
    const [x = 0, y = 0] = getCenter(extent);
    view.animate({ center: [x + dx * ((extent[2] ?? 0) - (extent[0] ?? 0)), y + dy * ((extent[3] ?? 0) - (extent[1] ?? 0))], duration: 120 });
  }

  dispose(): void {
    this.#map.setTarget(undefined);
    this.#map.dispose();
  }

  #draw(layer: Layer, before: Drawn | undefined): Drawn {
    const renderer = RENDERERS[layer.kind] as LayerRenderer;
    if (before && before.layer.kind === layer.kind && renderer.update(before.drawn, layer, before.layer)) {
      if (layer.visible !== before.layer.visible) before.drawn.setVisible(layer.visible);
      if (layer.opacity !== before.layer.opacity) before.drawn.setOpacity(layer.opacity);
      return { layer, drawn: before.drawn };
    }
    before?.drawn.dispose();
    return { layer, drawn: renderer.create(layer) };
  }
}

function worldOf(projection: Projection): { extent?: Extent } {
  return projection.getCode() === 'EPSG:3857' ? { extent: projection.getExtent() } : {};
}
