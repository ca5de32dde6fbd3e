import { join } from 'node:path';
import { type Engine, openEngine } from '../../../src/main/engine/engine.ts';
import { planFeatures } from '../../../src/main/engine/features/plan.ts';
import { writeCog } from '../../../src/main/engine/gdal/cog.ts';
import { initWorkspace } from '../../../src/main/engine/init-workspace.ts';
import { RandomStream } from '../../../src/main/engine/models/forest/random.ts';
import { openSession } from '../../../src/main/engine/onnx/session.ts';
import { writeSamples } from '../../../src/main/engine/samples/parquet.ts';
import { nothingSaid } from '../../../src/main/engine/samples/table.ts';
import type { Grid } from '../../../src/shared/geo/grid.ts';
import type { Job } from '../../../src/shared/job/job.ts';
import type { ClassScheme } from '../../../src/shared/raster/class-scheme.ts';
import { reflectanceQuantity } from '../../../src/shared/raster/quantity.ts';
import type { BenchContext, Benchmark, Figure } from '../figure.ts';

const WORKERS = 2;
const TARGET = 100_000;
const MEMORY_MB = 1000;
const TREES = 100;
const SAMPLES = 3000;
const BANDS = ['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12'];
const MONTHS = Array.from({ length: 12 }, (_, month) => {
  const [start, end] = [new Date(Date.UTC(2023, month, 1)), new Date(Date.UTC(2023, month + 1, 0))].map((date) => date.toISOString().slice(0, 10));
  return { start: start as string, end: end as string };
});
const CROPS = ['wheat', 'barley', 'rape', 'maize', 'beet', 'potato', 'grass', 'pea', 'forest'];
const SCHEME: ClassScheme = {
  id: 'bench',
  title: 'Bench',
  classes: CROPS.map((code, i) => ({ value: i + 1, code, labels: {}, colour: '#808080', parent: null })),
  mappings: {},
};

/** A map of a year of months with a forest, from period COGs to map COGs; beside ONNX Runtime's own tree operator. */
export const classifyBench: Benchmark = {
  name: 'classify',
  summary: `pixels a second of a whole map: 10 bands × 12 months, ${TREES} trees of depth 16, two workers, reading and writing included`,
  peers: [],
  async run(context) {
    const side = context.small ? 256 : 1024;
    const folder = join(context.folder, 'workspace');
    await initWorkspace(folder);
    await using engine = await openEngine({ folder, settings: { workers: WORKERS } });
    context.note('writing composites and samples …');
    await writeInputs(engine, side);
    const trained = await ended(engine, 'train', { samples: 'bench', trees: TREES });
    const began = performance.now();
    const job = await ended(engine, 'classify', { model: String(trained.result?.['id']), composite: 'bench' });
    const perSecond = (side * side) / ((performance.now() - began) / 1000);
    context.note(`seconds of both workers: ${JSON.stringify(job.result?.['secondsPerStage'])}`);
    const peer = await operatorRows(context, engine, String(trained.result?.['id']));
    return figures(perSecond, peer * WORKERS, engine.services.pool.peakMemoryMB);
  },
};

async function ended(engine: Engine, kind: string, params: Record<string, unknown>): Promise<Job> {
  const job = await (await engine.services.jobs.start(kind, params)).finished;
  if (job.state !== 'done') throw new Error(`${kind} ended ${job.state}: ${job.error?.message ?? ''}`);
  return job;
}

/** Stored reflectance of a crop: a season of its own per band, and noise that makes crops overlap. */
function madeValue(random: RandomStream, crop: number, band: number, month: number): number {
  const peak = 3 + ((crop * 5) % 7);
  const season = Math.exp(-((month - peak) ** 2) / (4 + (crop % 3) * 4));
  const noise = random.below(2400) + random.below(2400) - 2400;
  return Math.max(1, Math.round(600 + band * 150 + (band >= 4 ? 2800 : -300) * season + noise));
}

async function writeInputs(engine: Engine, side: number): Promise<void> {
  const { workspace, catalog } = engine.services;
  const base = { id: 'bench', title: 'bench', createdAt: '2026-01-01T00:00:00Z', simulated: true, warnings: [] };
  const grid: Grid = { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_600_000, 0, -10], width: side, height: side };
  const random = new RandomStream(3, 0);
  const periods = [];
  for (const [month, dates] of MONTHS.entries()) {
    const planes = BANDS.map((_, band) => Uint16Array.from({ length: side * side }, (__, i) => madeValue(random, cropOf(i, side), band, month)));
    const path = `composites/bench/${dates.start.slice(0, 7)}.tif`;
    const bands = [...BANDS, 'count'].map((description) => ({ dtype: 'uint16' as const, nodata: 65_535, description }));
    await writeCog(workspace.place(path), grid, [...planes, new Uint16Array(side * side).fill(1)], bands, { overviews: 'average', level: 6 });
    periods.push({ ...dates, path, clearFraction: 1, scenes: 1 });
  }
  const bands = BANDS.map(reflectanceQuantity);
  const footprint: [number, number, number, number][] = [[4.4, 50.3, 4.7, 50.6]];
  catalog.composite.insert({ kind: 'composite', ...base, grid: { ...grid, affine: [...grid.affine] }, footprint, bands, periods, origin: 'bench', settings: {}, sceneIds: [], runId: null });
  catalog.scheme.insert({ kind: 'scheme', ...base, scheme: SCHEME });
  const classes = Array.from({ length: SAMPLES }, (_, row) => CROPS[row % CROPS.length] as string);
  const series = Uint16Array.from({ length: SAMPLES * BANDS.length * MONTHS.length }, (_, i) => {
    const plane = Math.floor(i / SAMPLES);
    return madeValue(random, (i % SAMPLES) % CROPS.length, plane % BANDS.length, Math.floor(plane / BANDS.length));
  });
  const path = 'samples/bench.parquet';
  await writeSamples(workspace.place(path), {
    rows: SAMPLES,
    layout: { bands: BANDS, periods: MONTHS },
    ids: classes.map((_, row) => String(row)),
    classes,
    groups: classes.map((_, row) => String(row)),
    splits: classes.map((_, row) => (Math.floor(row / CROPS.length) % 3 === 2 ? 'test' : 'train')),
    x: new Float64Array(SAMPLES),
    y: new Float64Array(SAMPLES),
    series,
    ...nothingSaid(SAMPLES),
  });
  const byClass = Object.fromEntries(CROPS.map((code) => [code, classes.filter((candidate) => candidate === code).length]));
  catalog.samples.insert({ kind: 'samples', ...base, path, rows: SAMPLES, crs: grid.crs, schemeId: 'bench', bands, periods: MONTHS, byClass, rejected: [], settings: {}, sources: [] });
}

/** Fields of 32 × 32 pixels. */
function cropOf(pixel: number, side: number): number {
  return (Math.floor(Math.floor(pixel / side) / 32) * 7 + Math.floor((pixel % side) / 32) * 4) % CROPS.length;
}

/** Rows a second of ONNX Runtime's tree operator on one thread: features are there already, nothing is read or written. */
async function operatorRows(context: BenchContext, engine: Engine, modelId: string): Promise<number> {
  const { card, folder } = engine.services.catalog.model.get(modelId);
  const rows = context.small ? 2000 : 20_000;
  const random = new RandomStream(4, 0);
  const plan = planFeatures({ bands: BANDS, periods: MONTHS }, card.features);
  const series = Uint16Array.from({ length: rows * BANDS.length * MONTHS.length }, (_, i) => {
    const plane = Math.floor(i / rows);
    return madeValue(random, i % CROPS.length, plane % BANDS.length, Math.floor(plane / BANDS.length));
  });
  const data = new Float32Array(rows * plan.columns.length);
  plan.compute(series, rows, data);
  await using session = await openSession(engine.services.workspace.absolute(`${folder}/model.onnx`));
  const feed = { features: { data, shape: [rows, plan.columns.length] } };
  await session.run(feed);
  const began = performance.now();
  await session.run(feed);
  const perSecond = rows / ((performance.now() - began) / 1000);
  context.note(`${plan.columns.length} features, ONNX Runtime alone on one thread: ${perSecond.toFixed(0)} rows/s`);
  return perSecond;
}

function figures(perSecond: number, peer: number, memoryMB: number): Figure[] {
  return [
    {
      name: 'classify.speed',
      value: perSecond,
      unit: 'px/s',
      peer: { name: 'ONNX Runtime’s tree operator alone (no reading, features or writing)', value: peer },
      ratio: perSecond / peer,
      target: `≥ ${TARGET} px/s on ${WORKERS} workers`,
      met: perSecond >= TARGET,
    },
    { name: 'classify.memory', value: memoryMB, unit: 'MB', peer: null, ratio: null, target: `< ${MEMORY_MB} MB a worker`, met: memoryMB < MEMORY_MB },
  ];
}
