import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import type { Catalog, CatalogEvent } from '../../src/main/engine/catalog/contract.ts';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { EVENTS_KEPT } from '../../src/main/engine/catalog/event-log.ts';
import { RECORD_KIND_DEFINITIONS } from '../../src/main/engine/catalog/record-kinds.ts';
import { searchStatement, splitAtAntimeridian } from '../../src/main/engine/catalog/search.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { RECORD_KINDS } from '../../src/shared/records/record-base.ts';
import { compositeRecord, everyRecord, modelRecord, samplesRecord, sceneRecord, schemeRecord } from './catalog-records.ts';

const now = () => new Date('2022-02-02T00:00:00Z');
let folder = '';
let catalog: Catalog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-catalog-'));
  await createWorkspace(folder);
  catalog = openCatalog({ folder, now });
});
afterEach(() => {
  catalog[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  catalog[Symbol.dispose]();
  catalog = openCatalog({ folder, now });
}

const ids = (records: readonly { readonly id: string }[]) => records.map((record) => record.id);

describe('records', () => {
  it('of every kind come back as they were put in, also after the workspace was closed', () => {
    const records = everyRecord();
    for (const kind of RECORD_KINDS) catalog[kind].insert(records[kind] as never);
    reopen();
    for (const kind of RECORD_KINDS) {
      expect(catalog[kind].get(records[kind].id)).toEqual(records[kind]);
      expect(catalog[kind].list()).toEqual([records[kind]]);
    }
  });

  it('cannot be inserted twice, and putting replaces', () => {
    catalog.scene.insert(sceneRecord());
    expect(() => catalog.scene.insert(sceneRecord())).toThrow(expect.objectContaining({ code: 'RECORD_EXISTS', params: { kind: 'scene', id: sceneRecord().id } }));
    catalog.scene.put(sceneRecord({ title: 'Other', footprint: [[10, 10, 11, 11]] }));
    expect(catalog.scene.get(sceneRecord().id).title).toBe('Other');
    expect(catalog.scene.list({ bounds: [5, 50, 6, 51] })).toEqual([]);
    expect(catalog.scene.list({ bounds: [10.5, 10.5, 12, 12] })).toHaveLength(1);
  });

  it('of very many classes are what was last put, whatever was undone or removed in between', () => {
    const { map } = everyRecord();
    const classes = Array.from({ length: 5000 }, (_, i) => ({ value: i + 1, code: `c${i}`, labels: { en: `Crop ${i}` }, colour: '#336699', parent: null }));
    const many = { ...map, scheme: { ...map.scheme, classes }, classes: [], pixelCounts: [] };
    catalog.map.put(many);
    expect(catalog.map.get(map.id)).toEqual(many);
    catalog.map.put({ ...many, title: 'Second' });
    expect(catalog.map.list().map(({ title }) => title)).toEqual(['Second']);
    expect(() => catalog.transaction(() => {
      catalog.map.put({ ...many, title: 'Undone' });
      expect(catalog.map.get(map.id).title).toBe('Undone');
      throw new Error('undo');
    })).toThrow('undo');
    expect(catalog.map.get(map.id).title).toBe('Second');
    reopen();
    expect(catalog.map.get(map.id)).toEqual({ ...many, title: 'Second' });
    catalog.transaction(() => {
      catalog.map.put({ ...many, title: 'Third' });
      catalog.map.remove(map.id);
    });
    expect(catalog.map.find(map.id)).toBeNull();
    expect(catalog.map.count()).toBe(0);
  });

  it('that are not there give an error that says how to see what is there', () => {
    expect(catalog.map.find('x')).toBeNull();
    expect(() => catalog.map.get('x')).toThrow('There is no map “x” in this workspace.');
    expect(() => catalog.map.remove('x')).toThrow(expect.objectContaining({ code: 'RECORD_NOT_FOUND' }));
  });

  it('that do not fit their schema are refused by the name of the field', () => {
    expect(() => catalog.scene.insert({ ...sceneRecord(), cloudCover: 'much' as never })).toThrow(/scene .+ cannot be registered: field “cloudCover”/);
    expect(() => catalog.scene.insert(sceneRecord({ datetime: 'in May' }))).toThrow(expect.objectContaining({ code: 'DATE_INVALID' }));
    expect(catalog.scene.list()).toEqual([]);
  });

  it('stay while another record was made from them', () => {
    const records = everyRecord();
    for (const kind of ['scene', 'composite', 'scheme', 'samples', 'model', 'mask', 'map'] as const) catalog[kind].insert(records[kind] as never);
    expect(() => catalog.scene.remove(records.scene.id)).toThrow('is used by composite “spring-2021”');
    expect(() => catalog.model.remove('forest-1')).toThrow('is used by map “crops-2021”');
    catalog.map.remove('crops-2021');
    catalog.model.remove('forest-1');
    catalog.composite.remove('spring-2021');
    catalog.scene.remove(records.scene.id);
    expect(catalog.scene.list()).toEqual([]);
  });

  it('get ids that are free', () => {
    expect(catalog.scheme.freeId('crops')).toBe('crops');
    catalog.scheme.insert(schemeRecord());
    catalog.scheme.insert(schemeRecord({ id: 'crops-2' }));
    expect(catalog.scheme.freeId('crops')).toBe('crops-3');
  });

  it('are changed together or not at all', () => {
    expect(() =>
      catalog.transaction(() => {
        catalog.scene.insert(sceneRecord());
        catalog.composite.insert(compositeRecord({ periods: [] }));
      }),
    ).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
    expect(catalog.scene.list()).toEqual([]);
    expect(catalog.eventsSince(0)).toEqual([]);
  });
});

describe('search', () => {
  it('finds scenes by time, cloud, tile and words, in the order of their acquisition', () => {
    catalog.scene.insert(sceneRecord({ id: 'c', datetime: '2021-06-01T10:00:00Z', cloudCover: 80 }));
    catalog.scene.insert(sceneRecord({ id: 'b', datetime: '2021-05-14T23:30:00-02:00', cloudCover: null, tile: '1CDE', title: 'Réunion du Blé' }));
    catalog.scene.insert(sceneRecord({ id: 'a', datetime: '2021-05-14T10:00:00Z' }));
    expect(ids(catalog.scene.list())).toEqual(['a', 'b', 'c']);
    expect(ids(catalog.scene.list({ maxCloud: 20 }))).toEqual(['a', 'b']);
    expect(ids(catalog.scene.list({ from: '2021-05-15', to: '2021-05-31' }))).toEqual(['b']);
    expect(ids(catalog.scene.list({ to: '2021-05-14' }))).toEqual(['a']);
    expect(ids(catalog.scene.list({ tile: '31UFS' }))).toEqual(['a', 'c']);
    expect(ids(catalog.scene.list({ tile: 't01cde' }))).toEqual(['b']);
    expect(ids(catalog.scene.list({ text: 'ble reunion' }))).toEqual(['b']);
    expect(ids(catalog.scene.list({ text: '100%_' }))).toEqual([]);
  });

  it('finds composites by any period, not by the gap between two', () => {
    catalog.composite.insert(compositeRecord());
    expect(ids(catalog.composite.list({ from: '2021-07-31', to: '2021-08-31' }))).toEqual(['spring-2021']);
    expect(catalog.composite.list({ from: '2021-06-01', to: '2021-06-30' })).toEqual([]);
  });

  it('lists other records newest first, and none where a kind has not what is asked for', () => {
    catalog.scheme.insert(schemeRecord({ id: 'old', createdAt: '2021-01-01T00:00:00Z' }));
    catalog.scheme.insert(schemeRecord({ id: 'new', createdAt: '2021-02-01T00:00:00Z' }));
    expect(ids(catalog.scheme.list())).toEqual(['new', 'old']);
    expect(catalog.scheme.list({ bounds: [0, 0, 1, 1] })).toEqual([]);
    expect(ids(catalog.scheme.list({ maxCloud: 5 }))).toEqual(['new', 'old']);
  });

  it('finds by footprint what shares an area, to the last digit', () => {
    catalog.scene.insert(sceneRecord({ id: 'west', footprint: [[5.1, 50, 5.3, 51]] }));
    catalog.scene.insert(sceneRecord({ id: 'east', footprint: [[5.3, 50, 5.5, 51]] }));
    expect(ids(catalog.scene.list({ bounds: [5.2, 50.2, 5.3, 50.4] }))).toEqual(['west']);
    expect(ids(catalog.scene.list({ bounds: [5.3, 50.2, 5.3000000001, 50.4] }))).toEqual(['east']);
    expect(ids(catalog.scene.list({ bounds: [5, 50.2, 6, 50.4] }))).toEqual(['east', 'west']);
  });

  it('crosses the antimeridian in records and in what is asked for, and finds nothing twice', () => {
    const fiji: [number, number, number, number][] = [[179.2, -17.2, 180, -16.2], [-180, -17.2, -179.8, -16.2]];
    catalog.scene.insert(sceneRecord({ id: 'fiji', footprint: fiji }));
    catalog.scene.insert(sceneRecord({ id: 'greenwich', footprint: [[-1, -17, 1, -16]] }));
    expect(ids(catalog.scene.list({ bounds: [-179.9, -17, -179.85, -16.9] }))).toEqual(['fiji']);
    expect(ids(catalog.scene.list({ bounds: [179, -18, 181, -16] }))).toEqual(['fiji']);
    expect(ids(catalog.scene.list({ bounds: [-180.9, -18, -180.5, -16] }))).toEqual(['fiji']);
    expect(ids(catalog.scene.list({ bounds: [-180, -90, 180, 90] }))).toEqual(['fiji', 'greenwich']);
    expect(splitAtAntimeridian([170, -20, 190, 20])).toEqual([[170, -20, 180, 20], [-180, -20, -170, 20]]);
    expect(splitAtAntimeridian([-200, 0, 200, 1])).toEqual([[-180, 0, 180, 1]]);
  });

  it('by footprint goes through the R*Tree, and by days through an index', () => {
    const database = new Database(join(folder, 'furrow.sqlite'), { readonly: true });
    const plan = (filter: Parameters<typeof searchStatement>[1]) => {
      const { sql, params } = searchStatement(RECORD_KIND_DEFINITIONS.scene, filter);
      return database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params).map((row) => String((row as { detail: string }).detail)).join('\n');
    };
    expect(plan({ bounds: [5, 50, 6, 51] })).toMatch(/SCAN scene_footprint VIRTUAL TABLE INDEX 2:\w{8}/);
    expect(plan({ bounds: [5, 50, 6, 51] })).toContain('SEARCH scene USING INTEGER PRIMARY KEY');
    expect(plan({ from: '2021-05-01', to: '2021-05-31' })).toContain('COVERING INDEX scene_day_span');
    expect(plan({ tile: '31UFS' })).toContain('INDEX scene_tile');
    database.close();
  });
});

const job: Job = {
  id: 'composite-1',
  kind: 'composite',
  title: 'Composite of spring',
  state: 'planned',
  params: { from: '2021-05-01' },
  estimate: { seconds: 1, diskBytes: 2, memoryMB: 3, readBytes: 4, processor: 'CPU', workers: 2 },
  progress: null,
  createdAt: '2022-01-01T00:00:00Z',
  startedAt: null,
  endedAt: null,
  result: null,
  error: null,
  failedUnits: [],
};

describe('jobs', () => {
  it('keep their state, progress and checkpoints', () => {
    catalog.jobs.insert(job);
    expect(() => catalog.jobs.insert(job)).toThrow(expect.objectContaining({ code: 'RECORD_EXISTS' }));
    catalog.jobs.insert({ ...job, id: 'composite-2', createdAt: '2022-01-03T00:00:00Z' });
    expect(ids(catalog.jobs.list())).toEqual(['composite-2', 'composite-1']);
    expect(catalog.jobs.freeId('composite-1')).toBe('composite-1-2');
    const progress = { stage: 'read', done: 1, total: 4, unit: 'windows', fraction: 0.25, remainingSeconds: 9 };
    catalog.jobs.setProgress('composite-1', progress);
    catalog.jobs.update('composite-1', { startedAt: '2022-01-01T00:00:01Z', result: { id: 'x' } });
    catalog.jobs.setState('composite-1', 'done');
    catalog.jobs.putUnit('composite-1', { key: 'w1', stage: 1, state: 'failed', attempts: 2, result: undefined, error: { code: 'WORKER_CRASHED', message: 'm' } });
    catalog.jobs.putUnit('composite-1', { key: 'w0', stage: 0, state: 'done', attempts: 1, result: { pixels: 7 }, error: null });
    catalog.jobs.putUnit('composite-1', { key: 'w1', stage: 1, state: 'done', attempts: 3, result: null, error: null });
    reopen();
    expect(catalog.jobs.get('composite-1')).toEqual({ ...job, state: 'done', progress, startedAt: '2022-01-01T00:00:01Z', result: { id: 'x' } });
    expect(catalog.jobs.units('composite-1')).toEqual([
      { key: 'w0', stage: 0, state: 'done', attempts: 1, result: { pixels: 7 }, error: null },
      { key: 'w1', stage: 1, state: 'done', attempts: 3, result: null, error: null },
    ]);
    expect(catalog.jobs.find('none')).toBeNull();
    expect(() => catalog.jobs.setState('none', 'done')).toThrow(expect.objectContaining({ code: 'RECORD_NOT_FOUND' }));
  });

  it('that were running when Furrow ended are interrupted when it opens again; the others stay', () => {
    catalog.jobs.insert({ ...job, state: 'running' });
    catalog.jobs.insert({ ...job, id: 'composite-2', state: 'done' });
    reopen();
    expect(catalog.jobs.get('composite-1').state).toBe('interrupted');
    expect(catalog.jobs.get('composite-2').state).toBe('done');
  });
});

describe('events', () => {
  it('tell of every change once it is committed, and can be read again from any point', () => {
    const heard: CatalogEvent[] = [];
    const stop = catalog.onEvent((event) => heard.push(event));
    catalog.transaction(() => {
      catalog.scene.insert(sceneRecord());
      expect(heard).toEqual([]);
    });
    catalog.scene.put(sceneRecord({ title: 'New' }));
    catalog.emit('settings.changed', { workers: 2 });
    catalog.scene.remove(sceneRecord().id);
    stop();
    catalog.emit('unheard.of', {});
    expect(heard.map((event) => event.type)).toEqual(['record.added', 'record.changed', 'settings.changed', 'record.removed']);
    expect(heard[0]).toEqual({ seq: 1, at: '2022-02-02T00:00:00.000Z', type: 'record.added', payload: { kind: 'scene', id: sceneRecord().id } });
    reopen();
    expect(catalog.eventsSince(0).slice(0, 4)).toEqual(heard);
    expect(catalog.eventsSince(4).map((event) => event.type)).toEqual(['unheard.of']);
  });

  it('of the distant past are dropped, and no number is given twice', () => {
    catalog.transaction(() => {
      for (let i = 0; i < EVENTS_KEPT + 1000; i += 1) catalog.emit('tick', { i });
    });
    const kept = catalog.eventsSince(0);
    expect(kept).toHaveLength(EVENTS_KEPT);
    expect(kept.at(-1)?.seq).toBe(EVENTS_KEPT + 1000);
    reopen();
    catalog.emit('tick', {});
    expect(catalog.eventsSince(EVENTS_KEPT + 1000).map((event) => event.seq)).toEqual([EVENTS_KEPT + 1001]);
  });

  it('of a change that was undone inside a larger one are not told', () => {
    const heard: string[] = [];
    catalog.onEvent((event) => heard.push(String(event.payload['id'])));
    catalog.transaction(() => {
      catalog.scene.insert(sceneRecord({ id: 'kept' }));
      expect(() =>
        catalog.transaction(() => {
          catalog.scene.insert(sceneRecord({ id: 'undone' }));
          catalog.scene.insert(sceneRecord({ id: 'kept' }));
        }),
      ).toThrow(expect.objectContaining({ code: 'RECORD_EXISTS' }));
    });
    expect(heard).toEqual(['kept']);
    expect(ids(catalog.scene.list())).toEqual(['kept']);
  });
});

describe('the file', () => {
  it('says that it is Furrow’s, and leaves nothing beside it when it is closed', () => {
    catalog.samples.insert(samplesRecord());
    catalog.model.insert(modelRecord());
    catalog[Symbol.dispose]();
    expect(readdirSync(folder).filter((name) => name.startsWith('furrow.'))).toEqual(['furrow.sqlite']);
    const database = new Database(join(folder, 'furrow.sqlite'), { readonly: true });
    expect(database.pragma('application_id', { simple: true })).toBe(0x46525257);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    const loose = database.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'").all();
    expect(loose).toEqual([]);
    database.close();
    expect(existsSync(join(folder, '.furrow.owner'))).toBe(false);
    catalog = openCatalog({ folder, now });
  });
});
