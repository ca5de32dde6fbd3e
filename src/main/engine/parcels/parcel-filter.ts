import type { ParcelCondition, ParcelFilter } from '../../../shared/contract/parcels.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { type ColumnType, type Condition, folded, type GeoPackageLayer, type SqlArgument } from '../catalog/geopackage.ts';

const COMPARISONS = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

type Operand = string | number | boolean;

/**
 * A filter as conditions of SQL. Names of columns come from the layer's schema, values are bound: nothing that a user
 * types becomes part of a statement.
 * @throws COLUMN_MISSING, FILTER_INVALID
 */
export function filterConditions(layer: GeoPackageLayer, filter: ParcelFilter): Condition[] {
  if (typeof filter !== 'string') return filter.map((condition) => conditionOf(layer, condition));
  const columns = layer.columns.filter(({ type }) => type === 'text' || type === 'integer').map(({ name }) => layer.operand(name).sql);
  const words = filter.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => anyOf(columns.map((column) => found(column, word, '> 0'))));
}

function conditionOf(layer: GeoPackageLayer, { column, op, value }: ParcelCondition): Condition {
  const { sql, type } = layer.operand(column);
  const one = (): SqlArgument => bound(column, type, single(column, value));
  switch (op) {
    case 'empty':
      return { sql: `${sql} IS NULL OR ${sql} = ''`, values: [] };
    case 'filled':
      return { sql: `${sql} IS NOT NULL AND ${sql} <> ''`, values: [] };
    case 'eq':
      return { sql: `${sql} = ?`, values: [one()] };
    // A parcel without a value is not equal to one: it stays, as a reader of the table expects.
    case 'ne':
      return { sql: `${sql} IS NOT ?`, values: [one()] };
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return { sql: `${sql} ${COMPARISONS[op]} ?${type === 'text' ? ' COLLATE NOCASE' : ''}`, values: [one()] };
    case 'contains':
      return found(sql, String(single(column, value)), '> 0');
    case 'starts':
      return found(sql, String(single(column, value)), '= 1');
    case 'in': {
      if (!Array.isArray(value)) throw appError('FILTER_INVALID', { column, problem: 'it needs a list of values' });
      // One parameter for the whole list: its length is not bounded by SQLite's number of parameters.
      return { sql: `${sql} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(value.map((item) => bound(column, type, item)))] };
    }
  }
}

/** Finds a word in a text; accents are looked past only where there are any, because that takes a call per row. */
function found(sql: string, word: string, place: '> 0' | '= 1'): Condition {
  const plain = folded(word);
  return { sql: `instr(lower(${sql}), ?) ${place} OR (${sql} GLOB '*[^ -~]*' AND instr(fold(${sql}), ?) ${place})`, values: [plain, plain] };
}

function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: 'FALSE', values: [] };
  return { sql: conditions.map(({ sql }) => `(${sql})`).join(' OR '), values: conditions.flatMap(({ values }) => [...values]) };
}

function single(column: string, value: ParcelCondition['value']): Operand {
  if (value === null || Array.isArray(value)) throw appError('FILTER_INVALID', { column, problem: 'it needs one value' });
  return value;
}

/** The value as the column's type compares it. */
function bound(column: string, type: ColumnType, value: Operand): SqlArgument {
  if (type === 'text') return String(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  const number = Number(value.trim().replace(/^([+-]?\d*),(\d+)$/, '$1.$2'));
  if (value.trim() === '' || !Number.isFinite(number)) throw appError('FILTER_INVALID', { column, problem: `“${value.slice(0, 60)}” is no number` });
  return number;
}
