import type { Migration } from '../migration.ts';

/** The log behind the event stream. AUTOINCREMENT: a sequence number is never given twice, though old events are dropped. */
export const events: Migration = {
  version: 30,
  apply(database) {
    database.exec(`
      CREATE TABLE event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        type TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload))
      ) STRICT;`);
  },
};
