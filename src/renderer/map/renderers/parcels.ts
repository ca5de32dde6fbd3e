import type { FeatureLike } from 'ol/Feature.js';
import { asArray } from 'ol/color.js';
import MVT from 'ol/format/MVT.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import VectorTile from 'ol/source/VectorTile.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style, { type StyleFunction } from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { rgbOf } from '../../../shared/raster/class-scheme.ts';
import { classOfCode } from '../../layers/parcel-classes.ts';
import type { ParcelLayer } from '../../layers/layer.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { type OutlineLook, outlineLook } from '../outline-look.ts';
import type { LayerRenderer } from './renderer.ts';

/** Map units per pixel below which a parcel is wide enough for its label (about 1 : 20 000). */
const LABEL_RESOLUTION = 5.5;
/** Metres per pixel beyond which no parcel is drawn: a continent would ask for thousands of tiles. */
const FARTHEST = 1250;
/** Opacity of the patches that stand for many parcels where nothing fills them. */
const PATCH_OPACITY = 0.35;
/** Parcels that are there to be clicked, though nothing fills them. */
const CLICKABLE = new Fill({ color: 'rgba(255,255,255,0.01)' });

/** Parcels as vector tiles that the engine cuts from its GeoPackage (Web Mercator, as tiles are). */
export const parcelRenderer: LayerRenderer<ParcelLayer> = {
  create(layer) {
    const source = new VectorTile({ format: new MVT(), url: `/tiles/${encodeURIComponent(layer.recordId)}/{z}/{x}/{y}.mvt`, maxZoom: 16 });
    return new VectorTileLayer({ source, style: styleOf(layer), declutter: true, maxResolution: FARTHEST, ...commonOptions(layer) });
  },
  update(drawn, layer, before) {
    if (changesCanvas(layer, before) || !(drawn instanceof VectorTileLayer)) return false;
    const looks = ['colour', 'width', 'scheme', 'hidden', 'fillOpacity', 'labels'] as const;
    if (looks.some((field) => layer[field] !== before[field])) drawn.setStyle(styleOf(layer));
    return true;
  },
};

/** One style per code and step of the scale, made once; labels come on top where the map is large enough. */
function styleOf(layer: ParcelLayer): StyleFunction {
  const [red = 0, green = 0, blue = 0] = asArray(layer.colour);
  const strokes = new Map<number, Stroke>();
  const fills = new Map<string, Style | null>();
  const patches = new Map<string, Style>();
  const strokeOf = ({ width, opacity }: OutlineLook): Stroke => {
    const known = strokes.get(width) ?? new Stroke({ color: [red, green, blue, opacity], width: layer.width * width });
    strokes.set(width, known);
    return known;
  };
  const styleOfCode = (code: string, look: OutlineLook): Style | null => {
    const key = `${look.width} ${code}`;
    const known = fills.get(key);
    if (known !== undefined) return known;
    const stroke = strokeOf(look);
    const cropClass = layer.scheme ? classOfCode(layer.scheme, layer.codeSource, code) : null;
    const isHidden = cropClass !== null && layer.hidden.includes(cropClass.code);
    const fill = cropClass ? new Fill({ color: `rgba(${rgbOf(cropClass.colour).join(',')},${layer.fillOpacity})` }) : CLICKABLE;
    const style = isHidden ? null : new Style({ fill, stroke });
    fills.set(key, style);
    return style;
  };
  // Where parcels are too small to be drawn one by one the engine gives patches of one crop: they have no outline.
  const patchOf = (code: string, style: Style): Style => {
    const known = patches.get(code);
    if (known) return known;
    const fill = style.getFill();
    const patch = new Style({ fill: fill && fill !== CLICKABLE ? fill : new Fill({ color: asArray(layer.colour).slice(0, 3).concat(PATCH_OPACITY) }) });
    patches.set(code, patch);
    return patch;
  };
  const label = new Style({ text: new Text({ font: '500 11px "Inter Variable", sans-serif', fill: new Fill({ color: '#1d211c' }), stroke: new Stroke({ color: 'rgba(255,255,255,0.9)', width: 3 }), overflow: false }) });
  return (feature, resolution) => {
    const style = styleOfCode(textOf(feature, 'code'), outlineLook(resolution));
    if (!style) return undefined;
    if (feature.get('generalised') === true) return patchOf(textOf(feature, 'code'), style);
    if (layer.labels === 'none' || resolution > LABEL_RESOLUTION) return style;
    label.getText()?.setText(textOf(feature, layer.labels));
    return [style, label];
  };
}

function textOf(feature: FeatureLike, field: string): string {
  const value: unknown = feature.get(field);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
