import { existsSync, readFileSync } from 'node:fs';
import type { CatalogRecord } from '../../../../shared/records/record.ts';
import { extensionsOf, STAC_VERSION, type StacAsset, type StacItem, type StacLink } from './document.ts';
import type { Footprint } from './geometry.ts';
import { hrefTo } from './href.ts';
import { documentLink, JSON_TYPE, ROOT_PATH, type StacGroup, type StacSource } from './stac-part.ts';

/** What differs between items; the rest is the same for all. */
export interface ItemParts {
  readonly id: string;
  readonly path: string;
  readonly group: StacGroup;
  readonly footprint: Footprint;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly assets: Readonly<Record<string, StacAsset>>;
  readonly links: readonly StacLink[];
}

/** Puts an item together, with its links to root and collection and the extensions it uses. */
export function makeItem(record: CatalogRecord, parts: ItemParts): StacItem {
  const properties = {
    ...parts.properties,
    created: new Date(record.createdAt).toISOString(),
    ...(record.simulated ? { 'furrow:simulated': true } : {}),
    ...(record.warnings.length > 0 ? { 'furrow:warnings': record.warnings } : {}),
  };
  return {
    type: 'Feature',
    stac_version: STAC_VERSION,
    stac_extensions: extensionsOf(properties, parts.assets),
    id: parts.id,
    geometry: parts.footprint.geometry,
    bbox: parts.footprint.bbox,
    properties,
    collection: parts.group.id,
    links: [
      documentLink('root', hrefTo(parts.path, ROOT_PATH)),
      documentLink('parent', hrefTo(parts.path, parts.group.path)),
      documentLink('collection', hrefTo(parts.path, parts.group.path), parts.group.title),
      ...parts.links,
    ],
    assets: parts.assets,
  };
}

/** What a run says of an item: the link to its provenance, and the versions that worked. */
export interface RunFacts {
  readonly links: readonly StacLink[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads `runs/<id>/run.json`. Nothing is said of a run whose document is not there, as after an import from elsewhere. */
export function runFacts(source: StacSource, from: string, runId: string | null): RunFacts {
  const stored = `runs/${runId}/run.json`;
  const path = source.workspace.absolute(stored);
  if (runId === null || !existsSync(path)) return { links: [], properties: {} };
  const link: StacLink = { rel: 'provenance', href: hrefTo(from, stored), type: JSON_TYPE, title: 'Inputs, parameters and versions of the run' };
  const versions = versionsOf(readFileSync(path, 'utf8'));
  return { links: [link], properties: versions === null ? {} : { 'processing:software': versions } };
}

function versionsOf(json: string): Record<string, string> | null {
  try {
    return (JSON.parse(json) as { versions?: Record<string, string> }).versions ?? null;
  } catch {
    // A damaged run is reported where it is replayed; the map it made is catalogued all the same.
    return null;
  }
}
