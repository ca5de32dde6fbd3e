import type { SampleTable } from '../table.ts';

/**
 * The parcel of each row: its attribute, else what stands before the last `/` of its id (samples drawn from parcels are
 * named `parcel/row-column`), else the row is its own parcel.
 */
export function parcelKeys(table: SampleTable): string[] {
  const known = table.attributes.get('parcel');
  return table.ids.map((id, row) => {
    const parcel = known?.[row];
    if (parcel !== undefined && parcel !== null && parcel !== '') return parcel;
    const slash = id.lastIndexOf('/');
    return slash > 0 ? id.slice(0, slash) : id;
  });
}

/** A group per row such that the rows of a parcel share that of their first row. */
export function grouped(table: SampleTable, groupOf: (row: number) => string): string[] {
  const byParcel = new Map<string, string>();
  return parcelKeys(table).map((parcel, row) => {
    const known = byParcel.get(parcel);
    if (known !== undefined) return known;
    const group = groupOf(row);
    byParcel.set(parcel, group);
    return group;
  });
}
