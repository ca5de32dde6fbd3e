import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { copyOf, seriesOfCopies } from '../../src/main/engine/models/embeddings/copies.ts';
import { labelStep } from '../../src/main/engine/models/embeddings/label-step.ts';
import { windowOf } from '../../src/main/engine/models/embeddings/plan-embeddings.ts';
import { rowsByPeriods } from '../../src/main/engine/models/embeddings/row-periods.ts';
import { WORLDCEREAL_BANDS } from '../../src/main/engine/ingest/worldcereal-band.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { endedIn } from '../fixtures/ended.ts';
import { cropSamples, monthsFromNovember, registerCropSamples } from '../fixtures/crops-seen-by-presto.ts';
import { readNpy } from '../fixtures/npz.ts';
import { madePresto } from '../fixtures/presto.ts';
import { writeTorchFile } from '../fixtures/torch-file.ts';

const ROWS = 60;
const SIZE = 128;
let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-embeddings-'));
  const home = join(folder, 'workspace');
  await initWorkspace(home);
  writeTorchFile(join(folder, 'made.pt'), madePresto({ head: true }));
  engine = await openEngine({ folder: home, settings: { workers: 2 } });
  await ended('convert', { checkpoint: join(folder, 'made.pt'), id: 'presto' });
  await registerCropSamples(engine.services, cropSamples(ROWS), 'crops');
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ended = endedIn(() => engine);

const stagesOf = (job: Job): string[] => (JSON.parse(readFileSync(join(engine.services.workspace.folder, 'runs', job.id, 'run.json'), 'utf8')) as { stages: { name: string }[] }).stages.map(({ name }) => name);
const valuesOf = (path: string): Float32Array => readNpy(readFileSync(engine.services.workspace.absolute(path))).data as Float32Array;
const rowOf = (values: Float32Array, row: number): Float32Array => values.subarray(row * SIZE, (row + 1) * SIZE);

describe('training on embeddings', () => {
  it('embeds the samples first, keeps what it made, and takes it again', async () => {
    const first = await ended('train', { samples: 'crops', encoder: 'presto', options: { trees: 20 }, id: 'on-presto' });
    expect(stagesOf(first)).toEqual(expect.arrayContaining(['Embed', 'Keep the embeddings']));
    const { items } = await engine.call('embeddings.list', {});
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ model: 'presto', samples: 'crops', output: 'embedding', shape: [ROWS, SIZE], empty: 0, augmentation: null });
    const embedded = await ended('embed', { model: 'presto', samples: 'crops' });
    expect(valuesOf(items[0]?.path ?? '')).toEqual(valuesOf(String(embedded.result?.['path'])));

    const again = await ended('train', { samples: 'crops', encoder: 'presto', options: { trees: 5 }, id: 'again' });
    expect(stagesOf(again)).not.toContain('Embed');
    for (const job of [first, again]) expect(await engine.services.jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
  });

  it('writes a card that names the encoder and the bands it was given', () => {
    const { card } = engine.services.catalog.model.get('on-presto');
    const encoder = engine.services.catalog.model.get('presto');
    expect(card).toMatchObject({ task: 'head', family: 'forest', source: 'embeddings', inputShape: [SIZE], periods: 12, classes: ['wheat', 'maize', 'beet'], encoder: { modelId: 'presto', sha256: encoder.card.sha256 } });
    expect(card.features).toHaveLength(SIZE);
    expect(card.features[5]).toBe('presto_ft_5');
    expect(card.bands.map(({ band }) => band)).toContain('TMEAN');
    expect(card.metrics?.overallAccuracy).toBeGreaterThan(0.8);
  });

  it('learns from changed copies of training rows alone, drawn from the seed', async () => {
    await ended('train', { samples: 'crops', encoder: 'presto', augment: { repeats: 3 }, seed: 5, options: { trees: 5 }, id: 'augmented' });
    const product = (await engine.call('embeddings.list', {})).items.find(({ augmentation }) => augmentation?.seed === 5);
    expect(product).toMatchObject({ shape: [4 * ROWS, SIZE], augmentation: { repeats: 3, jitter: true, sensors: true } });
    const [plain] = (await engine.call('embeddings.list', {})).items.filter(({ augmentation, key }) => augmentation === null && key !== null);
    const [copies, rows] = [valuesOf(product?.path ?? ''), valuesOf(plain?.path ?? '')];
    expect(copies.subarray(0, ROWS * SIZE)).toEqual(rows);
    const { splits } = cropSamples(ROWS);
    const different = new Set<string>();
    splits.forEach((split, row) => {
      for (let copy = 1; copy <= 3; copy++) {
        const values = rowOf(copies, copy * ROWS + row);
        expect(values.some((value) => Number.isNaN(value))).toBe(split === 'test');
        if (split === 'train') different.add(values.subarray(0, 4).join());
      }
    });
    expect(different.size).toBeGreaterThan(0.8 * 3 * splits.filter((split) => split === 'train').length);
    const report = JSON.parse(readFileSync(engine.services.workspace.absolute('models/augmented/report.json'), 'utf8')) as { rows: { train: number; test: number }; options: { copies?: number }; metrics: { trainRows: number; trainSamples?: number } };
    expect(report.rows).toMatchObject({ train: 3 * 42, test: 18 });
    expect(report.options.copies).toBe(3);
    const [augmented, unchanged] = ['augmented', 'again'].map((id) => engine.services.catalog.model.get(id));
    expect(augmented?.card.provenance['options']).toMatchObject({ copies: 3 });
    expect(unchanged?.card.provenance['options']).not.toHaveProperty('copies');
    expect(report.metrics.trainRows, 'changed copies').toBe(3 * (report.metrics.trainSamples ?? 0));
  });

  it('embeds again what was changed on the disk, and never takes a damaged file', async () => {
    const [plain] = (await engine.call('embeddings.list', {})).items.filter(({ augmentation, key }) => augmentation === null && key !== null);
    writeFileSync(engine.services.workspace.absolute(plain?.path ?? ''), 'not numbers');
    const job = await ended('train', { samples: 'crops', encoder: 'presto', options: { trees: 5 }, id: 'mended' });
    expect(stagesOf(job)).toContain('Embed');
    expect(valuesOf(plain?.path ?? '')).toHaveLength(ROWS * SIZE);
  });

  it('refuses in words what does not fit', async () => {
    const start = (params: Record<string, unknown>) => engine.services.jobs.start('train', { samples: 'crops', ...params });
    await expect(start({ input: 'embeddings' })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'encoder', problem: expect.stringContaining('there is “presto”') as string } });
    await expect(start({ encoder: 'nobody' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND', params: { kind: 'model', id: 'nobody' } });
    await expect(start({ encoder: 'on-presto' })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'model' } });
    await expect(start({ input: 'features', augment: { repeats: 2 } })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'augment' } });
  });
});

describe('copies', () => {
  const recipe = { window: { steps: 12, start: 2 }, augmentation: { repeats: 2, jitter: true, sensors: true, seed: 1 }, encoder: { bands: [...WORLDCEREAL_BANDS] } };

  it('take the middle year of a longer series unchanged, and shift it within the label’s reach when jittered', () => {
    expect(windowOf(monthsFromNovember(16))).toEqual({ steps: 12, start: 2 });
    expect(windowOf(monthsFromNovember(12))).toEqual({ steps: 12, start: 0 });
    expect(windowOf(monthsFromNovember(6))).toEqual({ steps: 6, start: 0 });
    const table = cropSamples(300, 16, new Map([['valid_time', Array.from({ length: 300 }, () => '2023-06-20')]]));
    expect(copyOf(table, recipe, 0, 0)).toEqual({ row: 0, start: 2, mask: null });
    const starts = new Set(Array.from({ length: 300 }, (_, row) => copyOf(table, recipe, row, 1).start));
    expect([...starts].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });

  it('lose exactly the bands of the sensors that were taken away', () => {
    const table = cropSamples(2, 12);
    const step = (...lost: number[]): Uint8Array => Uint8Array.from({ length: 12 }, (_, t) => (lost.includes(t) ? 1 : 0));
    const series = seriesOfCopies(table, [{ row: 1, start: 0, mask: { radar: step(0), optical: step(1), weather: step(2), terrain: true } }], 12);
    const lostAt = (t: number): string[] => table.layout.bands.filter((_, band) => series[t * 16 + band] === 65_535 && table.series[(t * 16 + band) * 2 + 1] !== 65_535);
    expect([lostAt(0), lostAt(2), lostAt(5)]).toEqual([['VV', 'VH', 'elevation', 'slope'], ['TMEAN', 'PRECIP', 'elevation', 'slope'], ['elevation', 'slope']]);
    const { series: whole } = cropSamples(2, 12);
    expect(lostAt(1).filter((band) => band.startsWith('B')).length).toBe(whole[(1 * 16 + 2) * 2 + 1] === 65_535 ? 0 : 10);
  });

  it('are given the months of the row’s own series where that begins elsewhere', async () => {
    const starts = ['2020-11-01', '2018-11-01', '2021-03-01', null];
    const table = { layout: { bands: [], periods: monthsFromNovember(12) }, attributes: new Map([['start' as const, starts]]) };
    expect(rowsByPeriods(table, [0, 1, 2, 3]).map(({ rows, periods }) => [rows, periods[0]?.start, periods[11]?.end])).toEqual([
      [[0, 1, 3], '2020-11-01', '2021-10-31'],
      [[2], '2021-03-01', '2022-02-28'],
    ]);
    const moved = cropSamples(12, 12, new Map([['start', Array.from({ length: 12 }, (_, row) => (row % 3 === 1 ? '2021-02-01' : '2020-11-01'))]]));
    await registerCropSamples(engine.services, moved, 'moved');
    const own = await ended('embed', { model: 'presto', samples: 'moved', id: 'own-months' });
    await registerCropSamples(engine.services, cropSamples(12), 'unmoved');
    const [same, shifted] = [valuesOf(String((await ended('embed', { model: 'presto', samples: 'unmoved' })).result?.['path'])), valuesOf(String(own.result?.['path']))];
    for (let row = 0; row < 12; row++) expect(rowOf(shifted, row)[0] === rowOf(same, row)[0]).toBe(row % 3 !== 1);
  });

  it('know the month of the label, by the day of the year or by the row’s own start', () => {
    const at = (valid: string | null, start: string | null = null): number => labelStep({ layout: { bands: [], periods: monthsFromNovember(16) }, attributes: new Map([['valid_time', [valid]], ['start', [start]]]) }, 0);
    expect(at('2017-06-01')).toBe(7);
    expect(at('2017-06-20')).toBe(8);
    // December is there twice, at 1 and at 13: the one nearer to the middle, unless the row says where it begins.
    expect(at('2020-12-03')).toBe(13);
    expect(at('2017-12-03', '2017-11-01')).toBe(1);
    expect(at(null)).toBe(8);
  });
});
