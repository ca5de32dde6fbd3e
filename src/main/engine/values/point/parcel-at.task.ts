import type { Layer } from 'gdal-async';
import { appError } from '../../../../shared/errors/app-error.ts';
import { crsName, spatialReference } from '../../gdal/crs.ts';
import { gdal } from '../../gdal/gdal.ts';
import { withVector } from '../../gdal/vector.ts';
import { implementTask } from '../../pool/rpc.ts';
import { type ParcelsAt, parcelsAtTask } from './parcel-at.rpc.ts';
import { type Place, positionIn } from '../place.ts';

type Attributes = ParcelsAt['parcels'][number]['properties'];

/** See {@link parcelsAtTask}. */
export const parcelsAtImplementation = implementTask(parcelsAtTask, async ({ path, layer: name, ...place }) => {
  await Promise.resolve();
  return withVector(path, (dataset) => parcelsIn(dataset.layers.get(name), path, place));
});

function parcelsIn(layer: Layer, path: string, place: Place): ParcelsAt {
  const crs = crsName(layer.srs);
  if (!crs) throw appError('CRS_MISSING', { file: path });
  const position = positionIn(crs, place);
  if (!position) return { covered: false, parcels: [] };
  const point = new gdal.Point(position.x, position.y);
  point.srs = spatialReference(crs);
  layer.setSpatialFilter(position.x, position.y, position.x, position.y);
  const found: { fid: number; area: number; properties: Attributes }[] = [];
  for (const feature of layer.features) {
    const geometry = feature.getGeometry();
    if (!geometry?.intersects(point)) continue;
    const { minX, minY, maxX, maxY } = geometry.getEnvelope();
    found.push({ fid: feature.fid, area: (maxX - minX) * (maxY - minY), properties: plain(feature.fields.toObject() as Record<string, unknown>) });
  }
  return { covered: found.length > 0, parcels: found.toSorted((a, b) => a.area - b.area).map(({ fid, properties }) => ({ fid, properties })) };
}

/** Attributes as JSON holds them: dates and lists as text. */
function plain(fields: Readonly<Record<string, unknown>>): Attributes {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, attributeOf(value)]));
}

function attributeOf(value: unknown): Attributes[string] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
