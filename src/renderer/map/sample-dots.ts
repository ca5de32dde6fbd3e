import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { MapView } from './map-view.ts';

/** A sample on the map: degrees, and the index of its class among the colours. */
export interface SampleDot {
  readonly lon: number;
  readonly lat: number;
  readonly class: number;
  /** Test samples are drawn as rings. */
  readonly test: boolean;
}

/** Dots are smaller where the map shows a wide area, so that the fields under them are seen. */
const RADIUS = { near: 4, far: 2.5 } as const;
/** Map units per pixel above which dots are small. */
const FAR_RESOLUTION = 6;
/** Seen over any map, with the ring of a test sample or the disk of a training sample inside. */
const RIM = 'rgba(10, 20, 10, 0.85)';

/**
 * Samples over the map as dots in the colours of their classes.
 * @param colours `#rrggbb` by class
 * @returns takes them away
 */
export function showSampleDots(view: MapView, dots: readonly SampleDot[], colours: readonly string[]): () => void {
  const { map } = view;
  const styles = new Map<string, Style[]>();
  const layer = new VectorLayer({ source: new VectorSource<Feature<Point>>(), zIndex: 900, style: (feature, resolution) => stylesOf(styles, { colour: String(colours[Number(feature.get('class'))] ?? '#888888'), isTest: feature.get('test') === true, radius: resolution > FAR_RESOLUTION ? RADIUS.far : RADIUS.near }) });
  const place = (): void => {
    const projection = map.getView().getProjection();
    const features = dots.flatMap(({ lon, lat, class: of, test }) => {
      const position = fromLonLat([lon, lat], projection);
      return position.every(Number.isFinite) ? [new Feature({ geometry: new Point(position), class: of, test })] : [];
    });
    layer.getSource()?.clear(true);
    layer.getSource()?.addFeatures(features);
  };
  place();
  // Another projection of the map: the same places lie elsewhere on it.
  map.on('change:view', place);
  layer.setMap(map);
  return () => {
    map.un('change:view', place);
    layer.setMap(null);
    layer.dispose();
  };
}

interface DotLook {
  readonly colour: string;
  readonly isTest: boolean;
  readonly radius: number;
}

function stylesOf(kept: Map<string, Style[]>, { colour, isTest, radius }: DotLook): Style[] {
  const key = `${colour} ${isTest} ${radius}`;
  const known = kept.get(key);
  if (known) return known;
  const image = isTest
    ? [new Circle({ radius, stroke: new Stroke({ color: RIM, width: radius + 0.5 }) }), new Circle({ radius, stroke: new Stroke({ color: colour, width: radius * 0.6 }) })]
    : [new Circle({ radius, fill: new Fill({ color: colour }), stroke: new Stroke({ color: RIM, width: radius / 4 }) })];
  const made = image.map((one) => new Style({ image: one }));
  kept.set(key, made);
  return made;
}

/** Bounds of samples in degrees, with a little room; null without any. */
export function dotBounds(dots: readonly SampleDot[]): [west: number, south: number, east: number, north: number] | null {
  if (dots.length === 0) return null;
  const box = dots.reduce<[number, number, number, number]>(([west, south, east, north], { lon, lat }) => [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)], [180, 90, -180, -90]);
  const room = Math.max(0.002, 0.05 * Math.max(box[2] - box[0], box[3] - box[1]));
  return [box[0] - room, box[1] - room, box[2] + room, box[3] + room];
}

/** Share of the view below which a cloud of samples is a speck that nobody finds. */
const SPECK = 0.01;

/**
 * True where a view shows some of the samples, and more than a speck of them.
 * @param seen bounds of the view in degrees; null where it has none
 */
export function areInView(dots: readonly SampleDot[], seen: readonly number[] | null): boolean {
  const bounds = dotBounds(dots);
  if (!bounds || !seen) return false;
  const [west = 0, south = 0, east = 0, north = 0] = seen;
  if (bounds[2] - bounds[0] < SPECK * (east - west) && bounds[3] - bounds[1] < SPECK * (north - south)) return false;
  return dots.some(({ lon, lat }) => lon >= west && lon <= east && lat >= south && lat <= north);
}
