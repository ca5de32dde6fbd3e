import OlMap from 'ol/Map.js';
import View from 'ol/View.js';
import type { Coordinate } from 'ol/coordinate.js';
import Attribution from 'ol/control/Attribution.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { type Extent, getCenter } from 'ol/extent.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import DragPan from 'ol/interaction/DragPan.js';
import type BaseLayer from 'ol/layer/Base.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import type Feature from 'ol/Feature.js';
import type VectorTile from 'ol/source/VectorTile.js';
import { fromLonLat, get as getProjection, getPointResolution, type Projection, transform, transformExtent } from 'ol/proj.js';
import { type Grid, gridBounds } from '../../shared/geo/grid.ts';
import type { Layer } from '../layers/layer.ts';
import type { Sight } from './sight.ts';
import { Anchor } from './anchor.ts';
import { ChosenParcels, type Glow } from './chosen-parcels.ts';
import { type Pin, Pins } from './pins.ts';
import { addGraticule } from './graticule.ts';
import { projectionOf } from './projection.ts';
import { RENDERERS } from './renderers/all.ts';
import type { LayerRenderer } from './renderers/renderer.ts';
import 'ol/ol.css';
import './map-view.css';

/** What the window hears from the map. */
export interface MapListener {
  /** Map coordinates under the pointer, or null when it left. */
  pointer(position: Coordinate | null): void;
  /** Denominator of the scale, after a move. */
  moved(scale: number): void;
  /** A click, in map coordinates; with Shift it adds to what was clicked before. */
  clicked(position: Coordinate, how: 'instead' | 'beside'): void;
  /** A pin was pressed. */
  pinPressed?(id: number): void;
  /** The menu was asked for, in map coordinates and in pixels of the window. */
  menu?(position: Coordinate, at: { readonly x: number; readonly y: number }): void;
}

interface Drawn {
  readonly layer: Layer;
  readonly drawn: BaseLayer;
}

const DOUBLE_CLICK_MS = 350;

/** Metres of a CSS pixel at 96 dpi, for the scale's denominator. */
const METRES_PER_PIXEL = 0.0254 / 96;
const MOVE_MS = 120;

/** The OpenLayers map behind plain data: give it the layers, it draws them and tells of pointer, clicks and moves. */
export class MapView {
  readonly #map: OlMap;
  readonly #target: HTMLElement;
  readonly #anchor: Anchor;
  readonly #pins: Pins;
  readonly #chosen: ChosenParcels;
  #glow: Glow = { record: null, fids: new Set() };
  #drawn: Drawn[] = [];
  /** Layers whose successor is not painted yet; they stay below it, so that no hole is seen. */
  #retired: { readonly drawn: BaseLayer; readonly below: BaseLayer }[] = [];
  #crs = 'EPSG:3857';
  #dropGraticule: (() => void) | null = null;

  /** @param look `bare` leaves buttons and scale line to another map beside it */
  constructor(target: HTMLElement, listener: MapListener, look: 'full' | 'bare' = 'full') {
    this.#target = target;
    const middle = new DragPan({ condition: ({ originalEvent }) => originalEvent instanceof PointerEvent && originalEvent.button === 1 });
    this.#map = new OlMap({
      target,
      controls: look === 'bare' ? [] : [new Zoom({ zoomInLabel: '+', zoomOutLabel: '−' }), new ScaleLine(), new Attribution({ collapsible: false })],
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }).extend([middle]),
      view: new View({ center: fromLonLat([3, 47]), zoom: 5 }),
    });
    this.#anchor = new Anchor(this.#map, target);
    this.#pins = new Pins(this.#map, (id) => listener.pinPressed?.(id));
    this.#chosen = new ChosenParcels(this.#map);
    this.#map.on('rendercomplete', () => {
      this.#dropRetired();
    });
    this.#listen(target, listener);
  }

  #listen(target: HTMLElement, listener: MapListener): void {
    this.#map.on('pointermove', ({ coordinate, dragging }) => {
      // A map that is dragged keeps the same place under the pointer.
      if (!dragging) listener.pointer(coordinate);
    });
    target.addEventListener('pointerleave', () => {
      listener.pointer(null);
    });
    let last = { at: -Infinity, x: 0, y: 0 };
    // Answered at the first click, without waiting whether a second follows; the second of a double click is no new place.
    this.#map.on('click', ({ coordinate, originalEvent }) => {
      const { timeStamp: at, clientX: x, clientY: y, shiftKey } = originalEvent as PointerEvent;
      const isSecond = at - last.at < DOUBLE_CLICK_MS && Math.hypot(x - last.x, y - last.y) < 6;
      last = { at, x, y };
      if (!isSecond) listener.clicked(coordinate, shiftKey ? 'beside' : 'instead');
    });
    this.#map.on('moveend', () => {
      listener.moved(this.scale);
    });
    target.addEventListener('contextmenu', (event) => {
      if (!listener.menu) return;
      event.preventDefault();
      listener.menu(this.#map.getEventCoordinate(event), { x: event.clientX, y: event.clientY });
    });
  }

  /** Name of the map's CRS. */
  get crs(): string {
    return this.#crs;
  }

  /** The element that the map fills. */
  get element(): HTMLElement {
    return this.#target;
  }

  /** The map of OpenLayers, for what is drawn over the layers: pins, sketches, graticules. Only `map/` touches it. */
  get map(): OlMap {
    return this.#map;
  }

  /** Denominator of the scale at the centre, true to the ground. */
  get scale(): number {
    const view = this.#map.getView();
    return this.#metresPerUnit() * ((view.getResolution() ?? 1) / METRES_PER_PIXEL);
  }

  /** Zooms to 1 : denominator, about the centre. */
  setScale(denominator: number): void {
    this.#map.getView().setResolution((denominator * METRES_PER_PIXEL) / this.#metresPerUnit());
  }

  /** Map coordinates of the middle. */
  get centre(): Coordinate {
    return this.#map.getView().getCenter() ?? [0, 0];
  }

  /** Where the map looks. */
  get sight(): Sight {
    const view = this.#map.getView();
    const [x = 0, y = 0] = this.centre;
    return { crs: this.#crs, centre: [x, y], resolution: view.getResolution() ?? 1 };
  }

  /** Looks there; `crs` must be known. */
  look(sight: Sight): void {
    this.setCrs(sight.crs);
    const view = this.#map.getView();
    view.setCenter([...sight.centre]);
    view.setResolution(sight.resolution);
  }

  /** Shows the map in another CRS, the same place in its middle at the same scale; layers are drawn again. */
  setCrs(crs: string, definition?: string): void {
    const projection = projectionOf(crs, definition);
    if (!projection || crs === this.#crs) return;
    const { centre } = this.sight;
    const scale = this.scale;
    const from = getProjection(this.#crs);
    this.#crs = crs;
    const center = from ? transform([...centre], from, projection) : [0, 0];
    const isThere = center.every(Number.isFinite);
    this.#map.setView(new View({ projection, center: isThere ? center : getCenter(projection.getExtent() ?? [0, 0, 0, 0]), resolution: 100, constrainResolution: false, ...worldOf(projection) }));
    this.setScale(scale);
    const layers = this.#drawn.map(({ layer }) => layer);
    this.#drawn = [];
    this.setLayers(layers);
  }

  /** Looks where `leader` looks from now on, whatever moves either. */
  follow(leader: MapView): void {
    const take = (): void => {
      this.#crs = leader.crs;
      this.#map.setView(leader.map.getView());
      const layers = this.#drawn.map(({ layer }) => layer);
      this.#drawn = [];
      this.setLayers(layers);
    };
    this.#anchor.release();
    take();
    leader.map.on('change:view', take);
    this.#map.on('change:target', () => {
      leader.map.un('change:view', take);
    });
  }

  /** Keeps what is in the middle there when the map is next made larger or smaller, instead of what lies under a point. */
  keepCentre(): void {
    const { centre } = this;
    this.#map.once('change:size', () => {
      this.#map.getView().setCenter(centre);
    });
  }

  /** Draws exactly these layers, the first on top; what did not change is not touched. */
  setLayers(layers: readonly Layer[]): void {
    const before = new Map(this.#drawn.map((item) => [item.layer.id, item]));
    this.#drawn = layers.map((layer) => this.#draw(layer, before.get(layer.id)));
    this.#arrange();
    if (this.#glow.record !== null) this.setGlow(this.#glow);
  }

  /** Marks exactly these places. */
  setPins(pins: readonly Pin[]): void {
    this.#pins.set(pins);
  }

  /** Lets exactly these parcels glow. */
  setGlow(glow: Glow): void {
    this.#glow = glow;
    const layer = this.#drawn.find((item) => item.layer.kind === 'parcels' && item.layer.recordId === glow.record)?.drawn;
    this.#chosen.set(glow, layer instanceof VectorTileLayer ? (layer.getSource() as VectorTile<Feature> | null) : null);
  }

  /** Tells whenever the view came to rest somewhere else. Call what comes back to hear no more. */
  onRest(listener: () => void): () => void {
    this.#map.on('moveend', listener);
    return () => {
      this.#map.un('moveend', listener);
    };
  }

  /** Shows or hides meridians and parallels. */
  setGraticule(isShown: boolean): void {
    if (isShown === (this.#dropGraticule !== null)) return;
    this.#dropGraticule?.();
    this.#dropGraticule = isShown ? addGraticule(this.#map) : null;
  }

  /** The drawn layer of a layer, such as the vector tiles of parcels; null when it is not on the map. */
  drawnOf(id: string): BaseLayer | null {
    return this.#drawn.find(({ layer }) => layer.id === id)?.drawn ?? null;
  }

  #arrange(): void {
    const wanted = this.#drawn.flatMap(({ drawn }) => [drawn, ...this.#retired.filter(({ below }) => below === drawn).map((item) => item.drawn)]).reverse();
    const shown = this.#map.getLayers().getArray();
    if (wanted.length !== shown.length || wanted.some((item, i) => item !== shown[i])) this.#map.setLayers(wanted);
  }

  #dropRetired(): void {
    if (this.#retired.length === 0) return;
    const gone = this.#retired;
    this.#retired = [];
    this.#arrange();
    for (const { drawn } of gone) drawn.dispose();
  }

  /** Fits the view to a grid of any known CRS. */
  fit(grid: Grid): void {
    const extent = [...gridBounds(grid)];
    const from = getProjection(grid.crs);
    this.fitExtent(from && grid.crs !== this.#crs ? transformExtent(extent, from, this.#projection(), 8) : extent);
  }

  /** What is in view, in the map's CRS. */
  get extent(): Extent {
    return this.#map.getView().calculateExtent(this.#map.getSize());
  }

  /** Fits the view to an extent in the map's CRS. */
  fitExtent(extent: Extent): void {
    this.#map.getView().fit(extent, { padding: [24, 24, 24, 24] });
  }

  /** Fits the view to bounds in degrees. */
  fitDegrees(bounds: readonly [number, number, number, number]): void {
    this.fitExtent(transformExtent([...bounds], 'EPSG:4326', this.#projection(), 8));
  }

  /** What is in view, in another known CRS; null where it is not known. */
  viewBounds(crs: string): Extent | null {
    const to = getProjection(crs);
    const size = this.#map.getSize();
    return to && size ? transformExtent(this.#map.getView().calculateExtent(size), this.#projection(), to, 8) : null;
  }

  /** Coordinates of a place of the map in another known CRS; null where it is not known. */
  toCrs(position: Coordinate, crs: string): Coordinate | null {
    const to = getProjection(crs);
    return to ? transform(position, this.#projection(), to) : null;
  }

  /** Moves the middle of the map. */
  centreOn(position: Coordinate): void {
    this.#map.getView().animate({ center: position, duration: MOVE_MS });
  }

  /** One pixel of the grid on one pixel of the screen. */
  zoomToPixels(grid: Grid): void {
    const projection = getProjection(grid.crs);
    const metres = Math.abs(grid.affine[1]) * (projection?.getMetersPerUnit() ?? 1);
    this.#map.getView().setResolution(metres / this.#metresPerUnit() / window.devicePixelRatio);
  }

  zoomBy(factor: number): void {
    const view = this.#map.getView();
    view.animate({ resolution: (view.getResolution() ?? 1) / factor, duration: MOVE_MS });
  }

  /** Moves the view by a share of its size, for the arrow keys. */
  panBy(dx: number, dy: number): void {
    const view = this.#map.getView();
    const extent = view.calculateExtent(this.#map.getSize());
    const [x = 0, y = 0] = getCenter(extent);
    view.animate({ center: [x + dx * ((extent[2] ?? 0) - (extent[0] ?? 0)), y + dy * ((extent[3] ?? 0) - (extent[1] ?? 0))], duration: MOVE_MS });
  }

  dispose(): void {
    this.#anchor.release();
    this.#map.setTarget(undefined);
    this.#map.dispose();
  }

  #projection(): Projection {
    return this.#map.getView().getProjection();
  }

  /** Metres on the ground of one map unit at the centre; Web Mercator stretches with the latitude. */
  #metresPerUnit(): number {
    const projection = this.#projection();
    return getPointResolution(projection, 1, this.centre, 'm');
  }

  #draw(layer: Layer, before: Drawn | undefined): Drawn {
    if (before?.layer === layer) return before;
    const renderer = RENDERERS[layer.kind] as LayerRenderer;
    if (before && before.layer.kind === layer.kind && renderer.update(before.drawn, layer, before.layer)) {
      if (layer.visible !== before.layer.visible) before.drawn.setVisible(layer.visible);
      if (layer.opacity !== before.layer.opacity) before.drawn.setOpacity(layer.opacity);
      return { layer, drawn: before.drawn };
    }
    const drawn = renderer.create(layer);
    if (before) this.#retire(before.drawn, drawn);
    return { layer, drawn };
  }

  #retire(old: BaseLayer, successor: BaseLayer): void {
    const waiting = this.#retired.find(({ below }) => below === old);
    // A successor that was never painted itself leaves at once; what waited for it waits for the next one.
    if (waiting) old.dispose();
    this.#retired = [...this.#retired.filter((item) => item !== waiting), { drawn: waiting?.drawn ?? old, below: successor }];
  }
}

function worldOf(projection: Projection): { extent?: Extent } {
  return projection.getCode() === 'EPSG:3857' ? { extent: projection.getExtent() } : {};
}
