import { footprintOfBoxes } from './geometry.ts';
import { hrefTo } from './href.ts';
import { makeItem } from './item.ts';
import { mediaType } from './media-type.ts';
import { crsFields } from './raster-field.ts';
import type { StacGroup, StacPart } from './stac-part.ts';

const FOLDER = 'stac/parcels';
const GROUP: StacGroup = { path: `${FOLDER}/collection.json`, id: 'parcels', title: 'Parcels', description: 'Sets of field parcels with crop codes, as GeoPackages.' };

/** `stac/parcels/<id>.json`: the GeoPackage of a set of parcels. */
export const parcelsPart: StacPart<'parcels'> = {
  kind: 'parcels',
  folder: FOLDER,
  group: () => GROUP,
  place: (id) => ({ file: parcelsPath(id) }),
  entries: (record) => {
    const made = new Date(record.createdAt).toISOString();
    return [{ path: parcelsPath(record.id), title: record.title, boxes: record.footprint, start: made, end: made }];
  },
  item: (_source, record, entry) =>
    makeItem(record, {
      id: record.id,
      path: entry.path,
      group: GROUP,
      footprint: footprintOfBoxes(record.footprint),
      properties: { title: record.title, datetime: entry.start, ...crsFields(record.crs), 'furrow:parcels': record.count, 'furrow:code_source': record.codeSource },
      assets: { parcels: { href: hrefTo(entry.path, record.path), title: record.layer, roles: ['data'], ...mediaType(record.path) } },
      links: [],
    }),
};

/** Workspace-relative path of the item of a parcel set. */
export function parcelsPath(id: string): string {
  return `${FOLDER}/${id}.json`;
}
