import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { endedIn } from '../fixtures/ended.ts';
import { FIELD_GRID, fieldSamples, registerComposite, registerSamples } from '../fixtures/fields.ts';
import { sharedData } from '../real-data.ts';

let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-foreign-'));
  await initWorkspace(join(folder, 'workspace'));
  engine = await openEngine({ folder: join(folder, 'workspace'), settings: { workers: 1 } });
  await registerSamples(engine.services, fieldSamples(300));
  await registerComposite(engine.services);
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ended = endedIn(() => engine);

const absolute = (path: string): string => engine.services.workspace.absolute(path);

describe('an ONNX file with its card beside it', () => {
  it.each(['forest', 'linear'])('runs on a map as the %s that it is', async (family) => {
    await ended('train', { samples: 'field-samples', family, id: `own-${family}`, options: family === 'forest' ? { trees: 20 } : { epochs: 20 } });
    const place = join(folder, family);
    mkdirSync(place);
    for (const name of ['model.onnx', 'card.json']) cpSync(absolute(`models/own-${family}/${name}`), join(place, name));
    const imported = await engine.call('models.import', { path: join(place, 'model.onnx'), id: `its-${family}`, title: 'From elsewhere' });
    expect(imported).toMatchObject({ format: 'onnx', title: 'From elsewhere', warnings: [], card: { family, tensors: { inputs: [{ element: 'float32' }] } } });
    for (const id of [`own-${family}`, `its-${family}`]) await ended('classify', { model: id, composite: 'fields', id: `map-${id}`, title: 'Map' });
    const pixels = (id: string): ArrayLike<number>[] => [1, 2, 3].map((band) => readWindow(absolute(`maps/map-${id}/probabilities.tif`), band, { column: 0, row: 0, width: FIELD_GRID.width, height: FIELD_GRID.height }, 'uint8'));
    expect(pixels(`its-${family}`)).toEqual(pixels(`own-${family}`));
    await expect(engine.call('models.import', { path: join(place, 'model.onnx') })).rejects.toMatchObject({ code: 'MODEL_EXISTS' });
  }, 60_000);

  it('is refused when the card says something else, naming what', async () => {
    const place = join(folder, 'unfit');
    mkdirSync(place);
    cpSync(absolute('models/own-forest/model.onnx'), join(place, 'crops.onnx'));
    const card = JSON.parse(readFileSync(absolute('models/own-forest/card.json'), 'utf8')) as Record<string, unknown> & { features: string[]; classes: string[] };
    const attempt = async (change: Record<string, unknown> | string): Promise<unknown> => {
      writeFileSync(join(place, 'crops.card.json'), typeof change === 'string' ? change : JSON.stringify({ ...card, ...change }));
      return engine.call('models.import', { path: join(place, 'crops.onnx') }).catch((thrown: unknown) => thrown);
    };
    const unfit = (problem: string): unknown => expect.objectContaining({ code: 'MODEL_CARD_UNFIT', params: expect.objectContaining({ problem: expect.objectContaining({ text: expect.stringContaining(problem) as string }) as unknown }) as unknown });
    expect(await attempt({ sha256: '0'.repeat(64) })).toEqual(unfit('another file'));
    expect(await attempt({ input: 'pixels' })).toEqual(unfit('“pixels”'));
    expect(await attempt({ outputs: { label: null, probabilities: 'scores' } })).toEqual(unfit('“scores”'));
    expect(await attempt({ features: card.features.slice(1), inputShape: [card.features.length - 1] })).toEqual(unfit('column 1'));
    expect(await attempt({ features: [...card.features].reverse() })).toEqual(unfit('column 1'));
    expect(await attempt({ classes: [...card.classes, 'soil'] })).toEqual(unfit('4 classes'));
    expect(await attempt({ classes: ['wheat', 'rye', 'beet'] })).toEqual(unfit('“rye”'));
    expect(await attempt({ task: 'weather' })).toEqual(unfit('“task”'));
    expect(await attempt('no card')).toEqual(unfit('no JSON'));
    expect(engine.services.catalog.model.list().map(({ id }) => id).sort()).toEqual(['its-forest', 'its-linear', 'own-forest', 'own-linear']);
  });

  it('is asked for where there is none', async () => {
    const place = join(folder, 'bare');
    mkdirSync(place);
    cpSync(absolute('models/own-linear/model.onnx'), join(place, 'model.onnx'));
    await expect(engine.call('models.import', { path: join(place, 'model.onnx') })).rejects.toMatchObject({ code: 'MODEL_CARD_MISSING' });
    await expect(engine.call('models.import', { path: join(place, 'none.onnx') })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe.skipIf(!sharedData)('published ONNX files (needs the shared data)', () => {
  const imported = (name: string) => engine.call('models.import', { path: join(sharedData ?? '', 'onnx-import', name) });
  const saying = (...parts: string[]): unknown => expect.arrayContaining(parts.map((part) => expect.stringContaining(part) as string));

  it('tell a smaller output, its margin and a sigmoid of several channels', async () => {
    const { card, warnings } = await imported('different_output_size_512_to_484.onnx');
    expect(card).toMatchObject({ task: 'patch-series', patch: { size: 512, outputSize: 484, channels: 3, gives: 'classes', activation: 'sigmoid' }, classes: ['0', '1'] });
    expect(warnings.map(textOf)).toEqual(saying('patches of 512 × 512 pixels with 3 channels, one at a time', '484 × 484 pixels of 512 × 512: a margin of 14 pixels', 'sigmoid of 2 channels', 'does not name its classes', 'no runner for patches'));
  });

  it('tell that an output is neither softmax nor sigmoid, and that batches differ', async () => {
    const { card, warnings } = await imported('dummy_model.onnx');
    expect(card).toMatchObject({ task: 'patch-series', patch: { size: 512, outputSize: 512, activation: 'none' }, provenance: { producer: 'pytorch 1.12.1' } });
    expect(warnings.map(textOf)).toEqual(saying('neither softmax nor sigmoid', 'declared for any number of patches, its input for one', 'It does not say which size of pixel'));
  });

  it('tell a regression, and where metadata contradict the file', async () => {
    const { card, warnings } = await imported('dummy_regression_model_batched.onnx');
    expect(card).toMatchObject({ patch: { gives: 'quantity', pixelMetres: 0.055, overlapPercent: 11 }, classes: [], scheme: { classes: [] } });
    expect(warnings.map(textOf)).toEqual(saying('(regression)', 'any number at a time', 'names 5 classes, and its output has 1 channel', 'tiles of 256 pixels, its input 512', 'pixels of 0.055 m', 'Not used by Furrow: seg_thresh'));
  });

  it('tell a softmax', async () => {
    const { card, warnings } = await imported('one_output_softmax_bsx2x512x512.onnx');
    expect(card).toMatchObject({ patch: { activation: 'softmax' }, classes: ['0', '1'] });
    expect(warnings.map(textOf)).toEqual(saying('softmax over 2 channels: probabilities of classes that exclude each other'));
  });

  it('tell two outputs of one class each', async () => {
    const { card, warnings } = await imported('two_outputs_sigmoid_bsx1x512x512.onnx');
    expect(card).toMatchObject({ outputs: { probabilities: 'output' }, tensors: { outputs: [{ name: 'output' }, { name: 'output2' }] }, patch: { activation: 'sigmoid' } });
    expect(warnings.map(textOf)).toEqual(saying('sigmoid of one channel', '2 outputs (output, output2)'));
  });

  it('are not run on a map, which says why', async () => {
    await expect(engine.services.jobs.start('classify', { model: 'dummy_model', composite: 'fields' })).rejects.toMatchObject({ code: 'MODEL_INPUT', params: { has: { text: 'the task “patch-series”' } } });
  });
});
