import type { ParcelColumn } from '../../../shared/contract/parcels.ts';
import type { GeoPackageLayer, LayerColumn } from '../catalog/geopackage.ts';
import { keptOpenLayer } from '../catalog/open-layers.ts';
import { implementTask } from '../pool/rpc.ts';
import { outlinesOf } from './outlines.ts';
import { queriedFids } from './parcel-query.ts';
import { selectParcels } from './select-parcels.ts';
import { parcelColumnsTask, parcelGetTask, parcelPageTask, parcelRankTask, parcelSelectTask } from './table.rpc.ts';

/** Columns that Furrow writes at import, in the order in which a reader wants them. */
const OWN = ['code', 'label', 'area_m2', 'source_id'];

export const parcelColumnsImplementation = implementTask(parcelColumnsTask, async ({ path, layer }) => {
  const source = keptOpenLayer(path, layer);
  return { total: source.fids([]).length, columns: ordered(source).map(({ name, type }): ParcelColumn => ({ name, type, origin: OWN.includes(name) ? 'furrow' : 'source' })) };
});

export const parcelPageImplementation = implementTask(parcelPageTask, async ({ path, layer, crs, offset, limit, columns, ...query }) => {
  const source = keptOpenLayer(path, layer);
  const fids = queriedFids(path, source, crs, query);
  const names = columns ?? ordered(source).map(({ name }) => name);
  return { total: fids.length, columns: names, rows: source.rows(fids.subarray(offset, offset + limit), names) };
});

export const parcelRankImplementation = implementTask(parcelRankTask, async ({ path, layer, crs, fid, ...query }) => {
  const rank = queriedFids(path, keptOpenLayer(path, layer), crs, query).indexOf(fid);
  return { rank: rank < 0 ? null : rank };
});

export const parcelSelectImplementation = implementTask(parcelSelectTask, async ({ path, layer, crs, limit, ...query }) => {
  const { fids, count, box } = selectParcels(keptOpenLayer(path, layer), crs, query, limit);
  return { fids, count, box: box && [...box] };
});

export const parcelGetImplementation = implementTask(parcelGetTask, async ({ path, layer, crs, fids, target }) => {
  const source = keptOpenLayer(path, layer);
  const columns = ordered(source).map(({ name }) => name);
  const rows = source.rows(fids, columns);
  const outlines = outlinesOf(source, rows.map(({ fid }) => fid), crs, target);
  return { columns, items: rows.map((row, i) => ({ ...row, box: boxOf(outlines[i]), geometry: outlines[i]?.geometry ?? null })) };
});

function boxOf(outline: ReturnType<typeof outlinesOf>[number] | undefined): [number, number, number, number] | null {
  return outline ? [...outline.box] : null;
}

function ordered(layer: GeoPackageLayer): LayerColumn[] {
  const own = OWN.flatMap((name) => layer.columns.find((column) => column.name === name) ?? []);
  return [...own, ...layer.columns.filter((column) => !own.includes(column))];
}
