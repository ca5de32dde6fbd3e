import type { CallOutput } from '../../shared/contract/contract.ts';
import { classesOfTable, type MapClasses } from '../../shared/records/class-table.ts';
import type { CropMap } from '../../shared/records/learning.ts';
import type { MapOutline } from '../../shared/records/overview.ts';
import type { CatalogRecord } from '../../shared/records/record.ts';

/** Tables that are kept though no map has them at the moment: an answer that is on its way may count on them. */
const KEPT_IDLE = 4;

/** The class tables of maps of very many classes, which the engine tells once. */
export class ClassTables {
  /** The longest unused come first. */
  #classes: ReadonlyMap<string, MapClasses> = new Map();

  /** Fingerprints of the tables that need not be told again. */
  known(): string[] {
    return [...this.#classes.keys()];
  }

  /** The records of an overview, all of them whole. */
  completed({ items, tables }: CallOutput<'records.overview'>): CatalogRecord[] {
    const used = new Set(items.flatMap((item) => (item.kind === 'map-outline' ? [item.table] : [])));
    const before = this.#classes;
    const now = [...used].flatMap((table) => {
      const told = tables[table];
      const classes = before.get(table) ?? (told && classesOfTable(told));
      return classes ? [[table, classes] as const] : [];
    });
    this.#classes = new Map([...[...before].filter(([table]) => !used.has(table)).slice(-KEPT_IDLE), ...now]);
    return items.flatMap((item) => (item.kind === 'map-outline' ? this.#whole(item) : [item]));
  }

  #whole({ table, ...outline }: MapOutline): CropMap[] {
    const classes = this.#classes.get(table);
    return classes ? [{ ...outline, kind: 'map', ...classes }] : [];
  }
}
