import type { Bounds } from '../../../../shared/geo/bounds.ts';
import type { RecordKind } from '../../../../shared/records/record-base.ts';
import type { RecordOf } from '../../../../shared/records/record.ts';
import type { EngineContext } from '../../context.ts';
import type { StacItem, StacLink } from './document.ts';

/** What the writers read: the records, and the files that lie beside them. */
export type StacSource = Pick<EngineContext, 'catalog' | 'workspace'>;

/** One item of a record: where it is written and what its collection must know of it. */
export interface StacEntry {
  /** Workspace-relative. */
  readonly path: string;
  readonly title: string;
  readonly boxes: readonly Bounds[];
  /** First and last moment, ISO 8601 in UTC. */
  readonly start: string;
  readonly end: string;
}

/** A collection: its document's path and what it says of itself. */
export interface StacGroup {
  readonly path: string;
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** One document, or a folder and which of its names are STAC's. */
export type StacPlace = { readonly file: string } | { readonly folder: string; readonly isOurs: (name: string) => boolean };

/** How the records of one kind appear in the STAC catalog. */
export interface StacPart<K extends RecordKind = RecordKind> {
  readonly kind: K;
  /** The collection that a record's items belong to. */
  group(record: RecordOf<K>): StacGroup;
  entries(record: RecordOf<K>): readonly StacEntry[];
  item(source: StacSource, record: RecordOf<K>, entry: StacEntry): StacItem;
  /** Where documents of the record with this id may lie. */
  place(id: string): StacPlace;
  /** The folder whose subfolders or files are the places of all records, for finding those of removed ones. */
  readonly folder: string;
}

export const ROOT_PATH = 'catalog.json';
export const JSON_TYPE = 'application/json';
export const GEOJSON_TYPE = 'application/geo+json';

/** First moment of a day. */
export function dayStart(day: string): string {
  return `${day}T00:00:00Z`;
}

/** Last second of a day. */
export function dayEnd(day: string): string {
  return `${day}T23:59:59Z`;
}

/** A link by relation to a document of the catalog, with the type that its kind of document has. */
export function documentLink(rel: string, href: string, title?: string): StacLink {
  const type = rel === 'item' || rel === 'derived_from' ? GEOJSON_TYPE : JSON_TYPE;
  return { rel, href, type, ...(title === undefined ? {} : { title }) };
}
