import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { RecordFilter } from './contract.ts';
import type { RecordKindDefinition } from './record-kind.ts';
import type { SqlParams, SqlValue } from './store.ts';

/** A query and its parameters. */
export interface SearchStatement {
  readonly sql: string;
  readonly params: SqlParams;
}

type AnyKind = Pick<RecordKindDefinition, 'kind' | 'order' | 'searchable'> & { readonly footprint: unknown; readonly days: unknown };

/** Nothing is found: the kind has not what the filter asks for. */
const NEVER = '0';

/** The query for the records of a kind that meet all of a filter. Its rows have the column `record`. */
export function searchStatement(definition: AnyKind, filter: RecordFilter = {}): SearchStatement {
  const conditions: string[] = [];
  const params: Record<string, SqlValue> = {};
  if (filter.bounds) conditions.push(boundsCondition(definition, filter.bounds, params));
  if (filter.from !== undefined || filter.to !== undefined) conditions.push(daysCondition(definition, filter, params));
  if (filter.maxCloud !== undefined && definition.searchable.cloud) {
    conditions.push('(cloud IS NULL OR cloud <= :maxCloud)');
    params['maxCloud'] = filter.maxCloud;
  }
  if (filter.tile !== undefined) {
    conditions.push(definition.searchable.tile ? 'tile = :tile' : NEVER);
    if (definition.searchable.tile) params['tile'] = tileName(filter.tile);
  }
  for (const [index, word] of plainWords(filter.text ?? '').split(/\s+/).filter((part) => part !== '').entries()) {
    conditions.push(`instr(words, :word${index}) > 0`);
    params[`word${index}`] = word;
  }
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return { sql: `SELECT id, record FROM ${definition.kind}${where} ORDER BY ${definition.order}`, params };
}

/** `31UFS` of `T31UFS`, `31ufs` or `01CDE` of `1CDE`; anything else in upper case. */
export function tileName(tile: string): string {
  const match = /^T?(\d{1,2})([A-Z]{3})$/.exec(tile.trim().toUpperCase());
  return match ? `${(match[1] ?? '').padStart(2, '0')}${match[2]}` : tile.trim().toUpperCase();
}

/** Text without case and accents, as the search by words compares it. */
export function plainWords(text: string): string {
  return text.normalize('NFKD').replace(/\p{Mark}/gu, '').toLowerCase();
}

/**
 * The boxes between −180° and 180° that a box with any longitudes stands for: one, or two where it crosses the
 * antimeridian; the whole circle when it is 360° or wider.
 */
export function splitAtAntimeridian(bounds: Bounds): Bounds[] {
  const [minX, minY, maxX, maxY] = bounds;
  if (maxX - minX >= 360) return [[-180, minY, 180, maxY]];
  if (minX >= -180 && maxX <= 180) return [bounds];
  const west = minX - 360 * Math.floor((minX + 180) / 360);
  const east = west + (maxX - minX);
  if (east <= 180) return [[west, minY, east, maxY]];
  return [
    [west, minY, 180, maxY],
    [-180, minY, east - 360, maxY],
  ];
}

function boundsCondition(definition: AnyKind, bounds: Bounds, params: Record<string, SqlValue>): string {
  if (definition.footprint === null) return NEVER;
  const parts = splitAtAntimeridian(bounds).map(([minX, minY, maxX, maxY], index) => {
    Object.assign(params, { [`minX${index}`]: minX, [`minY${index}`]: minY, [`maxX${index}`]: maxX, [`maxY${index}`]: maxY });
    const tree = `min_x < :maxX${index} AND max_x > :minX${index} AND min_y < :maxY${index} AND max_y > :minY${index}`;
    const exact = `exact_min_x < :maxX${index} AND exact_max_x > :minX${index} AND exact_min_y < :maxY${index} AND exact_max_y > :minY${index}`;
    return `SELECT owner FROM ${definition.kind}_footprint WHERE ${tree} AND ${exact}`;
  });
  return `key IN (${parts.join(' UNION ALL ')})`;
}

function daysCondition(definition: AnyKind, filter: RecordFilter, params: Record<string, SqlValue>): string {
  if (definition.days === null) return NEVER;
  params['from'] = filter.from ?? '0000-01-01';
  params['to'] = filter.to ?? '9999-12-31';
  return `key IN (SELECT owner FROM ${definition.kind}_day WHERE first_day <= :to AND last_day >= :from)`;
}
