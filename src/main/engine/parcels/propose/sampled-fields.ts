import { eachRowInParcels } from '../../hygiene/rows-in-parcels.ts';
import { readSamples } from '../../samples/parquet.ts';
import type { SampleTable } from '../../samples/table.ts';
import type { KnownSamples, TimeSpan } from './propose.rpc.ts';

/**
 * Feature ids of the parcels that hold a sample of the map's time: what grows there is known already. A label of another
 * year says nothing of this one's crop.
 * @param parcels GeoPackage of a parcel set, absolute
 * @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING, VECTOR_UNREADABLE
 */
export async function sampledFields(parcels: string, sets: readonly KnownSamples[], span: TimeSpan): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  for (const { path, crs, isOfTime } of sets) {
    const table = await readSamples(path);
    const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => isTimely(table, row, span) ?? isOfTime);
    const places = { rows: rows.length, x: Float64Array.from(rows, (row) => table.x[row] as number), y: Float64Array.from(rows, (row) => table.y[row] as number) };
    if (rows.length > 0) eachRowInParcels(places, crs, parcels, () => undefined, ({ fid }) => found.add(fid));
  }
  return found;
}

/** Whether the label of a row is of the map's time; null where the row does not say. */
function isTimely({ attributes }: SampleTable, row: number, { start, end }: TimeSpan): boolean | null {
  const day = attributes.get('valid_time')?.[row];
  if (day) return day >= start && day <= end;
  const year = attributes.get('year')?.[row];
  return year ? year >= start.slice(0, 4) && year <= end.slice(0, 4) : null;
}
