import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import type { Composite } from '../../src/shared/records/composite.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';
import { CompositeBench, stackScene } from './composite-run.ts';

const series = sharedData ? join(sharedData, 'exeter-s2') : '';

interface Golden {
  readonly results: Readonly<Record<string, Readonly<Record<string, { sha256: string; sum: number }[]>>>>;
}
const golden = JSON.parse(readFileSync(new URL('../golden/composite/exeter.json', import.meta.url), 'utf8')) as Golden;

function plane(path: string, band: number): Uint16Array {
  const { width, height } = describeRaster(path);
  return readWindow(path, band, { column: 0, row: 0, width, height }, 'uint16');
}

/** Digest and sum of every band of June and August. */
function planesOf({ paths }: { paths: string[] }): Golden['results'][string] {
  const digests = (path: string): { sha256: string; sum: number }[] =>
    [1, 2, 3, 4, 5].map((band) => {
      const values = plane(path, band);
      return { sha256: createHash('sha256').update(values).digest('hex'), sum: values.reduce((sum, value) => sum + value, 0) };
    });
  return { '2024-06': digests(paths[0] ?? ''), '2024-08': digests(paths[2] ?? '') };
}

function exeterScenes(): ReturnType<typeof stackScene>[] {
  return readdirSync(series)
    .filter((name) => name.endsWith('.tif'))
    .map((name) => stackScene(join(series, name), { datetime: `${name.slice(4, 14)}T11:21:19Z`, offset: -1000 }));
}

describe.skipIf(!sharedData)('monthly composites of the Exeter series (real data)', () => {
  let bench: CompositeBench;
  let made: { record: Composite; paths: string[] };

  beforeAll(async () => {
    bench = await CompositeBench.open();
    for (const scene of exeterScenes()) bench.engine.catalog.scene.insert(scene);
    made = await bench.composite({ bands: ['B02', 'B03', 'B04', 'B08'], crs: 'EPSG:32630', resolution: 20, mask: 'keep-4-7', gap: 'none' });
  });
  afterAll(() => {
    bench[Symbol.dispose]();
  });

  it('gives one COG per month on one 20 m UTM grid', () => {
    expect(made.record.periods.map(({ start, end, scenes }) => ({ start, end, scenes }))).toEqual([
      { start: '2024-06-01', end: '2024-06-30', scenes: 2 },
      { start: '2024-07-01', end: '2024-07-31', scenes: 0 },
      { start: '2024-08-01', end: '2024-08-31', scenes: 3 },
    ]);
    const june = describeRaster(made.paths[0] ?? '');
    expect(june.grid).toEqual(made.record.grid);
    expect(june.crs).toBe('EPSG:32630');
    expect(june.affine?.map((value) => value % 20)).toEqual([0, 0, 0, 0, 0, -0]);
    expect(june.bands.map(({ description }) => description)).toEqual(['B02', 'B03', 'B04', 'B08', 'count']);
    expect(june.bands[0]).toMatchObject({ dtype: 'uint16', nodata: 65_535, scale: 1e-4, offset: 0 });
    expect(june.metadata).toMatchObject({ PERIOD_START: '2024-06-01', PERIOD_END: '2024-06-30' });
  });

  it('is what gdalwarp and numpy make of the same files, pixel for pixel', async () => {
    expect(planesOf(made)).toEqual(golden.results['bilinear']);
    const cubic = await bench.composite({ bands: ['B02', 'B03', 'B04', 'B08'], crs: 'EPSG:32630', resolution: 20, resampling: 'cubic' });
    expect(planesOf(cubic)).toEqual(golden.results['cubic']);
  });

  it('leaves a month without scenes empty, and fills it when asked', async () => {
    expect(made.record.periods[1]?.clearFraction).toBe(0);
    expect([...new Set(plane(made.paths[1] ?? '', 1))]).toEqual([65_535]);
    const filled = await bench.composite({ bands: ['B02', 'B03', 'B04', 'B08'], crs: 'EPSG:32630', resolution: 20, gap: 'linear' });
    const [june, july, august] = filled.paths.map((path) => plane(path, 4));
    const counts = plane(filled.paths[1] ?? '', 5);
    expect([...new Set(counts)]).toEqual([0]);
    for (const pixel of [60_000, 70_000, 80_123]) {
      // Middles: 15.0, 45.5 and 76.5 days after 1 June.
      const [before = 0, after = 0] = [june?.[pixel], august?.[pixel]];
      expect(july?.[pixel]).toBe(Math.floor(before + ((after - before) * 30.5) / 61.5 + 0.5));
    }
  });

  it('warns that the scene classification was resampled by interpolation', () => {
    expect(made.record.warnings.map(textOf).filter((words) => words.includes('resampled by interpolation'))).toHaveLength(5);
  });

  it('warns when the offset is still in the values', async () => {
    using other = await CompositeBench.open();
    for (const scene of exeterScenes()) other.engine.catalog.scene.insert({ ...scene, assets: scene.assets.map((asset) => ({ ...asset, offset: 0 })) });
    const { record } = await other.composite({ bands: ['B02', 'B04'], crs: 'EPSG:32630', resolution: 20 });
    expect(record.warnings.map(textOf).filter((words) => words.includes('as if an offset of −1000 was still in them')).length).toBeGreaterThanOrEqual(3);
    expect(made.record.warnings.map(textOf).filter((words) => words.includes('offset'))).toEqual([]);
  });

  it('reads kept observations again instead of the scenes, with another mask, other periods and more bands', async () => {
    const before = bench.pool.ran.length;
    await bench.composite({ bands: ['B04', 'B08'], crs: 'EPSG:32630', resolution: 20, mask: 'worldcereal', period: 'dekad' });
    expect(bench.pool.ran.slice(before).filter(({ name }) => name === 'composite.observe')).toEqual([]);

    using other = await CompositeBench.open();
    for (const scene of exeterScenes()) other.engine.catalog.scene.insert(scene);
    const request = { crs: 'EPSG:32630', resolution: 20 } as const;
    await other.composite({ ...request, bands: ['B04', 'B08'] });
    const more = await other.composite({ ...request, bands: ['B02', 'B03', 'B04', 'B08'] });
    const observed = other.pool.ran.filter(({ name }) => name === 'composite.observe').map(({ input }) => (input as { bands: string[] }).bands);
    expect(observed).toEqual([...new Array(5).fill(['B04', 'B08']), ...new Array(5).fill(['B02', 'B03'])]);
    expect(planesOf(more)).toEqual(golden.results['bilinear']);
  });

  it('gives the same bytes again', async () => {
    using other = await CompositeBench.open();
    for (const scene of exeterScenes()) other.engine.catalog.scene.insert(scene);
    const again = await other.composite({ bands: ['B02', 'B03', 'B04', 'B08'], crs: 'EPSG:32630', resolution: 20, observations: 'none' });
    again.paths.forEach((path, i) => {
      expect(readFileSync(path).equals(readFileSync(made.paths[i] ?? ''))).toBe(true);
    });
  });
});
