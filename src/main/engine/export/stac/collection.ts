import { basename } from 'node:path';
import { STAC_VERSION, type StacCatalog, type StacCollection } from './document.ts';
import { bboxOf } from './geometry.ts';
import { hrefTo } from './href.ts';
import type { GroupEntries } from './stac-index.ts';
import { documentLink, ROOT_PATH, type StacGroup } from './stac-part.ts';

/** The document of a collection: its extent is that of its items. */
export function collectionDocument({ group, entries }: GroupEntries): StacCollection {
  const starts = entries.map((entry) => entry.start).sort();
  const ends = entries.map((entry) => entry.end).sort();
  return {
    type: 'Collection',
    stac_version: STAC_VERSION,
    id: group.id,
    title: group.title,
    description: group.description,
    // What was imported keeps the licence of its source, which Furrow does not know.
    license: 'other',
    extent: {
      spatial: { bbox: [bboxOf(entries.flatMap((entry) => entry.boxes))] },
      temporal: { interval: [[starts[0] ?? '', ends.at(-1) ?? '']] },
    },
    links: [
      documentLink('root', hrefTo(group.path, ROOT_PATH)),
      documentLink('parent', hrefTo(group.path, ROOT_PATH)),
      ...entries.map((entry) => documentLink('item', hrefTo(group.path, entry.path), entry.title)),
    ],
  };
}

/** The root of the catalog with a link to each collection that has items. */
export function rootDocument(folder: string, groups: readonly StacGroup[]): StacCatalog {
  return {
    type: 'Catalog',
    stac_version: STAC_VERSION,
    id: 'furrow-workspace',
    title: basename(folder),
    description: 'A workspace of Furrow: scenes, parcels, composites and crop maps. All links are relative.',
    links: [
      documentLink('root', './catalog.json', basename(folder)),
      ...groups.map((group) => documentLink('child', hrefTo(ROOT_PATH, group.path), group.title)),
    ],
  };
}
