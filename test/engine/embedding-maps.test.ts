import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { writeCog } from '../../src/main/engine/gdal/cog.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { WORLDCEREAL_BANDS } from '../../src/main/engine/ingest/worldcereal-band.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { RandomStream } from '../../src/main/engine/models/forest/random.ts';
import { PRESTO_BANDS } from '../../src/main/engine/models/presto/tokens.ts';
import { openSession } from '../../src/main/engine/onnx/session.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import type { Job } from '../../src/shared/job/job.ts';
import type { Model } from '../../src/shared/records/learning.ts';
import { textOf, type Told } from '../../src/shared/messages/message.ts';
import { endedIn } from '../fixtures/ended.ts';
import { cropSamples, cropValue, monthsFromNovember, registerCropSamples } from '../fixtures/crops-seen-by-presto.ts';
import { CROPS, SAMPLED } from '../fixtures/fields.ts';
import { readNpy } from '../fixtures/npz.ts';
import { madePresto } from '../fixtures/presto.ts';
import { writeTorchFile } from '../fixtures/torch-file.ts';

/** Three strips of crops, in degrees. */
const GRID: Grid = { crs: 'EPSG:4326', affine: [4, 0.001, 0, 50.05, 0, -0.001], width: 36, height: 24 };
const PIXELS = GRID.width * GRID.height;
const whole = { column: 0, row: 0, width: GRID.width, height: GRID.height };
const cropAt = (pixel: number): string => SAMPLED[Math.floor((pixel % GRID.width) / 12)] as string;
/** A pixel that nobody ever saw, one with weather and terrain alone, and one with a single band of a group. */
const [EMPTY, UNSEEN, HALF] = [40, 41, 42];
const record = (id: string) => ({ id, title: id, createdAt: '2026-01-01T00:00:00Z', simulated: false, warnings: [] });
let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-heads-'));
  await initWorkspace(join(folder, 'workspace'));
  writeTorchFile(join(folder, 'made.pt'), madePresto());
  engine = await openEngine({ folder: join(folder, 'workspace'), settings: { workers: 2 } });
  await ended('convert', { checkpoint: join(folder, 'made.pt'), ndvi: 'with-its-bands', id: 'presto' });
  await registerCropSamples(engine.services, cropSamples(90), 'crops');
  await registerComposite('year', PRESTO_BANDS);
  await ended('train', { samples: 'crops', encoder: 'presto', options: { trees: 25 }, id: 'head' });
}, 90_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function registerComposite(id: string, bands: readonly string[]): Promise<void> {
  const random = new RandomStream(31, 0);
  const periods = await Promise.all(monthsFromNovember(12).map(async ({ start, end }, step) => {
    const planes = bands.map((band) => Uint16Array.from({ length: PIXELS }, (_, pixel) => {
      const at = PRESTO_BANDS.findIndex((name) => name === band);
      const hidden = pixel === EMPTY || (pixel === UNSEEN && at < 12) || (pixel === HALF && band !== 'B02');
      return hidden ? 65_535 : cropValue(cropAt(pixel), (10 + step) % 12, at, random);
    }));
    const path = `composites/${id}/${start.slice(0, 7)}.tif`;
    await writeCog(engine.services.workspace.place(path), GRID, planes, bands.map((description) => ({ dtype: 'uint16' as const, nodata: 65_535, description })), { overviews: 'average' });
    return { start, end, path, clearFraction: 1, scenes: 1 };
  }));
  engine.services.catalog.composite.insert({ kind: 'composite', ...record(id), grid: { ...GRID, affine: [...GRID.affine] }, footprint: [[4, 50, 4.036, 50.05]], bands: bands.flatMap((band) => WORLDCEREAL_BANDS.filter((known) => known.band === band)), periods, origin: 'made', settings: {}, sceneIds: [], runId: null });
}

const ended = endedIn(() => engine);

const start = (params: Record<string, unknown>) => engine.services.jobs.start('classify', { composite: 'year', ...params });
const mapOf = (job: Job, file = 'map.tif', band = 1): ArrayLike<number> => readWindow(engine.services.workspace.absolute(`maps/${String(job.result?.['id'])}/${file}`), band, whole, 'uint8');

describe('a map with a head on embeddings', () => {
  it('is what the head says of every pixel’s embedding, whatever the windows, and replays to the same files', async () => {
    const job = await ended('classify', { model: 'head', composite: 'year' });
    const embedded = await ended('embed', { model: 'presto', composite: 'year' });
    const { data } = readNpy(readFileSync(engine.services.workspace.absolute(String(embedded.result?.['path']))));
    await using session = await openSession(engine.services.workspace.absolute('models/head/model.onnx'));
    const { card } = engine.services.catalog.model.get('head');
    const answer = await session.run({ [card.input]: { data: data as Float32Array, shape: [PIXELS, 128] } });
    const map = mapOf(job);
    const confidence = mapOf(job, 'confidence.tif');
    const probabilities = answer[card.outputs.probabilities]?.data as Float32Array;
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      if ([EMPTY, UNSEEN, HALF].includes(pixel)) continue;
      expect(map[pixel]).toBe(Number(answer[card.outputs.label ?? '']?.data[pixel]));
      expect(confidence[pixel]).toBe(Math.round(Math.max(...probabilities.subarray(pixel * 3, pixel * 3 + 3)) * 100));
    }
    expect([EMPTY, UNSEEN, HALF].map((pixel) => [map[pixel], confidence[pixel]])).toEqual([[255, 255], [255, 255], [255, 255]]);
    expect(job.result).toMatchObject({ classifiedPixels: PIXELS - 3, warnings: [] });
    expect(job.result?.['tokensPerCoreSecond']).toBeGreaterThan(100);
    const right = Array.from({ length: PIXELS }, (_, pixel) => pixel).filter((pixel) => map[pixel] === CROPS.classes.find(({ code }) => code === cropAt(pixel))?.value);
    expect(right.length / PIXELS).toBeGreaterThan(0.8);

    const other = await ended('classify', { model: 'head', composite: 'year', windowPx: 64, id: 'other-windows' });
    expect(mapOf(other)).toEqual(map);
    expect(await engine.services.jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
    const run = JSON.parse(readFileSync(join(engine.services.workspace.folder, 'runs', job.id, 'run.json'), 'utf8')) as { inputs: { path: string }[]; processors: { name: string; used: boolean; reason: string }[] };
    expect(run.inputs.map(({ path }) => path)).toEqual(expect.arrayContaining(['models/head/model.onnx', 'models/presto/model.onnx']));
    expect(run.processors.find(({ used }) => used)).toMatchObject({ name: 'CPU', reason: expect.stringContaining('single-threaded') as string });
  });

  it('does without bands that the composite lacks, and says what that means', async () => {
    await registerComposite('optical', PRESTO_BANDS.slice(2, 12));
    const { estimate } = await engine.call('jobs.plan', { kind: 'classify', params: { model: 'head', composite: 'optical' } });
    expect(estimate.warnings?.map(textOf)).toEqual([expect.stringContaining('VV, VH, TMEAN, PRECIP') as string]);
    const job = await ended('classify', { model: 'head', composite: 'optical' });
    expect((job.result?.['warnings'] as Told[]).map(textOf)).toEqual([expect.stringContaining('was trained with VV, VH, TMEAN, PRECIP, elevation, slope, which “optical” lacks') as string]);
    expect(engine.services.catalog.map.get(String(job.result?.['id'])).warnings).toHaveLength(1);
  });

  it('finds its encoder by the file, and names the one that is missing', async () => {
    const head = engine.services.catalog.model.get('head');
    const put = (id: string, card: Partial<Model['card']>): Model => engine.services.catalog.model.insert({ ...head, ...record(id), card: { ...head.card, ...card } }) as unknown as Model;
    put('renamed', { encoder: { modelId: 'another-id', sha256: head.card.encoder?.sha256 ?? '' } });
    expect((await ended('classify', { model: 'renamed', composite: 'year' })).result?.['classifiedPixels']).toBe(PIXELS - 3);
    put('orphan', { encoder: { modelId: 'presto-of-elsewhere', sha256: '0'.repeat(64) } });
    await expect(start({ model: 'orphan' })).rejects.toMatchObject({ code: 'ENCODER_MISSING', params: { model: 'orphan', encoder: 'presto-of-elsewhere', sha256: '000000000000' } });
  });

  it.each([
    ['columns', { features: ['presto_ft_1', 'presto_ft_0', ...Array.from({ length: 126 }, (_, i) => `presto_ft_${i + 2}`)] }, 'it was trained with “presto_ft_0” in place 1, and its card has “presto_ft_1” there'],
    ['classes', { classes: ['maize', 'wheat', 'beet'] }, 'its classes are 3, 7, 250, and its card has them as 7, 3, 250'],
  ])('refuses a card with %s in another order, in words', async (name, card, problem) => {
    const head = engine.services.catalog.model.get('head');
    engine.services.catalog.model.insert({ ...head, ...record(`wrong-${name}`), card: { ...head.card, ...card } });
    const job = await (await start({ model: `wrong-${name}` })).finished;
    expect(job).toMatchObject({ state: 'failed', error: { code: 'MODEL_UNUSABLE', message: expect.stringContaining(problem) as string } });
  });

  it('refuses an encoder alone', async () => {
    await expect(start({ model: 'presto' })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'model', problem: expect.stringContaining('train a classifier with it as the encoder') as string } });
  });

  it('refuses a composite of another season, and an encoder whose file was swapped', async () => {
    const months = engine.services.catalog.composite.get('year');
    engine.services.catalog.composite.insert({ ...months, ...record('half-year'), periods: months.periods.slice(0, 6) });
    await expect(start({ model: 'head', composite: 'half-year' })).rejects.toMatchObject({ code: 'MODEL_INPUT' });
    const file = engine.services.workspace.absolute('models/presto/model.onnx');
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes, Buffer.from('x')]));
    await expect(start({ model: 'head' })).rejects.toMatchObject({ code: 'MODEL_UNUSABLE', params: { file: 'models/presto/model.onnx' } });
    writeFileSync(file, bytes);
  });
});
