import Feature from 'ol/Feature.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { MapView } from './map-view.ts';

/** What was decided about a doubted sample; `open` where nothing was. */
export type FlagState = 'open' | 'fix' | 'drop' | 'keep';

/** A doubted sample on the map, in degrees. */
export interface FlagDot {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  /** `#rrggbb` of its class, or of the class that it was given. */
  readonly colour: string;
  readonly state: FlagState;
  /** The one that is looked at. */
  readonly isCurrent: boolean;
}

/** Doubted samples that are drawn over the map. */
export interface FlagDots {
  /** Draws these in the place of those before. */
  show(dots: readonly FlagDot[]): void;
  remove(): void;
}

const RADIUS = 5;
/** How near a press must come to a dot, in pixels. */
const REACH_PX = 10;
/** Seen over light and dark maps. */
const RIM = 'rgba(10, 20, 10, 0.85)';
/** The ring of what nothing was decided about, and the cross of what is left out. */
const [OPEN, CROSS] = ['#ffb020', '#ffffff'];

/**
 * Doubted samples over the map: a disk in the colour of the class, ringed in amber while nothing was decided, crossed where
 * it is left out; the one that is looked at has a halo.
 * @param picked told the sample whose dot was pressed
 */
export function flagDots({ map }: MapView, picked: (id: string) => void): FlagDots {
  const styles = new Map<string, Style[]>();
  const source = new VectorSource<Feature<Point>>();
  const layer = new VectorLayer({ source, zIndex: 910, style: (feature) => styleOf(styles, feature.getProperties() as Pick<FlagDot, 'colour' | 'state' | 'isCurrent'>) });
  let shown: readonly FlagDot[] = [];
  const place = (): void => {
    const projection = map.getView().getProjection();
    source.clear(true);
    source.addFeatures(shown.flatMap(({ id, lon, lat, colour, state, isCurrent }) => {
      const position = fromLonLat([lon, lat], projection);
      return position.every(Number.isFinite) ? [new Feature({ geometry: new Point(position), id, colour, state, isCurrent })] : [];
    }));
  };
  const press = ({ coordinate }: MapBrowserEvent): void => {
    const nearest = source.getClosestFeatureToCoordinate(coordinate);
    const [at, pointed] = [nearest?.getGeometry()?.getCoordinates(), map.getPixelFromCoordinate(coordinate)];
    const pixel = at && map.getPixelFromCoordinate(at);
    if (nearest && pixel && Math.hypot((pixel[0] ?? 0) - (pointed[0] ?? 0), (pixel[1] ?? 0) - (pointed[1] ?? 0)) <= REACH_PX) picked(String(nearest.get('id')));
  };
  layer.setMap(map);
  // Another projection of the map: the same places lie elsewhere on it.
  map.on('change:view', place);
  map.on('click', press);
  return {
    show(dots) {
      shown = dots;
      place();
    },
    remove() {
      map.un('change:view', place);
      map.un('click', press);
      layer.setMap(null);
      layer.dispose();
    },
  };
}

function styleOf(kept: Map<string, Style[]>, { colour, state, isCurrent }: Pick<FlagDot, 'colour' | 'state' | 'isCurrent'>): Style[] {
  const key = `${colour} ${state} ${isCurrent}`;
  const known = kept.get(key);
  if (known) return known;
  const disk = new Style({ image: new Circle({ radius: RADIUS, fill: new Fill({ color: colour }), stroke: new Stroke({ color: RIM, width: 1 }) }) });
  const ring = new Style({ image: new Circle({ radius: RADIUS + 2.5, stroke: new Stroke({ color: OPEN, width: 2.5 }) }) });
  const cross = new Style({ image: new RegularShape({ points: 4, radius: RADIUS + 2, radius2: 0, angle: Math.PI / 4, stroke: new Stroke({ color: CROSS, width: 2 }) }) });
  const halo = [new Style({ image: new Circle({ radius: RADIUS + 8, stroke: new Stroke({ color: RIM, width: 4 }) }) }), new Style({ image: new Circle({ radius: RADIUS + 8, stroke: new Stroke({ color: CROSS, width: 2 }) }) })];
  const own = state === 'open' ? [ring, disk] : state === 'drop' ? [disk, cross] : [disk];
  const made = isCurrent ? [...halo, ...own] : own;
  kept.set(key, made);
  return made;
}

/** Bounds of doubted samples in degrees, with a little room; null without any. */
export function flagBounds(dots: readonly FlagDot[]): [west: number, south: number, east: number, north: number] | null {
  if (dots.length === 0) return null;
  const [lons, lats] = [dots.map(({ lon }) => lon), dots.map(({ lat }) => lat)];
  const [west, south, east, north] = [least(lons), least(lats), most(lons), most(lats)];
  const room = Math.max(0.002, 0.05 * Math.max(east - west, north - south));
  return [west - room, south - room, east + room, north + room];
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
