import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import { catalogVersion, migrate } from '../../src/main/engine/catalog/migrate.ts';
import { CATALOG_VERSION, MIGRATIONS } from '../../src/main/engine/catalog/migrations/all.ts';
import { RECORD_KINDS } from '../../src/shared/records/record-base.ts';
import { everyRecord } from './catalog-records.ts';

const now = () => new Date('2023-01-01T00:00:00Z');
let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-migrations-'));
  path = join(folder, 'furrow.sqlite');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A catalog as an older Furrow left it. */
function thaw(version: string): Database.Database {
  const database = new Database(path);
  database.exec(readFileSync(new URL(`../fixtures/catalog/version-${version}.sql`, import.meta.url), 'utf8'));
  database.pragma('journal_mode = WAL');
  return database;
}

function tables(database: Database.Database): string[] {
  const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_footprint_%' ORDER BY name").all();
  return rows.map((row) => (row as { name: string }).name);
}

const RECORD_TABLES = [...RECORD_KINDS, 'scene_footprint', 'composite_footprint', 'parcels_footprint', 'map_footprint', 'mask_footprint', 'scene_day', 'composite_day', 'samples_day', 'record_use'];

describe('the steps of the schema', () => {
  it('go up in tens, each once', () => {
    const versions = MIGRATIONS.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(versions.every((version) => version > 0)).toBe(true);
  });
});

describe('step 10', () => {
  it('makes the tables of records in an empty file', () => {
    const database = new Database(path);
    expect(migrate(database, folder, 10)).toBeNull();
    expect(catalogVersion(database)).toBe(10);
    expect(tables(database)).toEqual([...RECORD_TABLES].sort());
    expect(() => database.exec("INSERT INTO scheme (id, created_at, words, record) VALUES ('a', '', '', 'not json')")).toThrow('CHECK constraint failed');
    expect(() => database.exec("INSERT INTO samples (id, created_at, words, rows, record) VALUES ('a', '', '', 'many', '{}')")).toThrow('cannot store TEXT value in INTEGER column');
    database.close();
  });
});

describe('step 20', () => {
  it('adds jobs to a catalog of version 10 and leaves its records', () => {
    const database = thaw('0010');
    const before = database.prepare('SELECT * FROM scene ORDER BY key').all();
    expect(before).toHaveLength(2);
    expect(migrate(database, folder, 20)).toBe(`${path}.before-20`);
    expect(catalogVersion(database)).toBe(20);
    expect(tables(database)).toEqual([...RECORD_TABLES, 'job', 'job_unit'].sort());
    expect(database.prepare('SELECT * FROM scene ORDER BY key').all()).toEqual(before);
    expect(() => database.exec("INSERT INTO job_unit VALUES ('none', 'w', 0, 'done', 1, NULL, NULL)")).toThrow('FOREIGN KEY constraint failed');
    database.close();
  });
});

describe('step 30', () => {
  it('adds the event log to a catalog of version 20 and leaves its jobs', () => {
    const database = thaw('0020');
    expect(migrate(database, folder, 30)).toBe(`${path}.before-30`);
    expect(tables(database)).toEqual([...RECORD_TABLES, 'job', 'job_unit', 'event'].sort());
    expect(database.prepare('SELECT id, state FROM job').all()).toEqual([{ id: 'composite-1', state: 'running' }]);
    expect(database.prepare('SELECT key, result FROM job_unit').all()).toEqual([{ key: 'w0', result: '{"pixels":7}' }]);
    database.close();
  });
});

describe('an older workspace', () => {
  it.each(['0010', '0020'])('of version %s opens with all it held, searchable, and a copy of the file as it was', (version) => {
    thaw(version).close();
    {
      using catalog = openCatalog({ folder, now });
      const records = everyRecord();
      for (const kind of RECORD_KINDS) expect(catalog[kind].get(records[kind].id)).toMatchObject(records[kind]);
      expect(catalog.scene.list({ bounds: [-179.9, -17, -179.85, -16.9] }).map((scene) => scene.id)).toEqual(['fiji']);
      if (version === '0020') expect(catalog.jobs.get('composite-1').state).toBe('interrupted');
    }
    const copy = new Database(`${path}.before-${CATALOG_VERSION}`, { readonly: true });
    expect(catalogVersion(copy)).toBe(Number(version));
    expect(copy.prepare('SELECT count(*) AS count FROM scene').get()).toEqual({ count: 2 });
    copy.close();
  });

  it('that cannot be brought up to date stays as it was', () => {
    const broken = thaw('0010');
    // Stands in the way of step 20.
    broken.exec('CREATE TABLE job_unit (x TEXT) STRICT');
    broken.close();
    expect(() => openCatalog({ folder, now })).toThrow(expect.objectContaining({ name: 'AppError' }));
    const after = new Database(path, { readonly: true });
    expect(catalogVersion(after)).toBe(10);
    expect(tables(after)).not.toContain('job');
    after.close();
    expect(existsSync(join(folder, '.furrow.owner'))).toBe(false);
  });
});
