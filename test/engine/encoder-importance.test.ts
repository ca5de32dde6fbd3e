import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { encoderGroups } from '../../src/main/engine/models/assessment/encoder-groups.ts';
import { encodedImportance, MOST_TOKENS } from '../../src/main/engine/models/assessment/importance-cost.ts';
import type { LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import type { SampleTable } from '../../src/main/engine/samples/table.ts';
import type { Assessment } from '../../src/shared/reports/assessment.ts';
import { endedIn } from '../fixtures/ended.ts';
import { cropSamples, registerCropSamples } from '../fixtures/crops-seen-by-presto.ts';
import { readNpy } from '../fixtures/npz.ts';
import { madePresto } from '../fixtures/presto.ts';
import { writeTorchFile } from '../fixtures/torch-file.ts';

const ROWS = 90;
const SIZE = 128;
let folder = '';
let engine: Engine;

/** Crops that radar alone tells apart: their reflectance is that of the first row in every month. */
function seenByRadar(): SampleTable {
  const table = cropSamples(ROWS);
  const series = table.series.map((value, i) => {
    const band = Math.floor(i / ROWS) % table.layout.bands.length;
    if (band < 2) return value + (table.classes[i % ROWS] === 'maize' ? 9000 : table.classes[i % ROWS] === 'beet' ? 25_000 : 0);
    return band < 12 ? (table.series[i - (i % ROWS)] as number) : value;
  });
  return { ...table, series };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-importance-'));
  const home = join(folder, 'workspace');
  await initWorkspace(home);
  writeTorchFile(join(folder, 'made.pt'), madePresto({ head: true }));
  engine = await openEngine({ folder: home, settings: { workers: 2 } });
  await ended('convert', { checkpoint: join(folder, 'made.pt'), id: 'presto' });
  await registerCropSamples(engine.services, cropSamples(ROWS), 'crops');
  await registerCropSamples(engine.services, seenByRadar(), 'radar');
  await ended('train', { samples: 'radar', encoder: 'presto', id: 'by-radar', options: { trees: 50 } });
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ended = endedIn(() => engine);

const jsonOf = (path: string): unknown => JSON.parse(readFileSync(engine.services.workspace.absolute(path), 'utf8'));
const assessmentOf = (path: string): Assessment | null => (jsonOf(path) as { assessment: Assessment | null }).assessment;

describe('what matters to a model on embeddings', () => {
  const GROUPS = ['NDVI', 'S1 VV/VH', 'S2 NIR', 'S2 SWIR', 'S2 narrow NIR', 'S2 red edge', 'S2 visible', 'location', 'terrain', 'weather'];

  it('is told by groups of the encoder’s inputs and by sensor: here radar, and nothing that all samples share', () => {
    const importance = assessmentOf('models/by-radar/report.json')?.importance;
    const of = (grouping: string) => importance?.items.filter((item) => item.grouping === grouping) ?? [];
    expect(of('feature').map(({ name }) => name).toSorted()).toEqual(GROUPS);
    expect(of('sensor').map(({ name }) => name).toSorted()).toEqual(['Sentinel-1', 'Sentinel-2', 'terrain', 'weather']);
    expect(of('feature')[0]).toMatchObject({ name: 'S1 VV/VH', columns: 1 });
    expect(of('feature')[0]?.drop).toBeGreaterThan(0.3);
    expect(of('sensor')[0]).toEqual({ ...of('feature')[0], grouping: 'sensor', name: 'Sentinel-1' });
    for (const name of ['terrain', 'S2 visible', 'S2 red edge', 'NDVI']) expect(of('feature').find((item) => item.name === name), name).toMatchObject({ drop: 0, sd: 0, accuracyDrop: 0 });
    expect(importance).toMatchObject({ rows: 30, repeats: 3 });
  });

  it('stands in the tables of an evaluation, too, and is left out where nobody wants it', async () => {
    await ended('evaluate', { model: 'by-radar', samples: 'radar', id: 'tested', importanceRepeats: 2 });
    const table = readFileSync(engine.services.workspace.absolute('evaluations/tested/importance.csv'), 'utf8');
    expect(table).toContain('feature,S1 VV/VH,1,');
    expect(table).toContain('sensor,Sentinel-2,6,');
    await ended('train', { samples: 'radar', encoder: 'presto', id: 'unasked', options: { trees: 5 }, importanceRepeats: 0 });
    expect(assessmentOf('models/unasked/report.json')).toMatchObject({ importance: null });
  }, 30_000);

  it('is told by period as well where there is an embedding per timestep', async () => {
    await ended('train', { samples: 'radar', encoder: 'presto', family: 'seasonal', id: 'by-month', options: { epochs: 5 }, importanceRepeats: 1 });
    const items = assessmentOf('models/by-month/report.json')?.importance?.items ?? [];
    expect([...new Set(items.map(({ grouping }) => grouping))]).toEqual(['feature', 'sensor', 'period']);
  }, 30_000);
});

describe('shuffling inputs of an encoder', () => {
  const table = cropSamples(ROWS);
  const all: LabelledRows = { rows: ROWS, shape: [SIZE], matrix: new Float32Array(0), labels: new Uint16Array(ROWS), weights: new Float64Array(ROWS).fill(1), groups: [], from: Int32Array.from({ length: ROWS }, (_, row) => row) };
  const order = Int32Array.from({ length: ROWS }, (_, i) => (i + 31) % ROWS);
  const watch = { signal: new AbortController().signal, progress: () => undefined };

  async function shuffled(name: string, as: Int32Array): Promise<Float32Array> {
    const { id } = engine.services.catalog.jobs.list().find(({ kind, params }) => kind === 'train' && params['id'] === 'plain') ?? (await ended('train', { samples: 'crops', encoder: 'presto', id: 'plain', options: { trees: 5 } }));
    const plan = jsonOf(`runs/${id}/plan.json`) as { plan: { stages: { units: { input: { training?: { input: { from: { recipe: { encoder: { model: string } } } } } } }[] }[] } };
    const recipe = plan.plan.stages.flatMap(({ units }) => units).find(({ input }) => input.training)?.input.training?.input.from.recipe;
    const encoder = { ...recipe?.encoder, model: engine.services.workspace.absolute('models/presto/model.onnx') };
    const group = encoderGroups(table, { from: { recipe: { ...recipe, encoder } } }).find((one) => one.name === name);
    return (await group?.shuffle?.(all, as, watch)) ?? new Float32Array(0);
  }

  /** Embeddings of the same samples with some bands of those in the order. */
  async function embeddedWith(id: string, isTaken: (band: string) => boolean): Promise<Float32Array> {
    const series = table.series.map((value, i) => (isTaken(table.layout.bands[Math.floor(i / ROWS) % table.layout.bands.length] ?? '') ? (table.series[i - (i % ROWS) + (order[i % ROWS] as number)] as number) : value));
    await registerCropSamples(engine.services, { ...table, series }, id);
    return readNpy(readFileSync(engine.services.workspace.absolute(String((await ended('embed', { model: 'presto', samples: id })).result?.['path'])))).data as Float32Array;
  }
  const difference = (a: Float32Array, b: Float32Array): number => a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? NaN))), a.length === b.length ? 0 : NaN);

  it('gives the embeddings of samples whose bands were exchanged, gaps and all, and the same ones where nothing moves', async () => {
    const plain = await embeddedWith('as-they-are', () => false);
    expect(difference(await shuffled('S2 red edge', Int32Array.from(all.from)), plain)).toBeLessThan(1e-6);
    const radar = await embeddedWith('other-radar', (band) => band.startsWith('V'));
    expect(difference(radar, plain)).toBeGreaterThan(1e-3);
    expect(difference(await shuffled('S1 VV/VH', order), radar)).toBeLessThan(1e-6);
    expect(difference(await shuffled('Sentinel-2', order), await embeddedWith('other-optical', (band) => band.startsWith('B')))).toBeLessThan(1e-6);
  }, 60_000);

  it('shuffles NDVI apart from the bands that it is made of', async () => {
    const both = await embeddedWith('other-visible', (band) => ['B02', 'B03', 'B04'].includes(band));
    const visible = await shuffled('S2 visible', order);
    const ndvi = await shuffled('NDVI', order);
    expect(difference(visible, both)).toBeGreaterThan(1e-3);
    expect(difference(ndvi, await embeddedWith('unmoved', () => false))).toBeGreaterThan(1e-3);
  }, 60_000);
});

describe('the cost of an importance through an encoder', () => {
  it('is bounded by rows: more shuffles or longer series take fewer of them, never fewer than fifty', () => {
    const size = { tokens: 76, rows: 10_000, mostTokens: MOST_TOKENS.training, tokensPerSecond: 100_000 };
    expect(encodedImportance({ repeats: 3, mostRows: 400 }, size)).toEqual({ mostRows: 239, seconds: (239 * 76 * 11 * 3) / 100_000 });
    expect(encodedImportance({ repeats: 3, mostRows: 400 }, { ...size, tokens: 226 }).mostRows).toBe(80);
    expect(encodedImportance({ repeats: 50, mostRows: 400 }, size).mostRows).toBe(50);
    expect(encodedImportance({ repeats: 3, mostRows: 400 }, { ...size, rows: 100 }).seconds).toBeCloseTo(2.508, 3);
    expect(encodedImportance({ repeats: 0, mostRows: 400 }, size).seconds).toBe(0);
  });
});
