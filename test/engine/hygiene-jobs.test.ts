import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { readSamples, writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { hash32 } from '../../src/main/engine/samples/random.ts';
import { countBy } from '../../src/main/engine/samples/split.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { madeSamples } from './made-samples.ts';

const CLASSES = ['wheat', 'maize', 'beet'];
let folder = '';
let engine: Engine;

/** 80 fields of three pixels in 60 × 60 km; every tenth field has the wrong label. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hygiene-jobs-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 2 } });
  const { workspace, catalog } = engine.services;
  const made = madeSamples({ parcels: 80, perParcel: 3, classes: CLASSES });
  const wrong = made.classes.map((code, row) => (Math.floor(row / 3) % 10 === 4 ? (CLASSES[(CLASSES.indexOf(code) + 1) % 3] ?? '') : code));
    const base = { createdAt: '2022-01-01T00:00:00Z', simulated: true, warnings: [] };
  const cropClass = (code: string, i: number) => ({ code, value: i + 1, colour: '#336699', labels: { en: code } });
  catalog.scheme.insert({ kind: 'scheme', id: 'crops', title: 'Crops', ...base, scheme: { id: 'crops', title: 'Crops', version: '1', classes: CLASSES.map(cropClass), mappings: {} } } as never);
  // Labels without any sense: each field has some class, whatever grows there.
  const few = madeSamples({ parcels: 24, perParcel: 10, classes: CLASSES });
  const lottery = few.classes.map((_, row) => CLASSES[hash32(3, Math.floor(row / 10)) % 3] ?? '');
  for (const [id, title, table, classes] of [['fields', 'Fields', made, wrong], ['lottery', 'Lottery', few, lottery]] as const) {
    await writeSamples(workspace.place(`samples/${id}/samples.parquet`), { ...table, classes });
    catalog.samples.insert({
      kind: 'samples', id, title, ...base, path: `samples/${id}/samples.parquet`, rows: made.rows, crs: 'EPSG:32631', schemeId: 'crops',
      bands: made.layout.bands.map(reflectanceQuantity), periods: [...made.layout.periods], byClass: Object.fromEntries(countBy(classes)), rejected: [], settings: { split: 'every fourth field' }, sources: [],
    });
  }
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function run(kind: string, params: Record<string, unknown>): Promise<Job> {
  const { finished } = await engine.services.jobs.start(kind, params);
  return finished;
}

const flagsOf = (path: unknown): string => readFileSync(engine.services.workspace.absolute(String(path)), 'utf8');

describe('checking, deciding and applying', () => {
  it('finds the wrong fields, and a replay of the check gives the same flags', async () => {
    await expect(engine.call('hygiene.findings', { samples: 'fields' })).rejects.toMatchObject({ code: 'CHECK_NONE' });
    const job = await run('hygiene-check', { samples: 'fields', neighbours: { k: 5 } });
    expect(job.error).toBeNull();
    const again = await run('hygiene-check', { samples: 'fields', neighbours: { k: 5 } });
    expect(again.result?.['check']).toBe('check-2');
    expect(flagsOf(again.result?.['path'])).toBe(flagsOf(job.result?.['path']));
    const { findings, total, rows, checks, summaries } = await engine.call('hygiene.findings', { samples: 'fields', minScore: 0.5 });
    expect({ rows, checks }).toEqual({ rows: 240, checks: ['check-1', 'check-2'] });
    expect(total).toBeGreaterThanOrEqual(20);
    expect(findings.slice(0, 15).every(({ sample }) => /^p\d*4\//.test(sample))).toBe(true);
    expect(findings[0]?.reasons[0]).toMatch(/nearest series|series like it/);
    expect(summaries.find(({ check }) => check === 'edges')?.skipped).toMatch(/not known/);
  }, 60_000);

  it('says of which classes most is doubted, by job and call alike, and never proposes to relabel most of such a class', async () => {
    const job = await run('hygiene-check', { samples: 'lottery', checks: ['som', 'neighbours'], neighbours: { k: 5 } });
    const { doubtedClasses } = await engine.call('hygiene.findings', { samples: 'lottery', minScore: 0.9 });
    const { findings } = await engine.call('hygiene.findings', { samples: 'lottery' });
    expect(job.result?.['doubtedClasses']).toEqual(doubtedClasses);
    expect(doubtedClasses.length).toBeGreaterThan(0);
    for (const { code, doubted, samples } of doubtedClasses) {
      expect(doubted).toBeGreaterThan(samples / 2);
      expect(findings.filter(({ classCode, suggestion }) => classCode === code && suggestion.action === 'fix').length).toBeLessThanOrEqual(samples / 4);
    }
  }, 60_000);

  it('keeps decisions with a way back and forth, and refuses samples and classes that there are not', async () => {
    await engine.call('hygiene.decide', { samples: 'fields', ids: ['p4/0-0', 'p4/1-0'], action: 'fix', classCode: 'maize' });
    await engine.call('hygiene.decide', { samples: 'fields', ids: ['p14/0-0'], action: 'drop' });
    await engine.call('hygiene.decide', { samples: 'fields', ids: ['p4/1-0'], action: 'keep' });
    expect(await engine.call('hygiene.undo', { samples: 'fields' })).toMatchObject({ canUndo: 2, canRedo: 1, decisions: [{ sample: 'p4/0-0', action: 'fix' }, { sample: 'p4/1-0', action: 'fix' }, { sample: 'p14/0-0', action: 'drop' }] });
    expect(await engine.call('hygiene.undo', { samples: 'fields', direction: 'forth' })).toMatchObject({ canUndo: 3, canRedo: 0 });
    await engine.call('hygiene.undo', { samples: 'fields' });
    await expect(engine.call('hygiene.decide', { samples: 'fields', ids: ['nobody'], action: 'drop' })).rejects.toMatchObject({ code: 'SAMPLE_UNKNOWN' });
    await expect(engine.call('hygiene.decide', { samples: 'fields', ids: ['p4/0-0'], action: 'fix', classCode: 'rice' })).rejects.toMatchObject({ code: 'DECISION_INVALID' });
    const many = await Promise.all(['p5/0-0', 'p6/0-0', 'p7/0-0'].map((id) => engine.call('hygiene.decide', { samples: 'fields', ids: [id], action: 'keep' })));
    expect(Math.max(...many.map(({ canUndo }) => canUndo))).toBe(5);
  });

  it('makes a new version from the decisions; the old set stays as it was', async () => {
    const before = readFileSync(engine.services.workspace.absolute('samples/fields/samples.parquet'));
    const job = await run('samples-revise', { samples: 'fields' });
    expect(job.result).toMatchObject({ id: 'fields-v2', rows: 239, dropped: 1, fixed: 2, of: 'fields' });
    expect(readFileSync(engine.services.workspace.absolute('samples/fields/samples.parquet')).equals(before)).toBe(true);
    const record = engine.services.catalog.samples.get('fields-v2');
    expect(record).toMatchObject({ title: 'Fields (version 2)', sources: ['fields'], settings: { revisionOf: 'fields', split: 'every fourth field' } });
    const table = await readSamples(engine.services.workspace.absolute(record.path));
    expect(table.classes[table.ids.indexOf('p4/0-0')]).toBe('maize');
    expect(table.ids).not.toContain('p14/0-0');
    expect(await engine.services.jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
    const third = await run('samples-revise', { samples: 'fields-v2', split: { by: 'attribute', attribute: 'year', test: ['2021'] } });
    expect(third.result).toMatchObject({ id: 'fields-v3', fixed: 0, dropped: 0 });
    expect(engine.services.catalog.samples.get('fields-v3').settings['split']).toBe('year 2021 held out');
    expect((await run('samples-revise', { samples: 'fields' })).result).toMatchObject({ id: 'fields-v4' });
    expect(engine.services.catalog.samples.get('fields-v4').title).toBe('Fields (version 4)');
    await expect(run('samples-revise', { samples: 'fields-v3' })).rejects.toMatchObject({ code: 'DECISIONS_NONE' });
  }, 60_000);
});

describe('splits', () => {
  it('are tried without changing anything: sides per class, blocks with their places, warnings', async () => {
    const tried = await engine.call('samples.split', { samples: 'fields', split: { by: 'blocks', sizeM: 15_000 } });
    expect(Object.keys(tried.byClass).toSorted()).toEqual(CLASSES.toSorted());
    expect(tried.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(240);
    expect(tried.groups.every(({ bounds: [west, south, east, north] }) => west >= 2.9 && east <= 4 && south >= 50 && north <= 52)).toBe(true);
    expect(tried.near.sharedParcels).toBe(0);
    const random = await engine.call('samples.split', { samples: 'fields', split: { by: 'stratified', validationShare: 0, testShare: 0.3 } });
    expect(random.near.sharedParcels).toBeGreaterThan(20);
    expect(random.warnings.map(textOf).join(' ')).toMatch(/parcels have samples on both sides/);
  });

  it('train a model, which says how it was tested', async () => {
    const job = await run('train', { samples: 'fields', options: { trees: 10 }, split: { by: 'blocks', sizeM: 15_000 } });
    expect(job.error).toBeNull();
    const { card } = engine.services.catalog.model.get(String(job.result?.['id']));
    expect(card.metrics?.split).toBe('blocks of 15000 m');
    expect((card.metrics?.testRows ?? 0) + (card.metrics?.trainRows ?? 0)).toBe(240);
  }, 60_000);

  it('leak when they are random, and by how much is worked out', async () => {
    const job = await run('samples-leak', { samples: 'lottery', options: { trees: 20 }, split: { by: 'blocks', sizeM: 15_000 }, repeats: 2 });
    expect(job.error).toBeNull();
    const { leaks } = await engine.call('samples.leaks', { samples: 'lottery' });
    const [leak] = leaks;
    expect(leak?.random.trials).toHaveLength(2);
    expect(leak?.leak.macroF1).toBeCloseTo((leak?.random.macroF1 ?? 0) - (leak?.blocked.macroF1 ?? 0), 12);
    // Nothing can be learnt of places that were not seen: a third is right by chance. A random split knows other pixels of the field.
    expect(leak?.blocked.overallAccuracy).toBeLessThan(0.5);
    expect(leak?.leak.overallAccuracy).toBeGreaterThan(0.1);
  }, 60_000);
});
