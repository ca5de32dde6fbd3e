import type { Geometry, MultiPolygon } from 'gdal-async';

import { AREA_CORNERS, AREA_FEATURES, AREA_POLYGONS, type Polygons, polygonsSchema } from '../../../shared/contract/areas.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { isOnEarth } from '../gdal/crs.ts';
import { gdal } from '../gdal/gdal.ts';
import { areaMeter, validPolygon } from '../gdal/polygon.ts';
import { describeVector, type LayerDescription, readFeatures, type VectorFeature } from '../gdal/vector.ts';
import { implementTask } from '../pool/rpc.ts';
import { readAreaTask } from './area.rpc.ts';

/** Square metres of a hectare. */
const HECTARE = 1e4;
/** Columns that tell features apart, the first that a layer has. */
const LABELS = /^(name|nom|title|label|libelle|id|code|fid_1|num|tile)$/i;
/** Share of the longer side by which an outline that is too fine is first simplified. */
const FIRST_TOLERANCE = 1 / 20_000;

/** See {@link readAreaTask}. */
export const readAreaImplementation = implementTask(readAreaTask, async ({ path, layer: wanted, fids }) => {
  await Promise.resolve();
  const layers = describeVector(path).layers.filter(mayHavePolygons);
  const layer = wanted === undefined ? layers[0] : layers.find(({ name }) => name === wanted);
  if (!layer?.bounds) throw appError('AREA_NONE', { file: path, detail: wanted === undefined ? 'it has no layer of polygons.' : `it has no layer “${wanted}” with polygons.` });
  if (layer.crs === null) throw appError('CRS_MISSING', { file: path });
  if (!isOnEarth(layer.bounds, layer.crs)) throw appError('COORDINATES_IMPOSSIBLE', { file: path, crs: layer.crs.startsWith('EPSG:') ? layer.crs : 'it names' });
  const found = gather(path, layer, fids ? new Set(fids) : null);
  if (!found.all) throw appError('AREA_NONE', { file: path, detail: fids ? 'none of the chosen features is a polygon.' : `the layer “${layer.name}” holds no polygon that could be used.` });
  const metre = areaMeter(layer.crs, middleOf(layer.bounds));
  const dissolved = found.count > 1 ? found.all.unionCascaded() : found.all;
  const { geometry, simplified } = simpler(dissolved, layer.bounds);
  return {
    crs: layer.crs,
    layer: layer.name,
    layers: layers.map(({ name }) => name),
    total: found.total,
    features: found.features.map(({ fid, label, geometry: own }) => ({ fid, label, hectares: metre(own) / HECTARE })),
    polygons: polygonsOf(geometry),
    hectares: metre(geometry) / HECTARE,
    simplified,
  };
});

const mayHavePolygons = ({ geometryType }: LayerDescription): boolean => !/point|line|curve(?!poly)/i.test(geometryType);

const middleOf = ([minX, minY, maxX, maxY]: NonNullable<LayerDescription['bounds']>): [number, number] => [(minX + maxX) / 2, (minY + maxY) / 2];

interface Gathered {
  /** Every polygon that was chosen; null where there is none. */
  readonly all: MultiPolygon | null;
  readonly count: number;
  readonly total: number;
  readonly features: readonly { readonly fid: number; readonly label: string; readonly geometry: MultiPolygon }[];
}

function gather(path: string, layer: LayerDescription, chosen: ReadonlySet<number> | null): Gathered {
  const column = layer.fields.find(({ name }) => LABELS.test(name))?.name;
  const features: { fid: number; label: string; geometry: MultiPolygon }[] = [];
  let all: MultiPolygon | null = null;
  let count = 0;
  let total = 0;
  readFeatures(path, { layer: layer.name }, (feature) => {
    const outcome = validPolygon(feature.geometry);
    if ('fault' in outcome) return;
    total += 1;
    if (features.length < AREA_FEATURES) features.push({ fid: feature.fid, label: labelOf(feature, column), geometry: outcome.geometry });
    if (chosen && !chosen.has(feature.fid)) return;
    count += outcome.geometry.children.count();
    if (count > AREA_POLYGONS) throw appError('AREA_TOO_LARGE', { file: path, count: layer.count, most: AREA_POLYGONS });
    const parts = (all ??= new gdal.MultiPolygon());
    outcome.geometry.children.forEach((child) => { parts.children.add(child); });
  });
  return { all, count, total, features };
}

function labelOf({ fid, properties }: VectorFeature, column: string | undefined): string {
  const value = column === undefined ? null : properties[column];
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : typeof value === 'number' ? String(value) : `# ${fid}`;
}

/** The outline with at most {@link AREA_CORNERS} corners. */
function simpler(geometry: Geometry, bounds: NonNullable<LayerDescription['bounds']>): { readonly geometry: Geometry; readonly simplified: boolean } {
  const side = Math.max(bounds[2] - bounds[0], bounds[3] - bounds[1]);
  let result = geometry;
  for (let tolerance = side * FIRST_TOLERANCE; corners(result) > AREA_CORNERS && tolerance < side; tolerance *= 2) {
    const coarser = validPolygon(geometry.simplifyPreserveTopology(tolerance));
    if ('geometry' in coarser) result = coarser.geometry;
  }
  return { geometry: result, simplified: result !== geometry };
}

const corners = (geometry: Geometry): number => polygonsOf(geometry).reduce((sum, rings) => sum + rings.reduce((inner, ring) => inner + ring.length, 0), 0);

/** Coordinates as GeoJSON nests them. */
function polygonsOf(geometry: Geometry): Polygons {
  const { type, coordinates } = geometry.toObject() as { readonly type: string; readonly coordinates: unknown };
  return polygonsSchema.parse(type === 'Polygon' ? [coordinates] : coordinates);
}
