import type { FeatureLike } from 'ol/Feature.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style, { type StyleFunction } from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';

/** What a layer of vector tiles shows, as far as its name tells. */
export type BasemapTheme = 'water' | 'green' | 'land' | 'building' | 'road' | 'border' | 'label' | 'other';

/** Words in the names of layers, as OpenMapTiles, Protomaps and Shortbread call them; the first that fits counts. */
const THEMES: readonly (readonly [theme: BasemapTheme, words: RegExp])[] = [
  ['label', /label|place|poi|housenum|_name|peak/i],
  ['building', /build/i],
  ['road', /road|street|transport|rail|highway|path|bridge|ferr|aeroway/i],
  ['border', /bound|border|admin/i],
  ['water', /water|ocean|lake|river|sea/i],
  ['green', /cover|forest|wood|park|grass|natural|vegetation|farm/i],
  ['land', /land|earth|site|industrial|residential/i],
];

/** The theme of a layer by its name. */
export function basemapTheme(layer: string): BasemapTheme {
  return THEMES.find(([, words]) => words.test(layer))?.[0] ?? 'other';
}

/** Below this many map units per pixel names are written (about 1 : 100 000 at the equator). */
const LABELS_FROM = 30;

/** Quiet colours for vector tiles of any make: the data on top is what matters. Opaque ones, for neighbouring tiles overlap. */
export function vectorBasemapStyle(): StyleFunction {
  const plain: Readonly<Record<BasemapTheme, Style>> = {
    water: new Style({ fill: new Fill({ color: '#bcd4e4' }), stroke: new Stroke({ color: '#a3c1d6', width: 1 }), zIndex: 2 }),
    green: new Style({ fill: new Fill({ color: '#dde7d3' }), zIndex: 1 }),
    land: new Style({ fill: new Fill({ color: '#eceae4' }), zIndex: 0 }),
    building: new Style({ fill: new Fill({ color: '#cfc9c1' }), zIndex: 3 }),
    road: new Style({ stroke: new Stroke({ color: '#8f887d', width: 1.2 }), zIndex: 4 }),
    border: new Style({ stroke: new Stroke({ color: '#847a88', width: 1, lineDash: [4, 3] }), zIndex: 5 }),
    label: new Style({}),
    other: new Style({ stroke: new Stroke({ color: 'rgba(120,118,112,0.6)', width: 0.8 }), zIndex: 3 }),
  };
  const point = new Style({ image: new Circle({ radius: 1.5, fill: new Fill({ color: '#6f6a62' }) }) });
  const text = new Text({ font: '500 11px "Inter Variable", sans-serif', fill: new Fill({ color: '#3a3d38' }), stroke: new Stroke({ color: 'rgba(255,255,255,0.85)', width: 2.5 }), overflow: false });
  const label = new Style({ text, zIndex: 9 });
  return (feature, resolution) => {
    const theme = basemapTheme(textOf(feature, 'layer'));
    const isPoint = feature.getGeometry()?.getType().includes('Point') ?? false;
    const name = textOf(feature, 'name');
    if (theme === 'label' || isPoint) {
      if (name === '') return theme === 'other' && resolution < LABELS_FROM ? point : undefined;
      if (resolution > LABELS_FROM && theme !== 'label') return undefined;
      text.setText(name);
      return label;
    }
    return plain[theme];
  };
}

function textOf(feature: FeatureLike, field: string): string {
  const value: unknown = feature.get(field);
  return typeof value === 'string' ? value : '';
}
