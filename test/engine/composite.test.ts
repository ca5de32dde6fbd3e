import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compositeWindow } from '../../src/main/engine/composite/windows/reduce-window.ts';
import { recipeSchema } from '../../src/main/engine/composite/recipe.ts';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import type { CompositeRequest } from '../../src/shared/contract/jobs/composite.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { makeScene, type MadeScene } from './composite-made.ts';
import { CompositeBench } from './composite-run.ts';

const ten: Grid = { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_600_000, 0, -10], width: 120, height: 100 };
const twenty: Grid = { crs: 'EPSG:32631', affine: [600_000, 20, 0, 5_600_000, 0, -20], width: 60, height: 50 };
const N = 65_535;

/** Round clouds that differ from date to date. */
function codes(day: number): (x: number, y: number) => number {
  return (x, y) => (Math.hypot(x - 600_300 - day * 37, y - 5_599_600 + day * 21) < 150 ? 9 : Math.hypot(x - 600_900, y - 5_599_400) < 60 ? 3 : 4);
}

function dated(day: number, bands: readonly string[] = ['B04', 'B08']): MadeScene {
  return {
    id: `scene-${day}`,
    datetime: `2023-05-${String(day).padStart(2, '0')}T10:40:00Z`,
    bands: [...bands.map((band, index) => ({ band, grid: ten, offset: -1000, value: (x: number, y: number) => 2000 + day * 10 + index * 500 + ((x * 7 + y * 13) % 97) })), { band: 'SCL', grid: twenty, value: codes(day) }],
  };
}

function planes(path: string): Uint16Array[] {
  const { width, height, bands } = describeRaster(path);
  return bands.map((_, i) => readWindow(path, i + 1, { column: 0, row: 0, width, height }, 'uint16'));
}

describe('a composite', () => {
  let bench: CompositeBench;
  beforeEach(async () => {
    bench = await CompositeBench.open();
  });
  afterEach(() => {
    bench[Symbol.dispose]();
  });

  async function add(...scenes: readonly MadeScene[]): Promise<void> {
    for (const scene of scenes) bench.engine.catalog.scene.insert(await makeScene(bench.folder, scene));
  }

  it('takes the median of what is clear, without its offset, and counts it', async () => {
    await add(dated(2), dated(9), dated(20));
    const { paths, record } = await bench.composite({ bands: ['B08', 'B04'] });
    const [b08, b04, count] = planes(paths[0] ?? '');
    // The middle of pixel (0, 0): x 600 005, y 5 599 995.
    const base = 1000 + ((600_005 * 7 + 5_599_995 * 13) % 97);
    expect([b08?.[0], b04?.[0], count?.[0]]).toEqual([base + 500 + 90, base + 90, 3]);
    // 600 905, 5 599 405 lies in the shadow of every date.
    const shadow = 59 * 120 + 90;
    expect([b08?.[shadow], b04?.[shadow], count?.[shadow]]).toEqual([N, N, 0]);
    // 600 405, 5 599 535 lies under the cloud of the 2nd; the mean of the 9th and the 20th stays.
    const cloud = 46 * 120 + 40;
    expect([b08?.[cloud], count?.[cloud]]).toEqual([1000 + 500 + (90 + 200) / 2 + ((600_405 * 7 + 5_599_535 * 13) % 97), 2]);
    expect(record.simulated).toBe(true);
    expect(record.periods[0]?.clearFraction).toBeCloseTo(1 - [...(count ?? [])].filter((n) => n === 0).length / 12_000, 12);
    // All bands lie on the grid, so the scenes were read where they are.
    expect(bench.pool.ran.map(({ name }) => name)).not.toContain('composite.observe');
  });

  it('does not depend on how the area is cut into windows, masks that reach over their edges included', async () => {
    await add(dated(2), dated(9), dated(20));
    using whole = await CompositeBench.open(512);
    for (const scene of bench.engine.catalog.scene.list()) whole.engine.catalog.scene.insert(scene);
    for (const settings of [{ mask: 'worldcereal' }, { mask: 'keep-4-7', erodeM: 20, dilateM: 130 }, { reducer: 'medoid', dilateM: 40 }] satisfies Partial<CompositeRequest>[]) {
      const small = await bench.composite({ bands: ['B04', 'B08'], ...settings });
      const large = await whole.composite({ bands: ['B04', 'B08'], ...settings });
      expect(planes(small.paths[0] ?? '')).toEqual(planes(large.paths[0] ?? ''));
    }
  });

  it('does not depend on whether a period’s dates fit into memory at once', async () => {
    await add(dated(2), dated(9), dated(20));
    const { plan } = await bench.plan({ bands: ['B04', 'B08'], dilateM: 50 });
    const recipe = recipeSchema.parse(plan.carry['recipe']);
    const window = { column: 8, row: 4, width: 101, height: 90 };
    const whole = compositeWindow(recipe, window);
    expect(compositeWindow(recipe, window, { stackBytes: 3 * 2 * 101 * 2 * 7 })).toEqual(whole);
  });

  it('reads across the edge of a scene and leaves the rest empty', async () => {
    await add(dated(2));
    const { paths, record } = await bench.composite({ bands: ['B04'], area: { bounds: [599_900, 5_599_900, 600_100, 5_600_050], crs: 'EPSG:32631' } });
    expect(record.grid).toEqual({ crs: 'EPSG:32631', affine: [599_900, 10, 0, 5_600_050, 0, -10], width: 20, height: 15 });
    const [b04, count] = planes(paths[0] ?? '');
    expect([b04?.[0], count?.[0]]).toEqual([N, 0]);
    expect([b04?.[5 * 20 + 10], count?.[5 * 20 + 10]]).toEqual([1020 + ((600_005 * 7 + 5_599_995 * 13) % 97), 1]);
  });

  it('brings 20 m bands onto the 10 m grid inside the window read', async () => {
    const ramp = (x: number): number => 1000 + (x - 600_000);
    await add({ id: 'mixed', datetime: '2023-05-02T10:40:00Z', bands: [{ band: 'B04', grid: ten, value: ramp }, { band: 'B11', grid: twenty, value: ramp }, { band: 'SCL', grid: twenty, value: () => 4 }] });
    const bilinear = planes((await bench.composite({ bands: ['B04', 'B11'] })).paths[0] ?? '');
    const nearest = planes((await bench.composite({ bands: ['B04', 'B11'], resampling: 'nearest' })).paths[0] ?? '');
    // 10 m pixels at x = 35 and 45; the 20 m ones have their middles at 30 and 50.
    expect([...(bilinear[0] ?? [])].slice(3, 5)).toEqual([1035, 1045]);
    expect([...(bilinear[1] ?? [])].slice(3, 5)).toEqual([1035, 1045]);
    expect([...(nearest[1] ?? [])].slice(2, 6)).toEqual([1030, 1030, 1050, 1050]);
    expect(bench.pool.ran.map(({ name }) => name)).not.toContain('composite.observe');
  });

  it('counts the overlap of neighbouring tiles of one pass once, and other passes by themselves', async () => {
    const west = { ...ten, width: 80 };
    const east = { ...ten, affine: [600_400, 10, 0, 5_600_000, 0, -10] as const, width: 80 };
    const tile = (id: string, grid: Grid, hour: string, value: number): MadeScene => ({ id, tile: id, platform: 'S2A', datetime: `2023-05-02T${hour}:00Z`, bands: [{ band: 'B04', grid, value: (x) => (x > 600_700 && id === 'west' ? 0 : value) }, { band: 'SCL', grid, value: () => 4 }] });
    await add(tile('west', west, '10:40', 1000), tile('east', east, '10:41', 3000), tile('later', west, '12:30', 2000));
    const [b04, count] = planes((await bench.composite({ bands: ['B04'] })).paths[0] ?? '');
    const at = (column: number): [number | undefined, number | undefined] => [b04?.[column], count?.[column]];
    expect([at(10), at(50), at(75), at(110)]).toEqual([
      [1500, 2],
      [2500, 2],
      [2500, 2],
      [3000, 1],
    ]);
  });

  it('reads HLS: signed integers with their own nodata, and the bits of Fmask', async () => {
    const thirty: Grid = { crs: 'EPSG:32631', affine: [600_000, 30, 0, 5_600_000, 0, -30], width: 20, height: 20 };
    const column = (x: number): number => Math.floor((x - 600_000) / 30);
    await add({
      id: 'hls',
      datetime: '2023-05-02T10:40:00Z',
      product: 'hls',
      bands: [
        { band: 'B04', grid: thirty, dtype: 'int16', nodata: -9999, value: (x) => (column(x) === 0 ? -9999 : column(x) === 1 ? -50 : 1234) },
        { band: 'FMASK', grid: thirty, nodata: 255, value: (x) => [0, 0, 0, 2, 4, 8, 16, 32, 192, 255][column(x)] ?? 0 },
      ],
    });
    const [b04, count] = planes((await bench.composite({ bands: ['B04'] })).paths[0] ?? '');
    expect([...(b04 ?? [])].slice(0, 11)).toEqual([N, 0, 1234, N, N, N, N, 1234, 1234, N, 1234]);
    expect([...(count ?? [])].slice(0, 11)).toEqual([0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1]);
  });

  it('decodes JP2 once: observations are kept and read by the next composite', async () => {
    const jp2 = (scene: MadeScene): MadeScene => ({ ...scene, bands: scene.bands.map((band) => ({ ...band, jp2: true })) });
    await add(jp2(dated(2)), jp2(dated(9)));
    const first = await bench.composite({ bands: ['B04', 'B08'] });
    expect(bench.pool.ran.filter(({ name }) => name === 'composite.observe')).toHaveLength(2);
    for (const asset of bench.engine.catalog.scene.list().flatMap(({ assets }) => assets)) rmSync(asset.path);
    const second = await bench.composite({ bands: ['B08', 'B04'], period: 'dekad', mask: 'worldcereal', dilateM: 0 });
    expect(bench.pool.ran.filter(({ name }) => name === 'composite.observe')).toHaveLength(2);
    expect(second.record.periods).toHaveLength(3);

    using tiff = await CompositeBench.open();
    for (const day of [2, 9]) tiff.engine.catalog.scene.insert(await makeScene(tiff.folder, dated(day)));
    expect(planes(first.paths[0] ?? '')).toEqual(planes((await tiff.composite({ bands: ['B04', 'B08'] })).paths[0] ?? ''));
  });

  it('observes a scene again whose files have changed', async () => {
    const jp2 = (scene: MadeScene): MadeScene => ({ ...scene, bands: scene.bands.map((band) => ({ ...band, jp2: true })) });
    await add(jp2(dated(2)));
    await bench.composite({ bands: ['B04'] });
    await makeScene(bench.folder, jp2({ ...dated(9), id: 'scene-2' }));
    const { paths } = await bench.composite({ bands: ['B04'] });
    expect(bench.pool.ran.filter(({ name }) => name === 'composite.observe')).toHaveLength(2);
    expect(planes(paths[0] ?? '')[0]?.[0]).toBe(1000 + 90 + ((600_005 * 7 + 5_599_995 * 13) % 97));
  });

  it('keeps no observations when asked not to, or when they would take too much of the disk', async () => {
    await add({ ...dated(2), bands: dated(2).bands.map((band) => ({ ...band, jp2: true })) });
    const { record } = await bench.composite({ bands: ['B04'], observations: 'keep', observationsBudgetMB: 0.001 });
    expect(record.warnings.map(textOf).join()).toContain('observations were not kept');
    await bench.composite({ bands: ['B04'], observations: 'none' });
    expect(bench.pool.ran.filter(({ name }) => name === 'composite.observe')).toHaveLength(2);
  });

  it('goes on without a scene that cannot be observed', async () => {
    const jp2 = (scene: MadeScene): MadeScene => ({ ...scene, bands: scene.bands.map((band) => ({ ...band, jp2: true })) });
    await add(jp2(dated(2)), jp2(dated(9)));
    writeFileSync(join(bench.folder, 'scene-9_B04.jp2'), 'cut short');
    const { paths, failed } = await bench.composite({ bands: ['B04'] });
    expect(failed).toMatchObject([{ key: 'scene scene-9', error: { code: 'RASTER_UNREADABLE' } }]);
    expect(Math.max(...(planes(paths[0] ?? '')[1] ?? []))).toBe(1);
  });

  it('says which file is damaged', async () => {
    await add(dated(2));
    writeFileSync(join(bench.folder, 'scene-2_B04.tif'), 'cut short');
    await expect(bench.composite({ bands: ['B04'] })).rejects.toMatchObject({ code: 'JOB_WINDOWS_FAILED' });
  });

  it('takes the UTM zone of the area where the scenes disagree, and the user’s where they say', async () => {
    const other: Grid = { crs: 'EPSG:32632', affine: [180_000, 10, 0, 5_610_000, 0, -10], width: 60, height: 60 };
    await add(dated(2), { ...dated(9), bands: dated(9).bands.map((band) => ({ ...band, grid: other })) });
    const area = { bounds: [4.42, 50.53, 4.43, 50.54], crs: 'EPSG:4326' } as const;
    expect((await bench.composite({ bands: ['B04'], area: { ...area, bounds: [...area.bounds] } })).record.grid).toMatchObject({ crs: 'EPSG:32631' });
    const laea = await bench.composite({ bands: ['B04'], crs: 'EPSG:3035', resolution: 30, area: { ...area, bounds: [...area.bounds] } });
    expect(laea.record.grid.affine.map((value) => Math.abs(value % 30))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(describeRaster(laea.paths[0] ?? '').crs).toBe('EPSG:3035');
  });

  it('takes the bounds of a vector file for its area', async () => {
    await add(dated(2));
    const file = join(bench.folder, 'area.geojson');
    const ring = [[600_101, 5_599_899], [600_199, 5_599_899], [600_150, 5_599_801], [600_101, 5_599_899]];
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32631' } }, features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }] }));
    expect((await bench.composite({ bands: ['B04'], area: { file } })).record.grid).toEqual({ crs: 'EPSG:32631', affine: [600_100, 10, 0, 5_599_900, 0, -10], width: 10, height: 10 });
  });

  it('says what stands in the way', async () => {
    await expect(bench.plan({ bands: ['B04'] })).rejects.toMatchObject({ code: 'NOTHING_TO_DO' });
    await add(dated(2), { ...dated(9, ['B04']) });
    await expect(bench.plan({ bands: ['B04'], from: '2024-01-01' })).rejects.toMatchObject({ code: 'NOTHING_TO_DO' });
    await expect(bench.plan({ bands: ['B04', 'B99'] })).rejects.toMatchObject({ code: 'BAND_MISSING', params: { band: 'B99' } });
    await expect(bench.plan({ bands: ['B04', 'B08'], sceneIds: ['scene-9'] })).rejects.toMatchObject({ code: 'BAND_MISSING', params: { band: 'B08' } });
    await expect(bench.plan({ bands: ['B04'], sceneIds: ['nowhere'] })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    await expect(bench.plan({ bands: ['B04'], reducer: 'max-ndvi' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(bench.plan({ bands: ['B04'], from: '2023-06-01', to: '2023-05-01' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(bench.plan({ bands: ['B04'], area: { bounds: [10, 50, 11, 51] } })).rejects.toMatchObject({ code: 'GRID_EMPTY' });
    await expect(bench.plan({ bands: ['B04'], crs: 'EPSG:999999' })).rejects.toMatchObject({ code: 'CRS_UNKNOWN' });
    const { record } = await bench.composite({ bands: ['B04', 'B08'] });
    expect(record.warnings.map(textOf).join()).toContain('scene-9 was left out');
    expect(record.sceneIds).toEqual(['scene-2']);
  });

  it('names every file that decides its pixels, and says what it will cost', async () => {
    await add(dated(2));
    const { plan } = await bench.plan({ bands: ['B04'] });
    expect(plan.inputs.map((path) => path.split('/').at(-1))).toEqual(['scene-2_B04.tif', 'scene-2_SCL.tif']);
    expect(plan.stages.map(({ name, unit, units }) => [name, unit, units.length])).toEqual([
      ['prepare', 'steps', 1],
      ['observe', 'scenes', 1],
      ['windows', 'windows', 1],
      ['assemble', 'periods', 1],
    ]);
    expect(plan.estimate.seconds).toBeGreaterThan(0);
    expect(plan.estimate.memoryMB).toBeGreaterThan(100);
  });
});
