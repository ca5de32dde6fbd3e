import Collection from 'ol/Collection.js';
import Feature from 'ol/Feature.js';
import type { Coordinate } from 'ol/coordinate.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import type Polygon from 'ol/geom/Polygon.js';
import DoubleClickZoom from 'ol/interaction/DoubleClickZoom.js';
import Draw, { createBox } from 'ol/interaction/Draw.js';
import type Interaction from 'ol/interaction/Interaction.js';
import Modify from 'ol/interaction/Modify.js';
import VectorLayer from 'ol/layer/Vector.js';
import { transform } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { Polygons } from '../../shared/contract/areas.ts';
import { type AreaShape, boundsOfShape, densePolygons, rectangleFrom, rectangleShape } from '../layers/area-shape.ts';
import { CornerDrag } from './corner-drag.ts';
import type { MapView } from './map-view.ts';
import { projectionOf } from './projection.ts';

/** A click nearer than this to the outline means the outline, while it is edited. */
const NEAR_PX = 10;
/** A click that ends a drawing is told a little after it. */
const SETTLE_MS = 400;

/** The area of interest on the map: a dashed outline that is drawn, and changed by its corners. */
export class AreaSketch {
  readonly #view: MapView;
  readonly #layer: VectorLayer;
  readonly #source = new VectorSource();
  #shape: AreaShape | null = null;
  #edited: ((shape: AreaShape) => void) | null = null;
  #editing: Interaction | null = null;
  #cancel: (() => void) | null = null;
  #endedAt = -Infinity;

  constructor(view: MapView) {
    this.#view = view;
    const halo = new Style({ stroke: new Stroke({ color: 'rgba(255, 255, 255, 0.85)', width: 4 }) });
    const line = new Style({ stroke: new Stroke({ color: '#2f6b2a', width: 2, lineDash: [6, 4] }) });
    const corner = new Style({
      image: new Circle({ radius: 5, fill: new Fill({ color: '#ffffff' }), stroke: new Stroke({ color: '#2f6b2a', width: 2 }) }),
      geometry: (feature) => feature.getGeometry(),
    });
    this.#layer = new VectorLayer({ source: this.#source, style: (feature) => (feature.get('corner') === true ? corner : [halo, line]) });
    this.#layer.setMap(view.map);
  }

  /** Shows a shape of a known CRS, or nothing. */
  show(shape: AreaShape | null): void {
    this.#shape = shape;
    this.#draw();
    if (this.#edited) this.edit(this.#edited);
  }

  /** Lets the corners be dragged from now on; `null` ends it. @param edited told the shape after each change */
  edit(edited: ((shape: AreaShape) => void) | null): void {
    this.#edited = edited;
    if (this.#editing) this.#view.map.removeInteraction(this.#editing);
    this.#editing = null;
    this.#draw();
    const [outline] = this.#source.getFeatures().filter((feature) => feature.get('corner') !== true);
    if (!edited || !this.#shape || !outline) return;
    this.#editing = this.#shape.kind === 'rectangle' ? this.#cornerDrag(this.#shape, edited) : this.#modify(outline as Feature<MultiPolygon>, edited);
    this.#view.map.addInteraction(this.#editing);
  }

  /** True for a click that belongs to drawing or to the outline that is being edited, and inspects nothing. */
  claims(position: Coordinate): boolean {
    if (this.#cancel || performance.now() - this.#endedAt < SETTLE_MS) return true;
    if (!this.#editing) return false;
    const resolution = this.#view.map.getView().getResolution() ?? 1;
    return this.#source.getFeatures().some((feature) => {
      const geometry = feature.getGeometry();
      const [x = Infinity, y = Infinity] = outlineOf(geometry)?.getClosestPoint(position) ?? [];
      return Math.hypot(x - (position[0] ?? 0), y - (position[1] ?? 0)) < NEAR_PX * resolution;
    });
  }

  /**
   * Lets the person draw: a rectangle by a drag from corner to corner, a polygon by clicks and a double click.
   * @returns the shape in the CRS of the map; null when it was given up
   */
  draw(kind: AreaShape['kind']): Promise<AreaShape | null> {
    this.#cancel?.();
    const { map, crs } = this.#view;
    const zooms = map.getInteractions().getArray().filter((item) => item instanceof DoubleClickZoom);
    for (const zoom of zooms) zoom.setActive(false);
    return new Promise((resolve) => {
      const draw = kind === 'rectangle' ? new Draw({ source: new VectorSource(), type: 'Circle', geometryFunction: createBox(), freehandCondition: () => true }) : new Draw({ source: new VectorSource(), type: 'Polygon' });
      const end = (shape: AreaShape | null): void => {
        this.#cancel = null;
        this.#endedAt = performance.now();
        // OpenLayers is still in the middle of telling of the press that ended it.
        setTimeout(() => {
          map.removeInteraction(draw);
          for (const zoom of zooms) zoom.setActive(true);
        }, SETTLE_MS / 2);
        resolve(shape);
      };
      draw.on('drawend', ({ feature }) => {
        const geometry = feature.getGeometry() as Polygon;
        const [minX = 0, minY = 0, maxX = 0, maxY = 0] = geometry.getExtent();
        const isThere = maxX > minX && maxY > minY;
        end(!isThere ? null : kind === 'rectangle' ? rectangleShape([minX, minY, maxX, maxY], crs) : { kind, crs, polygons: [geometry.getCoordinates() as Polygons[number]], from: null });
      });
      this.#cancel = () => {
        draw.abortDrawing();
        end(null);
      };
      map.addInteraction(draw);
    });
  }

  /** Ends drawing without an area. */
  cancel(): void {
    this.#cancel?.();
  }

  /** Takes the outline off the map. */
  dispose(): void {
    this.cancel();
    this.edit(null);
    this.#layer.setMap(null);
  }

  #draw(): void {
    this.#source.clear();
    const shape = this.#shape;
    if (!shape || !projectionOf(shape.crs)) return;
    const isRectangle = shape.kind === 'rectangle';
    // The edges of a rectangle of another CRS are curves here.
    const polygons = isRectangle && shape.crs !== this.#view.crs ? densePolygons(shape.polygons) : shape.polygons;
    this.#source.addFeature(new Feature(new MultiPolygon(this.#toMap(polygons, shape.crs))));
    if (!this.#edited || !isRectangle) return;
    for (const corner of shape.polygons[0]?.[0]?.slice(0, 4) ?? []) {
      const handle = new Feature(new Point(this.#moved(corner, shape.crs, this.#view.crs)));
      handle.set('corner', true);
      this.#source.addFeature(handle);
    }
  }

  /** One corner of a rectangle is dragged, the opposite one stays: angles stay right in the CRS of the rectangle. */
  #cornerDrag(shape: AreaShape, edited: (shape: AreaShape) => void): CornerDrag {
    const [minX, minY, maxX, maxY] = boundsOfShape(shape);
    const opposite: Readonly<Record<number, readonly [number, number]>> = { 0: [maxX, maxY], 1: [minX, maxY], 2: [minX, minY], 3: [maxX, minY] };
    const corners = shape.polygons[0]?.[0]?.slice(0, 4).map((corner) => this.#moved(corner, shape.crs, this.#view.crs)) ?? [];
    const shapeAt = (corner: number, position: Coordinate): AreaShape => {
      const [x = 0, y = 0] = this.#moved(position, this.#view.crs, shape.crs);
      return { ...shape, ...rectangleFrom([x, y], opposite[corner] ?? [minX, minY], shape.crs), from: null };
    };
    return new CornerDrag(corners, NEAR_PX, {
      moved: (corner, position) => {
        this.#shape = shapeAt(corner, position);
        this.#draw();
      },
      ended: (corner, position) => {
        this.#endedAt = performance.now();
        const changed = shapeAt(corner, position);
        const [left, bottom, right, top] = boundsOfShape(changed);
        edited(right > left && top > bottom ? changed : shape);
      },
    });
  }

  #modify(outline: Feature<MultiPolygon>, edited: (shape: AreaShape) => void): Modify {
    const modify = new Modify({ features: new Collection([outline]), pixelTolerance: NEAR_PX });
    modify.on('modifyend', () => {
      this.#endedAt = performance.now();
      const polygons = outline.getGeometry()?.getCoordinates() as Polygons | undefined;
      if (polygons && this.#shape) edited({ ...this.#shape, crs: this.#view.crs, polygons, from: null });
    });
    return modify;
  }

  #toMap(polygons: Polygons, crs: string): Coordinate[][][] {
    return polygons.map((rings) => rings.map((ring) => ring.map((position) => this.#moved(position, crs, this.#view.crs))));
  }

  #moved(position: Coordinate, from: string, to: string): Coordinate {
    const [source, target] = [projectionOf(from), projectionOf(to)];
    return source && target && from !== to ? transform([...position], source, target) : [...position];
  }
}

/** What a click can be near to: the lines of an area, or a corner. */
function outlineOf(geometry: unknown): { getClosestPoint(position: Coordinate): Coordinate } | null {
  if (geometry instanceof Point) return geometry;
  return geometry instanceof MultiPolygon ? geometry : null;
}
