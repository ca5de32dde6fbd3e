import { footprintOf } from './geometry.ts';
import { hrefTo } from './href.ts';
import { makeItem } from './item.ts';
import { mediaType } from './media-type.ts';
import { projectionFields, resolutionFields } from './raster-field.ts';
import type { StacGroup, StacPart } from './stac-part.ts';

const FOLDER = 'stac/masks';
const GROUP: StacGroup = { path: `${FOLDER}/collection.json`, id: 'masks', title: 'Cropland masks', description: 'Rasters that say where there is cropland.' };

/** `stac/masks/<id>.json`: the raster, and which of its values count as cropland. */
export const maskPart: StacPart<'mask'> = {
  kind: 'mask',
  folder: FOLDER,
  group: () => GROUP,
  place: (id) => ({ file: `${FOLDER}/${id}.json` }),
  entries: (record) => {
    const made = new Date(record.createdAt).toISOString();
    return [{ path: maskPath(record.id), title: record.title, boxes: record.footprint, start: made, end: made }];
  },
  item: (_source, record, entry) =>
    makeItem(record, {
      id: record.id,
      path: entry.path,
      group: GROUP,
      footprint: footprintOf(record.grid, record.footprint),
      properties: { title: record.title, datetime: entry.start, 'furrow:cropland_values': record.croplandValues },
      assets: { mask: { href: hrefTo(entry.path, record.path), roles: ['data'], ...mediaType(record.path), ...projectionFields(record.grid), ...resolutionFields(record.grid) } },
      links: [],
    }),
};

/** Workspace-relative path of a mask's item. */
export function maskPath(id: string): string {
  return `${FOLDER}/${id}.json`;
}
