import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { fieldSamples, registerSamples } from '../fixtures/fields.ts';
import { textOf } from '../../src/shared/messages/message.ts';

let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-registry-'));
  await initWorkspace(folder);
  engine = await openEngine({ folder, settings: { workers: 1 } });
  await registerSamples(engine.services, fieldSamples(180));
  for (const [id, more] of [['first', { options: { trees: 5 } }], ['second', { options: { trees: 9 } }], ['boosted', { family: 'boosting', options: { rounds: 5 } }], ['random', { options: { trees: 5 }, split: { by: 'stratified', testShare: 0.3 } }]] as const) {
    const job = await (await engine.services.jobs.start('train', { samples: 'field-samples', id, title: id === 'random' ? 'Fields again' : 'Fields', ...more })).finished;
    expect(job.error).toBeNull();
  }
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

it('lists what was trained again as versions of one another', async () => {
  const { items } = await engine.call('models.versions', {});
  const ids = items.map(({ versions }) => versions.map(({ id, version }) => [id, version]));
  expect(ids.toSorted((a, b) => a.length - b.length)).toEqual([[['boosted', 1]], [['random', 3], ['second', 2], ['first', 1]]]);
});

it('keeps the checksum of the samples on the card', () => {
  const sha256 = createHash('sha256').update(readFileSync(engine.services.workspace.absolute(engine.services.catalog.samples.get('field-samples').path))).digest('hex');
  expect(engine.services.catalog.model.get('first').card.provenance).toMatchObject({ samples: 'field-samples', samplesSha256: sha256 });
});

it('compares two models that were tested on the same rows', async () => {
  const found = await engine.call('models.compare', { a: 'first', b: 'second' });
  expect(found).toMatchObject({ fair: true, unfair: [] });
  expect(found.different).toEqual([{ name: 'trees', a: '5', b: '9' }]);
  expect(found.classes.map(({ code }) => code)).toEqual(['wheat', 'maize', 'beet']);
  const own = engine.services.catalog.model.get('first').card.metrics;
  expect(found.classes[1]?.a).toEqual(own?.perClass[1]);
  expect((await engine.call('models.compare', { a: 'first', b: 'boosted' })).different.map(({ name }) => name)).toEqual(expect.arrayContaining(['family', 'trees', 'rounds']));
});

it('says when a comparison is unfair, and why', async () => {
  expect(await engine.call('models.compare', { a: 'first', b: 'random' })).toMatchObject({ fair: false, unfair: expect.arrayContaining([expect.objectContaining({ code: 'UNFAIR_SPLIT' }) as unknown]) as unknown[] });
  const { catalog } = engine.services;
  const record = catalog.model.get('first');
  catalog.model.insert({ ...record, id: 'elsewhere', card: { ...record.card, provenance: { ...record.card.provenance, samples: 'other', samplesSha256: '0'.repeat(64) } } });
  catalog.model.insert({ ...record, id: 'untested', card: { ...record.card, metrics: null } });
  catalog.model.insert({ ...record, id: 'old', card: { ...record.card, provenance: {} } });
  expect((await engine.call('models.compare', { a: 'first', b: 'elsewhere' })).unfair.map(textOf)).toEqual(['They were tested on different samples (field-samples and other).']);
  expect((await engine.call('models.compare', { a: 'first', b: 'untested' })).unfair.map(textOf)).toEqual(['“untested” was never tested.']);
  expect((await engine.call('models.compare', { a: 'old', b: 'first' })).unfair.map(textOf)).toEqual(['It is not known on which samples “old” was tested.']);
  await expect(engine.call('models.compare', { a: 'first', b: 'none' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
});
