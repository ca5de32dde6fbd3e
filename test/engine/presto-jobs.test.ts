import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { writeCog } from '../../src/main/engine/gdal/cog.ts';
import { WORLDCEREAL_BANDS } from '../../src/main/engine/ingest/worldcereal-band.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import type { RunDocument } from '../../src/main/engine/jobs/definition.ts';
import { PrestoEncoder, type PrestoSeries } from '../../src/main/engine/models/presto/encoder.ts';
import { PRESTO_BANDS } from '../../src/main/engine/models/presto/tokens.ts';
import { writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { nothingSaid } from '../../src/main/engine/samples/table.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { textOf, type Told } from '../../src/shared/messages/message.ts';
import { endedIn } from '../fixtures/ended.ts';
import { fieldSamples, registerSamples } from '../fixtures/fields.ts';
import { type NumpyArray, readNpy, readNpz } from '../fixtures/npz.ts';
import { madePresto, madeSeries } from '../fixtures/presto.ts';
import { writeTorchFile } from '../fixtures/torch-file.ts';
import { sharedData, sharedModels } from '../real-data.ts';

let folder = '';
let checkpoint = '';
let engine: Engine;

/** 24 × 20 pixels in degrees, so that every pixel's place is plain to see. */
const GRID: Grid = { crs: 'EPSG:4326', affine: [3, 0.01, 0, 51, 0, -0.01], width: 24, height: 20 };
const BANDS = WORLDCEREAL_BANDS.filter(({ band }) => (PRESTO_BANDS as readonly string[]).includes(band));
const { periods: PERIODS } = madeSeries().layout;
const NODATA = 65_535;
/** A pixel that nobody ever saw. */
const EMPTY_PIXEL = 30;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-presto-'));
  const home = join(folder, 'workspace');
  await initWorkspace(home);
  checkpoint = join(folder, 'made presto.pt');
  writeTorchFile(checkpoint, madePresto({ head: true }));
  engine = await openEngine({ folder: home, settings: { workers: 2 } });
  await registerComposite('year', BANDS.map(({ band }) => band));
  await registerRows();
  await ended('convert', { checkpoint, id: 'presto' });
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Which of the six made pixels stands at a pixel of the grid. */
const kindAt = (pixel: number): number => (pixel * 5 + Math.floor(pixel / 24)) % 6;
const record = (id: string) => ({ id, title: id, createdAt: '2026-01-01T00:00:00Z', simulated: true, warnings: [] });

async function registerComposite(id: string, bands: readonly string[]): Promise<void> {
  const { workspace, catalog } = engine.services;
  const pixels = GRID.width * GRID.height;
  const made = madeSeries();
  const periods = await Promise.all(PERIODS.map(async ({ start, end }, step) => {
    const planes = bands.map((band) => Uint16Array.from({ length: pixels }, (_, pixel) => (pixel === EMPTY_PIXEL ? NODATA : (made.series[(step * 16 + PRESTO_BANDS.indexOf(band as never)) * 6 + kindAt(pixel)] as number))));
    const path = `composites/${id}/${start.slice(0, 7)}.tif`;
    await writeCog(workspace.place(path), GRID, [...planes, new Uint16Array(pixels).fill(1)], [...bands, 'count'].map((description) => ({ dtype: 'uint16' as const, nodata: NODATA, description })), { overviews: 'average' });
    return { start, end, path, clearFraction: 1, scenes: 1 };
  }));
  catalog.composite.insert({ kind: 'composite', ...record(id), grid: { ...GRID, affine: [...GRID.affine] }, footprint: [[3, 50.8, 3.24, 51]], bands: bands.flatMap((band) => BANDS.filter((known) => known.band === band)), periods, origin: 'made', settings: {}, sceneIds: [], runId: null });
}

async function registerRows(): Promise<void> {
  const { workspace, catalog } = engine.services;
  const made = madeSeries([5, 1, 3, 0, 1]);
  const path = 'samples/rows/samples.parquet';
  const names = ['a', 'b', 'c', 'd', 'e'];
  catalog.scheme.insert({ kind: 'scheme', ...record('rows'), scheme: { id: 'rows', title: 'rows', classes: [{ value: 1, code: 'one', labels: {}, colour: '#808080', parent: null }], mappings: {} } });
  await writeSamples(workspace.place(path), { rows: 5, layout: made.layout, ids: names, classes: names.map(() => 'one'), groups: names, splits: names.map(() => 'train'), x: Float64Array.from(made.longitude as number[]), y: Float64Array.from(made.latitude as number[]), series: made.series, ...nothingSaid(5) });
  const bands = PRESTO_BANDS.flatMap((band) => WORLDCEREAL_BANDS.filter((known) => known.band === band));
  catalog.samples.insert({ kind: 'samples', ...record('rows'), path, rows: 5, crs: 'EPSG:4326', schemeId: 'rows', bands, periods: made.layout.periods.map((period) => ({ ...period })), byClass: { one: 5 }, rejected: [], settings: {}, sources: [] });
}

const ended = endedIn(() => engine);

function arrayOf(job: Job): NumpyArray {
  return readNpy(readFileSync(engine.services.workspace.absolute(String(job.result?.['path']))));
}

/** What the encoder gives for series of its own, without jobs and files. */
async function direct(input: PrestoSeries): Promise<Float32Array> {
  const { card, folder: place } = engine.services.catalog.model.get('presto');
  if (!card.embedding) throw new Error('the card describes no embedding');
  await using encoder = await PrestoEncoder.open(engine.services.workspace.absolute(`${place}/model.onnx`), card.embedding, card.bands);
  return (await encoder.embed(input, { output: 'embedding' })).values;
}

describe('convert', () => {
  it('registers a model whose card says what it is, and replays to the same file', async () => {
    const model = engine.services.catalog.model.get('presto');
    expect(model).toMatchObject({ family: 'presto', title: 'Presto from made presto.pt', card: { task: 'embedding', classes: ['other', 'cropland'], metrics: null, embedding: { network: 'presto', checkpoint: 'presto-worldcereal', dimensions: 128, maxSteps: 24, ndvi: 'never-missing', hasCroplandHead: true } } });
    expect(model.card.licence).toContain('Not known');
    const file = readFileSync(engine.services.workspace.absolute(`${model.folder}/model.onnx`));
    expect(createHash('sha256').update(file).digest('hex')).toBe(model.card.sha256);
    const run = JSON.parse(readFileSync(join(engine.services.workspace.folder, 'runs', model.runId ?? '', 'run.json'), 'utf8')) as RunDocument;
    expect(run.inputs.map(({ path }) => path)).toEqual([checkpoint]);
    expect(run.processors[0]?.reason).toMatch(/^(fused|standard) attention: fused attention gives \d+ pixels a second/);
    expect(await engine.services.jobs.replay(run.id)).toEqual({ identical: true, differences: [] });
  });

  it('refuses what is no checkpoint, a taken id, and an encoder that does not show its NDVI rule unless told', async () => {
    const bare = join(folder, 'bare.pt');
    writeTorchFile(bare, madePresto());
    const failed = async (params: Record<string, unknown>) => (await (await engine.services.jobs.start('convert', params)).finished).error;
    expect(await failed({ checkpoint: bare })).toMatchObject({ code: 'CHECKPOINT_NDVI_UNSAID', action: expect.stringContaining('--ndvi') as string });
    expect(engine.services.catalog.model.find('bare')).toBeNull();
    await expect(engine.services.jobs.start('convert', { checkpoint: join(folder, 'none.pt') })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    // Before anything in it is walked through or hashed.
    await expect(engine.services.jobs.plan('convert', { checkpoint: folder })).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED', params: { file: folder, detail: 'it is a folder; choose the file of weights in it' } });
    await expect(engine.services.jobs.start('convert', { checkpoint, id: 'presto' })).rejects.toMatchObject({ code: 'RECORD_EXISTS' });
    const told = await ended('convert', { checkpoint: bare, ndvi: 'with-its-bands', attention: 'standard', licence: 'CC0-1.0', id: 'told' });
    expect(told.result?.['card']).toMatchObject({ licence: 'CC0-1.0', classes: [], embedding: { checkpoint: 'encoder', ndvi: 'with-its-bands', hasCroplandHead: false } });
  });
});

describe('embed', () => {
  it('gives every pixel of a composite its embedding at its own place, and NaN where nothing was ever seen', async () => {
    const job = await ended('embed', { model: 'presto', composite: 'year', windowPx: 16 });
    expect(job.result).toMatchObject({ path: 'embeddings/presto-year/embedding.npy', rows: 480, dimensions: 128, empty: 1 });
    const { shape, data } = arrayOf(job);
    expect(shape).toEqual([20, 24, 128]);
    const seen = Array.from({ length: 480 }, (_, pixel) => pixel).filter((pixel) => pixel !== EMPTY_PIXEL);
    const made = madeSeries(seen.map(kindAt));
    const expected = await direct({ ...made, longitude: seen.map((pixel) => 3.005 + (pixel % 24) * 0.01), latitude: seen.map((pixel) => 50.995 - Math.floor(pixel / 24) * 0.01) });
    const differences = seen.flatMap((pixel, i) => Array.from({ length: 128 }, (_, k) => Math.abs(Number(data[pixel * 128 + k]) - (expected[i * 128 + k] as number))));
    expect(differences.every((difference) => difference < 5e-6)).toBe(true);
    expect([...data.subarray(EMPTY_PIXEL * 128, (EMPTY_PIXEL + 1) * 128)].every((value) => Number.isNaN(Number(value)))).toBe(true);
    expect(await engine.services.jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
  });

  it('gives samples theirs in the order of the rows, per timestep and as the cropland head’s answer too', async () => {
    const { shape, data } = arrayOf(await ended('embed', { model: 'presto', samples: 'rows' }));
    expect(shape).toEqual([5, 128]);
    expect(data).toEqual(await direct(madeSeries([5, 1, 3, 0, 1])));
    expect(arrayOf(await ended('embed', { model: 'presto', samples: 'rows', output: 'steps' })).shape).toEqual([5, 12, 128]);
    const half = arrayOf(await ended('embed', { model: 'presto', samples: 'rows', output: 'steps', from: '2020-12-01', to: '2021-03-31' }));
    expect(half.shape).toEqual([5, 4, 128]);
    const logit = arrayOf(await ended('embed', { model: 'presto', samples: 'rows', output: 'logit' }));
    const probability = arrayOf(await ended('embed', { model: 'presto', samples: 'rows', output: 'probability' }));
    expect(probability.shape).toEqual([5, 1]);
    [...probability.data].forEach((value, row) => expect(Number(value)).toBeCloseTo(1 / (1 + Math.exp(-Number(logit.data[row]))), 6));
  });

  it('goes on after a cancel, to the same bytes', async () => {
    const whole = arrayOf(await ended('embed', { model: 'presto', composite: 'year', windowPx: 16, id: 'whole' }));
    const started = await engine.services.jobs.start('embed', { model: 'presto', composite: 'year', windowPx: 16, id: 'stopped' });
    await engine.services.jobs.cancel(started.job.id);
    const stopped = await started.finished;
    expect(stopped.state).toBe('cancelled');
    const resumed = await (await engine.services.jobs.resume(stopped.id)).finished;
    expect(resumed.state).toBe('done');
    expect(Buffer.from(arrayOf(resumed).data.buffer).equals(Buffer.from(whole.data.buffer))).toBe(true);
    await expect(engine.services.jobs.start('embed', { model: 'presto', composite: 'year', id: 'whole' })).rejects.toMatchObject({ code: 'RECORD_EXISTS' });
  });

  it('does without bands that a composite lacks or that are to be left out, and says so', async () => {
    await registerComposite('optical', ['B02', 'B03', 'B04', 'B08', 'B8A']);
    const job = await ended('embed', { model: 'presto', composite: 'optical', without: ['B8A'] });
    expect(job.result?.['bands']).toEqual(['B02', 'B03', 'B04', 'B08']);
    expect((job.result?.['warnings'] as Told[]).map(textOf)).toEqual([expect.stringContaining('VV + VH, B05 + B06 + B07, B8A, B11 + B12, TMEAN + PRECIP, elevation + slope'), '1 of 480 has no value at all and is NaN.']);
  });

  it('refuses what does not fit, before it starts', async () => {
    const start = (params: Record<string, unknown>) => engine.services.jobs.start('embed', { model: 'presto', composite: 'year', ...params });
    await registerComposite('slope', ['slope']);
    await expect(start({ samples: 'rows' })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'samples' } });
    await expect(start({ composite: 'slope' })).rejects.toMatchObject({ code: 'MODEL_INPUT', params: { given: 'slope', has: 'slope' } });
    await expect(start({ from: '2022-01-01' })).rejects.toMatchObject({ code: 'MODEL_INPUT', params: { needed: '1 to 24 periods' } });
    await expect(start({ without: ['B99'] })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'without' } });
    await registerSamples(engine.services, fieldSamples(60));
    await ended('train', { samples: 'field-samples', options: { trees: 5 }, id: 'forest' });
    await expect(start({ model: 'forest' })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'model' } });
    await ended('convert', { checkpoint, id: 'swapped' });
    appendFileSync(join(engine.services.workspace.folder, 'models/swapped/model.onnx'), 'x');
    await expect(start({ model: 'swapped' })).rejects.toMatchObject({ code: 'MODEL_UNUSABLE' });
  });
});

it.skipIf(!sharedData || !sharedModels)('embeds the Belgian test patch to what the original code gave (../shared/data, ../shared/models)', { timeout: 120_000 }, async () => {
  const { imported } = await engine.call('import.paths', { paths: [join(sharedData ?? '', 'worldcereal/worldcereal_preprocessed_inputs.nc')] });
  const model = await ended('convert', { checkpoint: join(sharedModels ?? '', 'presto_worldcereal_v3.pt') });
  expect(model.result?.['card']).toMatchObject({ licence: 'MIT', embedding: { checkpoint: 'prometheo', ndvi: 'with-its-bands' } });
  const { shape, data } = arrayOf(await ended('embed', { model: String(model.result?.['id']), composite: String(imported[0]?.id) }));
  expect(shape).toEqual([100, 100, 128]);
  const { emb_prometheo: expected, flat_index: pixels } = await readNpz(join(sharedModels ?? '', 'reference/patch100.npz'), ['emb_prometheo', 'flat_index']);
  const differences = [...(expected.data as Float32Array)].map((value, i) => Math.abs(value - Number(data[Number(pixels.data[Math.floor(i / 128)]) * 128 + (i % 128)])));
  expect(differences).toHaveLength(500 * 128);
  expect(differences.every((difference) => difference < 1e-4)).toBe(true);
});
