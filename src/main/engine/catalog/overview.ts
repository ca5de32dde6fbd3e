import { createHash } from 'node:crypto';
import { type ClassTable, classTable } from '../../../shared/records/class-table.ts';
import type { CropMap } from '../../../shared/records/learning.ts';
import type { OverviewRecord } from '../../../shared/records/overview.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';

/** Maps of more classes come as outlines: a table of so many is smaller than the rest of a record. */
const MANY_CLASSES = 500;

interface FingerprintedTable {
  readonly table: ClassTable;
  readonly fingerprint: string;
}

/** Tables of the records that the catalog keeps in memory. */
const tables = new WeakMap<CropMap, FingerprintedTable>();

/**
 * Records as an overview tells them.
 * @param known fingerprints of class tables that need not be told again
 */
export function overviewOf(records: readonly CatalogRecord[], known: ReadonlySet<string>): { items: OverviewRecord[]; tables: Record<string, ClassTable> } {
  const told: Record<string, ClassTable> = {};
  const items = records.map((record): OverviewRecord => {
    if (record.kind !== 'map' || record.scheme.classes.length <= MANY_CLASSES) return record;
    const { table, fingerprint } = tableOf(record);
    if (!known.has(fingerprint)) told[fingerprint] = table;
    const { scheme: _scheme, classes: _classes, pixelCounts: _counts, ...rest } = record;
    return { ...rest, kind: 'map-outline', table: fingerprint };
  });
  return { items, tables: told };
}

function tableOf(map: CropMap): FingerprintedTable {
  const before = tables.get(map);
  if (before) return before;
  const table = classTable(map);
  const made = { table, fingerprint: createHash('sha256').update(JSON.stringify(table)).digest('base64url') };
  tables.set(map, made);
  return made;
}
