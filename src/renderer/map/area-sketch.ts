import Feature from 'ol/Feature.js';
import type { Extent } from 'ol/extent.js';
import Draw, { createBox } from 'ol/interaction/Draw.js';
import { fromExtent } from 'ol/geom/Polygon.js';
import VectorLayer from 'ol/layer/Vector.js';
import { transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { MapView } from './map-view.ts';
import { projectionOf } from './projection.ts';

/** Points per edge of a rectangle of another CRS, whose edges are curves here. */
const STOPS = 8;

/** The area of interest on the map: shown as a dashed outline, and drawn as a rectangle. */
export class AreaSketch {
  readonly #view: MapView;
  readonly #layer: VectorLayer;
  readonly #source = new VectorSource();
  #cancel: (() => void) | null = null;

  constructor(view: MapView) {
    this.#view = view;
    const halo = new Style({ stroke: new Stroke({ color: 'rgba(255, 255, 255, 0.85)', width: 4 }) });
    const line = new Style({ stroke: new Stroke({ color: '#2f6b2a', width: 2, lineDash: [6, 4] }) });
    this.#layer = new VectorLayer({ source: this.#source, style: [halo, line] });
    this.#layer.setMap(view.map);
  }

  /** Shows a rectangle of `crs` (a known one), or nothing. */
  show(area: { readonly bounds: Extent; readonly crs: string } | null): void {
    this.#source.clear();
    const projection = area && projectionOf(area.crs);
    if (!area || !projection) return;
    const extent = transformExtent(area.bounds, projection, this.#view.map.getView().getProjection(), STOPS);
    this.#source.addFeature(new Feature(fromExtent(extent)));
  }

  /**
   * Lets the person draw a rectangle: press, drag and let go, or two clicks.
   * @returns its bounds in map units; null when it was cancelled
   */
  draw(): Promise<Extent | null> {
    this.#cancel?.();
    return new Promise((resolve) => {
      const draw = new Draw({ source: new VectorSource(), type: 'Circle', geometryFunction: createBox(), freehandCondition: () => true });
      const end = (extent: Extent | null): void => {
        this.#cancel = null;
        // OpenLayers is still in the middle of telling of the press that ended it.
        setTimeout(() => this.#view.map.removeInteraction(draw));
        resolve(extent);
      };
      draw.on('drawend', ({ feature }) => {
        end(feature.getGeometry()?.getExtent() ?? null);
      });
      this.#cancel = () => {
        draw.abortDrawing();
        end(null);
      };
      this.#view.map.addInteraction(draw);
    });
  }

  /** Ends drawing without an area. */
  cancel(): void {
    this.#cancel?.();
  }

  /** Takes the outline off the map. */
  dispose(): void {
    this.cancel();
    this.#layer.setMap(null);
  }
}
