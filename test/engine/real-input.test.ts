import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import type { ImportOptions, ImportResult } from '../../src/shared/contract/import.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { textOf, type Told } from '../../src/shared/messages/message.ts';
import { cogFaults, hasCogValidator } from '../fixtures/gdal-tools.ts';
import { sharedData } from '../real-data.ts';

/** The commands of README, “On real data”, as calls of the engine. */
describe.skipIf(!sharedData)('real input, from the files to the map (needs the shared data)', () => {
  let folder = '';
  let engine: Engine;
  const data = (...names: string[]): string => join(sharedData ?? '', ...names);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'furrow-real-'));
    await createWorkspace(join(folder, 'area'));
    engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 2 } });
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const importPaths = (paths: string[], options: ImportOptions = {}): Promise<ImportResult> => engine.call('import.paths', { paths, options });

  /** Starts a job by its call and waits for its end. */
  async function done(kind: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    let { job }: { job: Job } = await engine.call('jobs.start', { kind, params });
    for (; ['planned', 'running'].includes(job.state); ({ job } = await engine.call('jobs.get', { id: job.id }))) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(job.error).toBeNull();
    expect(job.state).toBe('done');
    return job.result ?? {};
  }

  const absolute = (stored: string): string => engine.services.workspace.absolute(stored);
  const isCog = (path: string): void => {
    if (hasCogValidator) expect(cogFaults(path)).toEqual([]);
  };

  describe('(a) import', () => {
    it('takes the two SAFE products, saying that their sizes contradict their metadata', async () => {
      const { imported, skipped } = await importPaths([data('sentinel2', 'esa_S2B_MSIL2A_20210122T133229_N0214_R081_T22HBD_20210122T155500.SAFE'), data('sentinel2', 'S2B_MSIL2A_20230122T231849_N0400_R087_T01UBT_20230124T042703.SAFE')]);
      expect(skipped).toEqual([]);
      expect(imported.map(({ kind, crs, bands }) => [kind, crs, bands.length]).sort()).toEqual([['scene', 'EPSG:32601', 13], ['scene', 'EPSG:32722', 13]]);
      for (const { warnings } of imported) expect(warnings.map(textOf).join()).toContain('100 × 100 pixels, not 10980 × 10980');
    });

    it('reads the three STAC items and names every file that is not beside them', async () => {
      const { imported, skipped } = await importPaths([data('sentinel2', 'stac')]);
      expect(imported).toEqual([]);
      expect(new Set(skipped.map(({ path }) => path.split('#')[0])).size).toBe(3);
      expect(new Set(skipped.map(({ code }) => code))).toEqual(new Set(['ASSET_NOT_LOCAL']));
    });

    it('takes the Exeter series in its mixed coordinate systems', async () => {
      const { imported, skipped } = await importPaths([data('exeter-s2')], { boaOffset: -1000 });
      expect(skipped).toEqual([]);
      expect(imported.map(({ datetime }) => datetime?.slice(0, 10)).sort()).toEqual(['2024-06-02', '2024-06-17', '2024-08-01', '2024-08-16', '2024-08-26']);
      expect(new Set(imported.map(({ crs }) => crs)).size).toBeGreaterThanOrEqual(3);
      expect(imported.every(({ bands }) => bands.join() === 'B02,B03,B04,B08,SCL')).toBe(true);
    });

    it('takes all six parcel sets with their codes', async () => {
      const { imported, skipped } = await importPaths([data('parcels')]);
      expect(skipped).toEqual([]);
      expect(imported.map(({ kind }) => kind)).toEqual(new Array(6).fill('parcels'));
      const sets = engine.services.catalog.parcels.list();
      expect(sets.map(({ count }) => count)).toEqual(new Array(6).fill(100));
      expect(new Set(sets.map(({ crs }) => crs)).size).toBe(6);
    });
  });

  it('(b) makes monthly composites of the Exeter series on one 20 m UTM grid, with masks', async () => {
    const sceneIds = engine.services.catalog.scene.list().filter(({ id }) => id.startsWith('exe_')).map(({ id }) => id);
    const result = await done('composite', { sceneIds, bands: ['B02', 'B03', 'B04', 'B08'], from: '2024-06-01', to: '2024-08-31', period: 'month', mask: 'keep-4-7', dilateM: 40, gap: 'linear', crs: 'EPSG:32630', resolution: 20 });
    expect(result).toMatchObject({ grid: { crs: 'EPSG:32630', width: 366, height: 348 }, scenes: 5, periods: [{ start: '2024-06-01', scenes: 2 }, { start: '2024-07-01', scenes: 0, clearFraction: 0 }, { start: '2024-08-01', scenes: 3 }] });
    expect((result['warnings'] as Told[]).map(textOf).filter((warning) => warning.includes('resampled by interpolation'))).toHaveLength(5);
    const periods = result['periods'] as { path: string }[];
    const whole = { column: 0, row: 0, width: 366, height: 348 };
    const [june, july, august] = periods.map(({ path }) => readWindow(absolute(path), 4, whole, 'uint16')) as [Uint16Array, Uint16Array, Uint16Array];
    for (const { path } of periods) isCog(absolute(path));
    // July has no scene: it lies between its neighbours wherever both have a value.
    let between = 0;
    for (let i = 0; i < july.length; i++) {
      const [a, b, value] = [june[i] ?? 65_535, august[i] ?? 65_535, july[i] ?? 65_535];
      if (a === 65_535 || b === 65_535) continue;
      expect(value >= Math.min(a, b) && value <= Math.max(a, b)).toBe(true);
      between += 1;
    }
    expect(between).toBeGreaterThan(50_000);
    // The near infrared of a British summer without the +1000 of the stored numbers.
    const values = june.filter((value) => value !== 65_535).sort();
    expect(values[Math.floor(values.length / 2)]).toBeGreaterThan(2000);
    expect(values[Math.floor(values.length / 2)]).toBeLessThan(4500);
  });

  describe('(c) from the French extraction to a map of the Belgian patch', () => {
    beforeAll(async () => {
      const { imported } = await importPaths([data('worldcereal', 'worldcereal_preprocessed_inputs.nc'), data('worldcereal', '2022_FRA_LPIS_POLY_110.geoparquet')]);
      expect(imported.map(({ kind }) => kind)).toEqual(['composite', 'samples']);
    });

    const learn = async (scheme: string, minPerClass: number, id: string): Promise<Record<string, unknown>> => {
      const samples = await done('samples-from-extractions', { extraction: '2022_FRA_LPIS_POLY_110', composite: 'worldcereal_preprocessed_inputs', scheme, minPerClass, id });
      const model = await done('train', { samples: id, options: { trees: 100, minLeaf: 5 }, balance: 'balanced', id: `${id}-forest` });
      const map = await done('classify', { model: `${id}-forest`, composite: 'worldcereal_preprocessed_inputs', id: `${id}-map` });
      return { samples, model, map };
    };

    it.each([
      ['temporary crops against other land', 'temporary-crops', 1, ['temporary_crops', 'other'], 500],
      ['the crop groups with at least fifteen samples', 'worldcereal-landcover10', 15, ['temporary_crops', 'temporary_grasses', 'permanent_crops', 'grasslands', 'trees'], 426],
    ] as const)('%s', async (_, scheme, minPerClass, classes, rows) => {
      const id = `fra-${scheme}`;
      const { samples, model, map } = (await learn(scheme, minPerClass, id)) as Record<string, { rows: number; byClass: Record<string, number>; classes: string[]; metrics: { macroF1: number; overallAccuracy: number; testRows: number; perClass: { code: string }[] }; paths: Record<string, string>; pixels: number; classifiedPixels: number }>;
      expect(samples).toMatchObject({ rows });
      expect(Object.keys(samples?.byClass ?? {}).sort()).toEqual([...classes].sort());
      expect(model?.metrics.perClass.map(({ code }) => code)).toEqual([...classes]);
      expect(model?.metrics.testRows).toBeGreaterThan(100);
      // So few samples teach little; they teach more than guessing by the frequencies would know.
      expect(model?.metrics.macroF1).toBeGreaterThan(1 / classes.length);
      expect(map).toMatchObject({ pixels: 10_000, classifiedPixels: 10_000 });
      for (const name of ['map', 'confidence', 'probabilities']) {
        const path = absolute(map?.paths[name] ?? '');
        isCog(path);
        expect(describeRaster(path).grid).toMatchObject({ crs: 'EPSG:32631', width: 100, height: 100 });
      }
      const values = new Set(readWindow(absolute(map?.paths['map'] ?? ''), 1, { column: 0, row: 0, width: 100, height: 100 }, 'uint8'));
      expect(values.size).toBeGreaterThan(1);
      expect(values.has(255)).toBe(false);
    });

    it('leaves one crop group alone where nothing else of the crop scheme has enough samples, and training says so', async () => {
      await done('samples-from-extractions', { extraction: '2022_FRA_LPIS_POLY_110', composite: 'worldcereal_preprocessed_inputs', scheme: 'worldcereal-croptype24', minPerClass: 20, id: 'fra-one' });
      await expect(engine.call('jobs.start', { kind: 'train', params: { samples: 'fra-one' } })).rejects.toMatchObject({ code: 'CLASSES_TOO_FEW' });
    });

    it('refuses a class of one sample by its name', async () => {
      await expect(engine.call('jobs.start', { kind: 'train', params: { samples: '2022_FRA_LPIS_POLY_110' } })).rejects.toMatchObject({ code: 'CLASS_TOO_SMALL', params: { className: 'built_up', count: 1 } });
    });
  });
});
