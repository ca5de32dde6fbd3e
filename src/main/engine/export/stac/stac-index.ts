import type { RecordKind } from '../../../../shared/records/record-base.ts';
import type { RecordOf } from '../../../../shared/records/record.ts';
import { STAC_PARTS } from './parts.ts';
import type { StacEntry, StacGroup, StacPart, StacSource } from './stac-part.ts';

/** A collection's group and the entries of all its records. */
export interface GroupEntries {
  readonly group: StacGroup;
  readonly entries: readonly StacEntry[];
}

interface Listed {
  readonly group: StacGroup;
  readonly entries: readonly StacEntry[];
}

/**
 * What the collections must know of every record, kept so that one more scene among ten thousand does not read them
 * all. Each kind is read when it is first asked for.
 */
export class StacIndex {
  readonly #source: StacSource;
  readonly #kinds = new Map<RecordKind, Map<string, Listed>>();

  constructor(source: StacSource) {
    this.#source = source;
  }

  /** Takes up a record that was added or changed, or drops one that is gone (null). */
  note(part: StacPart, id: string, record: RecordOf<RecordKind> | null): void {
    const known = this.#kinds.get(part.kind);
    if (record === null) known?.delete(id);
    else known?.set(id, listed(part, record));
  }

  /** The collections that the records of a part make, and their entries in the order of time. */
  groups(part: StacPart): GroupEntries[] {
    const groups = new Map<string, { group: StacGroup; entries: StacEntry[] }>();
    for (const { group, entries } of this.#recordsOf(part).values()) {
      const known = groups.get(group.path) ?? { group, entries: [] };
      known.entries.push(...entries);
      groups.set(group.path, known);
    }
    for (const { entries } of groups.values()) entries.sort((a, b) => compare(a.start, b.start) || compare(a.path, b.path));
    return [...groups.values()].sort((a, b) => compare(a.group.path, b.group.path));
  }

  /** Every collection that has items, in the order of the root catalog. */
  allGroups(): StacGroup[] {
    return STAC_PARTS.flatMap((part) => this.groups(part).map(({ group }) => group));
  }

  #recordsOf(part: StacPart): Map<string, Listed> {
    const known = this.#kinds.get(part.kind);
    if (known) return known;
    const read = new Map((this.#source.catalog[part.kind].list() as RecordOf<RecordKind>[]).map((record) => [record.id, listed(part, record)]));
    this.#kinds.set(part.kind, read);
    return read;
  }
}

function listed(part: StacPart, record: RecordOf<RecordKind>): Listed {
  return { group: part.group(record), entries: part.entries(record) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
