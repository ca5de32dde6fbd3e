import { appError } from '../../../shared/errors/app-error.ts';
import { checkScheme } from '../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { SchemeRecord } from '../../../shared/records/learning.ts';
import type { EngineContext } from '../context.ts';
import { shippedScheme } from '../ingest/class-scheme/shipped.ts';

/** How an edited scheme is kept. */
export type SaveWay = 'version' | 'replace';

/** `-v2` and the like at the end of an id. */
const VERSION = /-v(\d+)$/;

/** Ids of the sample sets that are labelled by a scheme. Models and maps have a copy of theirs and do not count. */
export function usersOf({ catalog }: Pick<EngineContext, 'catalog'>, id: string): string[] {
  return catalog.samples.list().filter(({ schemeId }) => schemeId === id).map((samples) => samples.id);
}

/**
 * Keeps a scheme: as the next version of its name (`fields`, `fields-v2`, …), or in its place.
 * @returns the id it has
 * @throws SCHEME_INVALID; for a replacement RECORD_NOT_FOUND, SCHEME_SHIPPED, RECORD_IN_USE
 */
export function keepScheme(engine: EngineContext, scheme: ClassScheme, way: SaveWay): string {
  const checked = checkScheme(scheme, scheme.title);
  const id = way === 'version' ? nextVersion(engine, checked.id) : replaceable(engine, checked.id);
  const old = engine.catalog.scheme.find(checked.id);
  const title = way === 'version' ? titleOf(engine, checked.title, id) : checked.title;
  const record: SchemeRecord = { kind: 'scheme', id, title, createdAt: engine.now().toISOString(), simulated: old?.simulated ?? false, warnings: [], scheme: { ...checked, id, title } };
  engine.catalog.scheme.put(record);
  return id;
}

/** Puts a shipped scheme into the catalog, unless it lies there. @throws RECORD_NOT_FOUND */
export function addShipped({ catalog, now }: EngineContext, id: string): string {
  if (catalog.scheme.find(id)) return id;
  const scheme = shippedScheme(id);
  if (!scheme) throw appError('RECORD_NOT_FOUND', { kind: 'scheme', id });
  catalog.scheme.insert({ kind: 'scheme', id, title: scheme.title, createdAt: now().toISOString(), simulated: false, warnings: [], scheme });
  return id;
}

function nextVersion({ catalog }: EngineContext, id: string): string {
  const base = id.replace(VERSION, '');
  if (!catalog.scheme.find(base) && !shippedScheme(base)) return base;
  let version = Number(VERSION.exec(id)?.[1] ?? 1) + 1;
  while (catalog.scheme.find(`${base}-v${version}`)) version++;
  return `${base}-v${version}`;
}

/** Two schemes of one title could not be told apart in a list; a title that was changed stays as the person wrote it. */
function titleOf({ catalog }: EngineContext, title: string, id: string): string {
  const version = VERSION.exec(id)?.[1];
  const isTaken = catalog.scheme.list().some((record) => record.title === title);
  return version !== undefined && isTaken ? `${title.replace(/ \(v\d+\)$/, '')} (v${version})` : title;
}

function replaceable(engine: EngineContext, id: string): string {
  if (shippedScheme(id)) throw appError('SCHEME_SHIPPED', { scheme: id });
  engine.catalog.scheme.get(id);
  const users = usersOf(engine, id);
  if (users.length > 0) throw appError('RECORD_IN_USE', { kind: 'scheme', id, users: users.join(', ') });
  return id;
}
