import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderScene } from '../../src/main/engine/demo/image/scene.ts';
import { acquisitionsOf } from '../../src/main/engine/demo/season/acquisition.ts';
import { GROUND_FILES, simulateGroundTask } from '../../src/main/engine/demo/ground.rpc.ts';
import { simulateJob } from '../../src/main/engine/demo/simulate.job.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { importPaths } from '../../src/main/engine/ingest/import.ts';
import type { Jobs } from '../../src/main/engine/jobs/contract.ts';
import { createJobs } from '../../src/main/engine/jobs/runner.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

/** Large enough for fields of every kind of mistake, small enough for a test. */
const KEY = { seed: 7, year: 2022, sizePx: 192, dates: 5 } as const;
const WHOLE = { column: 0, row: 0, width: KEY.sizePx, height: KEY.sizePx };

let engine: TestEngine;
let jobs: Jobs;
let job: Job;
const scenes = (): string[] => job.result?.['scenes'] as string[];
const absolute = (name: string): string => engine.workspace.absolute(String(job.result?.[name]));

beforeAll(async () => {
  engine = await testEngine();
  jobs = createJobs(engine, [simulateJob]);
  job = await (await jobs.start('simulate', KEY)).finished;
}, 120_000);

afterAll(async () => {
  await jobs[Symbol.asyncDispose]();
  engine[Symbol.dispose]();
});

describe('the simulated landscape on the disk', () => {
  it('is written by a job that registers nothing', () => {
    expect(job.state).toBe('done');
    expect(scenes()).toHaveLength(5);
    expect(engine.catalog.scene.list()).toEqual([]);
    expect(job.result?.['simulated']).toBe(true);
  });

  it('leaves no half-written file and no sidecar beside the products', () => {
    const names = readdirSync(engine.workspace.absolute('scenes/simulated'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.includes('partial') || name.includes('.window'))).toEqual([]);
    expect(names.filter((name) => name.endsWith('.jp2.aux.xml'))).toEqual([]);
    expect(names.filter((name) => name.endsWith('.jp2'))).toHaveLength(5 * 11);
  });

  it('is small', () => {
    const folder = engine.workspace.absolute('scenes/simulated');
    const bytes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    // 40 dates of 512 × 512 pixels then stay under 150 MB.
    expect((bytes / (5 * KEY.sizePx ** 2)) * 40 * 512 ** 2).toBeLessThan(150e6);
  });

  it('says in every product that it is simulated', () => {
    for (const scene of scenes()) {
      const folder = engine.workspace.absolute(scene);
      expect(readFileSync(join(folder, 'SIMULATED.txt'), 'utf8')).toMatch(/simulated/);
      expect(readFileSync(join(folder, 'MTD_MSIL2A.xml'), 'utf8')).toMatch(/<Simulated_Product>Simulated by Furrow/);
    }
    expect(String(job.result?.['parcels'])).toMatch(/simulated-/);
  });

  it('comes out the same to the byte when the run is replayed', async () => {
    expect(await jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
  }, 120_000);
});

describe('a simulated product', () => {
  it('is opened by GDAL’s own Sentinel-2 driver with its bands and place', () => {
    const xml = join(engine.workspace.absolute(scenes()[0] ?? ''), 'MTD_MSIL2A.xml');
    const dataset = gdal.open(`SENTINEL2_L2A:${xml}:10m:EPSG_32631`, 'r', ['SENTINEL2']);
    expect(dataset.rasterSize).toEqual({ x: KEY.sizePx, y: KEY.sizePx });
    expect(dataset.geoTransform).toEqual([418_020, 10, 0, 5_344_500, 0, -10]);
    expect(dataset.bands.count()).toBe(4);
    dataset.close();
  });

  it('holds exactly what was rendered', () => {
    const acquisition = acquisitionsOf(KEY.seed, KEY.year, KEY.dates)[2];
    if (!acquisition) throw new Error('no overpass');
    const rendered = renderScene(KEY, acquisition);
    const folder = engine.workspace.absolute(scenes()[2] ?? '');
    const file = (ending: string): string => join(folder, readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(ending)) ?? '');
    expect(Uint16Array.from(readWindow(file('_B04_10m.jp2'), 1, WHOLE, 'uint16'))).toEqual(rendered.bands.get('B04'));
    expect(Uint8Array.from(readWindow(file('_SCL_20m.jp2'), 1, { ...WHOLE, width: 96, height: 96 }, 'uint8'))).toEqual(rendered.classes);
  });

  it('has no data exactly where its scene classification says so', () => {
    const edge = acquisitionsOf(7, 2022, 40).find(({ outside }) => outside > 0);
    if (!edge) throw new Error('no half-empty picture');
    const { bands, classes } = renderScene(KEY, edge);
    const coarse = bands.get('B11') ?? new Uint16Array();
    const empty = classes.filter((code) => code === 0).length / classes.length;
    expect(empty).toBeGreaterThan(0.1);
    expect(empty).toBeLessThan(0.9);
    expect(Array.from(coarse, (value) => value === 0)).toEqual(Array.from(classes, (code) => code === 0));
  });
});

describe('the simulated landscape through the doors of real data', () => {
  it('gives scenes of both baselines whose offsets come from the metadata', async () => {
    const { imported, skipped } = await importPaths(engine, scenes().map((scene) => engine.workspace.absolute(scene)));
    expect(skipped).toEqual([]);
    expect(imported).toHaveLength(5);
    for (const scene of engine.catalog.scene.list()) {
      expect(scene).toMatchObject({ simulated: true, tile: '31UDP', crs: 'EPSG:32631', product: 'sentinel2-safe' });
      expect(scene.assets).toHaveLength(11);
      expect(scene.warnings.map(textOf).filter((warning) => !warning.includes('no data'))).toEqual([]);
      const offsets = new Set(scene.assets.filter(({ quantity }) => quantity === 'reflectance').map(({ offset }) => offset));
      expect([...offsets]).toEqual([scene.datetime < '2022-01-25' ? 0 : -1000]);
    }
    expect(new Set(engine.catalog.scene.list().map(({ baseline }) => baseline))).toEqual(new Set(['03.01', '04.00']));
  });

  it('gives the same reflectance on either side of the change of baseline', () => {
    // Winter ground of neighbouring dates; a forgotten offset would be off by 0.1.
    const medians = engine.catalog.scene.list().flatMap((scene) => {
      const red = scene.assets.find(({ band }) => band === 'B04');
      const classes = scene.assets.find(({ band }) => band === 'SCL');
      if (!red || !classes) return [];
      const codes = readWindow(engine.workspace.absolute(classes.path), 1, { ...WHOLE, width: 96, height: 96 }, 'uint8');
      const values = readWindow(engine.workspace.absolute(red.path), 1, WHOLE, 'uint16');
      const clear = Array.from(values, (value, pixel) => ({ value, code: codes[Math.floor(pixel / 192 / 2) * 96 + ((pixel % 192) >> 1)] ?? 0 })).filter(({ code }) => code === 4 || code === 5);
      const sorted = clear.map(({ value }) => (value + red.offset) * red.scale).sort((a, b) => a - b);
      return sorted.length > 2000 ? [sorted[sorted.length >> 1] ?? NaN] : [];
    });
    expect(medians.length).toBeGreaterThan(1);
    for (const median of medians) {
      expect(median).toBeGreaterThan(0.02);
      expect(median).toBeLessThan(0.2);
    }
  });

  it('gives parcels with register codes', async () => {
    const { imported } = await importPaths(engine, [absolute('parcels')], { simulated: true });
    const record = engine.catalog.parcels.get(imported[0]?.id ?? '');
    expect(record).toMatchObject({ simulated: true, crs: 'EPSG:2154', codeColumn: 'code_cultu', codeSource: 'rpg' });
    expect(record.codes.map(({ code }) => code)).toContain('BTH');
    expect(record.skipped).toEqual([]);
    expect(record.count).toBeGreaterThan(20);
  });

  it('has a few broken rings in its full size, and they are repaired', async () => {
    await engine.pool.run(simulateGroundTask, { key: { ...KEY, sizePx: 512 }, folder: engine.inputs });
    const { imported } = await importPaths(engine, [join(engine.inputs, GROUND_FILES.parcels)], { simulated: true });
    const record = engine.catalog.parcels.get(imported[0]?.id ?? '');
    expect(record.repaired).toBeGreaterThan(0);
    expect(record.repaired).toBeLessThan(15);
    expect(record.count).toBeGreaterThan(350);
    expect(record.skipped).toEqual([]);
  });

  it('gives a cropland mask', async () => {
    const { imported } = await importPaths(engine, [absolute('landCover')], { simulated: true });
    expect(engine.catalog.mask.get(imported[0]?.id ?? '')).toMatchObject({ simulated: true, croplandValues: [40], warnings: [] });
  });
});
