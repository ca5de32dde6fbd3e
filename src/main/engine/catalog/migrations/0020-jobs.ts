import type { Migration } from '../migration.ts';

/** Jobs and the checkpoints of their units. `state` stands beside the JSON because it is searched. */
export const jobs: Migration = {
  version: 20,
  apply(database) {
    database.exec(`
      CREATE TABLE job (
        id TEXT PRIMARY KEY,
        created_at TEXT NOT NULL,
        state TEXT NOT NULL,
        record TEXT NOT NULL CHECK (json_valid(record))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX job_state ON job (state);
      CREATE TABLE job_unit (
        job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        stage INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
        attempts INTEGER NOT NULL,
        result TEXT CHECK (result IS NULL OR json_valid(result)),
        error TEXT CHECK (error IS NULL OR json_valid(error)),
        PRIMARY KEY (job_id, key)
      ) STRICT, WITHOUT ROWID;`);
  },
};
