import type { Bounds } from '../../../shared/geo/bounds.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import type { RecordOf } from '../../../shared/records/record.ts';
import type { SqlValue } from './store.ts';

/** A record that another one was made from. */
export interface RecordUse {
  readonly kind: RecordKind;
  readonly id: string;
}

/** First and last day, inclusive, `YYYY-MM-DD`. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/** How records of one kind lie in their table: everything of the catalog that differs between kinds. */
export interface RecordKindDefinition<K extends RecordKind = RecordKind> {
  readonly kind: K;
  /** The table's own columns beside those of every kind. */
  columns(record: RecordOf<K>): Readonly<Record<string, SqlValue>>;
  /** Degrees; null for kinds that lie nowhere. */
  readonly footprint: ((record: RecordOf<K>) => readonly Bounds[]) | null;
  /** Days of acquisition or periods; null for kinds without dates. */
  readonly days: ((record: RecordOf<K>) => readonly DaySpan[]) | null;
  /** The records it was made from, which therefore must not be removed before it. */
  uses(record: RecordOf<K>): readonly RecordUse[];
  /** SQL order of a list. */
  readonly order: string;
  /** Columns that {@link RecordFilter} may ask for. */
  readonly searchable: { readonly cloud: boolean; readonly tile: boolean };
}

const NEWEST_FIRST = 'created_at DESC, key DESC';
const NOT_SEARCHABLE = { cloud: false, tile: false } as const;

/** Fills in what most kinds have in common. */
export function defineRecordKind<K extends RecordKind>(
  definition: Pick<RecordKindDefinition<K>, 'kind'> & Partial<RecordKindDefinition<K>>,
): RecordKindDefinition<K> {
  return { columns: () => ({}), footprint: null, days: null, uses: () => [], order: NEWEST_FIRST, searchable: NOT_SEARCHABLE, ...definition };
}
