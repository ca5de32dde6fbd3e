import type { Migration } from '../migration.ts';

/**
 * Records: one table per kind with the columns that are searched and the whole record as JSON; footprints in R*Trees
 * (degrees, two boxes where the antimeridian is crossed); days and periods; which record uses which.
 *
 * R*Trees keep 32-bit numbers, rounded outwards (a metre or two). The exact box stands beside in auxiliary columns,
 * so that neighbours which only share an edge are not found.
 */
export const records: Migration = {
  version: 10,
  apply(database) {
    for (const table of TABLES) database.exec(recordTable(table.kind, table.columns));
    for (const kind of ['scene', 'composite', 'parcels', 'map', 'mask']) database.exec(footprintTable(kind));
    for (const kind of ['scene', 'composite', 'samples']) database.exec(dayTable(kind));
    database.exec(SCENE_INDICES);
    database.exec(RECORD_USE);
  },
};

const TABLES = [
  { kind: 'scene', columns: 'datetime TEXT NOT NULL, cloud REAL, tile TEXT, product TEXT NOT NULL,' },
  { kind: 'composite', columns: 'origin TEXT NOT NULL,' },
  { kind: 'parcels', columns: 'count INTEGER NOT NULL,' },
  { kind: 'samples', columns: 'rows INTEGER NOT NULL,' },
  { kind: 'scheme', columns: '' },
  { kind: 'model', columns: 'family TEXT NOT NULL,' },
  { kind: 'map', columns: '' },
  { kind: 'mask', columns: '' },
] as const;

function recordTable(kind: string, columns: string): string {
  return `
    CREATE TABLE ${kind} (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      created_at TEXT NOT NULL,
      -- Title and id without case and accents, for the search by words.
      words TEXT NOT NULL,
      ${columns}
      record TEXT NOT NULL CHECK (json_valid(record))
    ) STRICT;
    CREATE INDEX ${kind}_created ON ${kind} (created_at);`;
}

function footprintTable(kind: string): string {
  return `CREATE VIRTUAL TABLE ${kind}_footprint USING rtree (box, min_x, max_x, min_y, max_y, +owner, +exact_min_x, +exact_max_x, +exact_min_y, +exact_max_y);`;
}

function dayTable(kind: string): string {
  return `
    CREATE TABLE ${kind}_day (
      owner INTEGER NOT NULL REFERENCES ${kind} (key) ON DELETE CASCADE,
      first_day TEXT NOT NULL,
      last_day TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ${kind}_day_span ON ${kind}_day (first_day, last_day, owner);
    CREATE INDEX ${kind}_day_owner ON ${kind}_day (owner);`;
}

const SCENE_INDICES = `
  CREATE INDEX scene_datetime ON scene (datetime);
  CREATE INDEX scene_tile ON scene (tile, datetime);`;

/** No foreign keys: a record may name one that never was here, as a model trained elsewhere names its samples. */
const RECORD_USE = `
  CREATE TABLE record_use (
    user_kind TEXT NOT NULL,
    user_id TEXT NOT NULL,
    used_kind TEXT NOT NULL,
    used_id TEXT NOT NULL,
    PRIMARY KEY (user_kind, user_id, used_kind, used_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_use_used ON record_use (used_kind, used_id);`;
