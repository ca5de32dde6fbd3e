import { create } from 'zustand';
import type { RecordKind } from '../../shared/records/record-base.ts';
import type { CatalogRecord, RecordOf } from '../../shared/records/record.ts';
import { call } from '../client/call.ts';
import { ClassTables } from './class-tables.ts';

type RecordLists = { readonly [K in RecordKind]: readonly RecordOf<K>[] };

interface Records extends RecordLists {
  /** True once the catalog was read for the first time. */
  readonly read: boolean;
  readonly refresh: () => Promise<void>;
}

const KINDS: readonly RecordKind[] = ['scene', 'composite', 'parcels', 'samples', 'scheme', 'model', 'map', 'mask'];
const NONE: RecordLists = { scene: [], composite: [], parcels: [], samples: [], scheme: [], model: [], map: [], mask: [] };

const tables = new ClassTables();

/** Everything that the catalog lists, by kind: scenes by date, the rest newest first. */
export const useRecords = create<Records>()((set) => ({
  ...NONE,
  read: false,
  refresh: async () => {
    const overview = await call('records.overview', { kinds: [...KINDS], known: tables.known() });
    const byKind = Map.groupBy(tables.completed(overview), ({ kind }) => kind);
    set({ ...(Object.fromEntries(KINDS.map((kind) => [kind, byKind.get(kind) ?? []])) as unknown as RecordLists), read: true });
  },
}));

/** True when there is nothing to look at and nothing to go on with; the schemes that ship do not count. */
export function isEmptyWorkspace(records: RecordLists): boolean {
  return KINDS.every((kind) => kind === 'scheme' || records[kind].length === 0);
}

/** The record with this id of whatever kind, or null. */
export function recordWith(records: RecordLists, id: string): CatalogRecord | null {
  for (const kind of KINDS) {
    const found = records[kind].find((record) => record.id === id);
    if (found) return found;
  }
  return null;
}
