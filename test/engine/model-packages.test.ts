import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { endedIn } from '../fixtures/ended.ts';
import { cropSamples, registerCropSamples } from '../fixtures/crops-seen-by-presto.ts';
import { fieldSamples, registerComposite, registerSamples } from '../fixtures/fields.ts';
import { madePresto } from '../fixtures/presto.ts';
import { writeTorchFile } from '../fixtures/torch-file.ts';

let folder = '';
let here: Engine;
let there: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-packages-'));
  [here, there] = [await opened('here'), await opened('there')];
  await registerSamples(here.services, fieldSamples(300));
  await ended(here, 'train', { samples: 'field-samples', options: { trees: 20 }, id: 'forest', title: 'Fields of the north' });
}, 60_000);

afterAll(async () => {
  await here[Symbol.asyncDispose]();
  await there[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(name: string): Promise<Engine> {
  await initWorkspace(join(folder, name));
  const engine = await openEngine({ folder: join(folder, name), settings: { workers: 1 } });
  await registerComposite(engine.services);
  return engine;
}

const ended = (engine: Engine, kind: string, params: Record<string, unknown>): Promise<Job> => endedIn(() => engine)(kind, params);

const fileOf = (engine: Engine, path: string): Buffer => readFileSync(engine.services.workspace.absolute(path));

describe('a model on its way to a colleague', () => {
  it('gives the same map bit for bit in another workspace, and says there what it said here', async () => {
    const path = join(folder, 'forest.furrowmodel');
    const written = await here.call('models.export', { id: 'forest', path });
    expect(written).toMatchObject({ parts: ['manifest.json', 'model/model.onnx', 'model/card.json', 'model/report.json'], encoder: null });
    const imported = await there.call('models.import', { path });
    expect(imported).toMatchObject({ id: 'forest', title: 'Fields of the north', format: 'package', encoder: null });
    const [own, theirs] = [here.services.catalog.model.get('forest'), there.services.catalog.model.get('forest')];
    expect(theirs.card).toEqual(own.card);
    expect(theirs).toMatchObject({ sampleSetId: null, runId: null, simulated: own.simulated, warnings: own.warnings });
    expect(fileOf(there, 'models/forest/report.json')).toEqual(fileOf(here, 'models/forest/report.json'));
    for (const engine of [here, there]) await ended(engine, 'classify', { model: 'forest', composite: 'fields', id: 'map', title: 'Map' });
    for (const name of ['map.tif', 'confidence.tif', 'probabilities.tif']) expect(fileOf(there, `maps/map/${name}`).equals(fileOf(here, `maps/map/${name}`)), name).toBe(true);
  });

  it('is the same file each time, and is not registered twice', async () => {
    const [first, second] = [join(folder, 'first.furrowmodel'), join(folder, 'second.furrowmodel')];
    for (const path of [first, second]) await here.call('models.export', { id: 'forest', path });
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    await expect(here.call('models.export', { id: 'forest', path: first })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await expect(here.call('models.import', { path: first })).rejects.toMatchObject({ code: 'MODEL_EXISTS', params: { id: 'forest' } });
  });

  it('takes a free id where another model has its own, and keeps that it is of simulated land', async () => {
    const { catalog } = here.services;
    const record = catalog.model.get('forest');
    catalog.model.put({ ...record, simulated: true, warnings: ['Few rows.'], card: { ...record.card, licence: 'CC-BY-4.0' } });
    const path = join(folder, 'changed.furrowmodel');
    await here.call('models.export', { id: 'forest', path });
    const imported = await there.call('models.import', { path });
    expect(imported).toMatchObject({ id: 'forest-2', warnings: ['Few rows.', { text: expect.stringContaining('exported as “forest”') as string }] });
    expect(there.services.catalog.model.get('forest-2')).toMatchObject({ simulated: true, card: { licence: 'CC-BY-4.0' } });
    await expect(there.call('models.import', { path: join(folder, 'forest.furrowmodel'), id: 'forest-2' })).rejects.toMatchObject({ code: 'MODEL_EXISTS' });
  });
});

describe('a head on its way to a colleague', () => {
  it('carries its encoder, which is registered once', async () => {
    writeTorchFile(join(folder, 'made.pt'), madePresto());
    await ended(here, 'convert', { checkpoint: join(folder, 'made.pt'), ndvi: 'with-its-bands', id: 'presto' });
    await registerCropSamples(here.services, cropSamples(60), 'crops');
    for (const [id, seed] of [['head', 1], ['other-head', 2]] as const) await ended(here, 'train', { samples: 'crops', encoder: 'presto', options: { trees: 10 }, seed, id });
    const paths = { head: join(folder, 'head.furrowmodel'), other: join(folder, 'other.furrowmodel') };
    expect(await here.call('models.export', { id: 'head', path: paths.head })).toMatchObject({ encoder: 'presto', parts: expect.arrayContaining(['encoder/model.onnx', 'encoder/card.json']) as string[] });
    await here.call('models.export', { id: 'other-head', path: paths.other });
    expect(await there.call('models.import', { path: paths.head })).toMatchObject({ id: 'head', encoder: { id: 'presto', added: true } });
    expect(await there.call('models.import', { path: paths.other })).toMatchObject({ id: 'other-head', encoder: { id: 'presto', added: false } });
    expect(there.services.catalog.model.get('presto').card).toEqual(here.services.catalog.model.get('presto').card);
    expect(there.services.catalog.model.list().filter(({ card }) => card.task === 'embedding')).toHaveLength(1);
  }, 60_000);
});
