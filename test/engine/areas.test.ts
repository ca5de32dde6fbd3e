import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAreaTask } from '../../src/main/engine/areas/area.rpc.ts';
import { readAreaImplementation } from '../../src/main/engine/areas/area.task.ts';
import { polygonsAreaM2 } from '../../src/shared/geo/ellipsoid-area.ts';
import { sharedData } from '../real-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'furrow-areas-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = async (input: Parameters<typeof readAreaImplementation.run>[0]) => readAreaTask.output.parse(await readAreaImplementation.run(input, { signal: new AbortController().signal, progress: () => undefined }));
const square = (x: number, y: number, side = 0.01) => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];

function geojson(name: string, geometries: readonly unknown[], more: object = {}): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', ...more, features: geometries.map((geometry, i) => ({ type: 'Feature', properties: { name: `part ${i}` }, geometry })) }));
  return path;
}

describe('an area from a file', () => {
  it('is all its polygons dissolved, with hectares of each and of the whole', async () => {
    const path = geojson('two.geojson', [{ type: 'Polygon', coordinates: [square(2, 48)] }, { type: 'Polygon', coordinates: [square(2.005, 48)] }, { type: 'Point', coordinates: [2, 48] }]);
    const area = await read({ path });
    expect(area).toMatchObject({ crs: 'EPSG:4326', total: 2, features: [{ label: 'part 0' }, { label: 'part 1' }], simplified: false });
    // Half of the second lies in the first.
    expect(area.polygons).toHaveLength(1);
    expect(area.hectares).toBeCloseTo(1.5 * (area.features[0]?.hectares ?? 0), 3);
    expect(polygonsAreaM2(area.polygons) / 1e4 / area.hectares).toBeCloseTo(1, 5);
  });

  it('is the features that were chosen', async () => {
    const path = geojson('far.geojson', [{ type: 'Polygon', coordinates: [square(2, 48)] }, { type: 'MultiPolygon', coordinates: [[square(3, 48)], [square(3.1, 48), square(3.102, 48.002, 0.004)]] }]);
    const all = await read({ path });
    const second = all.features[1];
    const area = await read({ path, fids: [second?.fid ?? -1] });
    expect([area.polygons.length, area.polygons.map((rings) => rings.length).sort(), area.total]).toEqual([2, [1, 2], 2]);
    expect(area.hectares).toBeCloseTo(second?.hectares ?? 0, 6);
  });

  it('repairs rings that cross themselves, and simplifies outlines too fine to be drawn', async () => {
    const bow = geojson('bow.geojson', [{ type: 'Polygon', coordinates: [[[2, 48], [2.01, 48.01], [2.01, 48], [2, 48.01], [2, 48]]] }]);
    expect((await read({ path: bow })).polygons).toHaveLength(2);
    const round = Array.from({ length: 20_001 }, (_, i) => [2 + Math.cos((i * Math.PI) / 10_000) / 10, 48 + Math.sin((i * Math.PI) / 10_000) / 10]);
    round[20_000] = round[0] ?? [];
    const fine = await read({ path: geojson('fine.geojson', [{ type: 'Polygon', coordinates: [round] }]) });
    expect([fine.simplified, (fine.polygons[0]?.[0]?.length ?? 0) <= 5000]).toEqual([true, true]);
    expect(fine.hectares / (fine.features[0]?.hectares ?? 1)).toBeCloseTo(1, 2);
  });

  it('is refused with the reason where there is none', async () => {
    const lines = geojson('lines.geojson', [{ type: 'LineString', coordinates: [[2, 48], [3, 49]] }]);
    const nowhere = geojson('metres.geojson', [{ type: 'Polygon', coordinates: [square(600_000, 5_300_000, 10)] }]);
    const some = geojson('some.geojson', [{ type: 'Polygon', coordinates: [square(2, 48)] }]);
    writeFileSync(join(folder, 'text.geojson'), 'hello');
    const codes = await Promise.all([{ path: lines }, { path: nowhere }, { path: some, layer: 'x' }, { path: some, fids: [99] }, { path: join(folder, 'text.geojson') }, { path: join(folder, 'none.gpkg') }].map((input) => read(input).catch((thrown: { code: string }) => thrown.code)));
    expect(codes).toEqual(['AREA_NONE', 'COORDINATES_IMPOSSIBLE', 'AREA_NONE', 'AREA_NONE', 'VECTOR_UNREADABLE', 'FILE_NOT_FOUND']);
  });

  it.skipIf(!sharedData)(`reads real files of any kind in their own coordinate systems${sharedData ? '' : ' (skipped: the shared data is not here)'}`, async () => {
    const site = await read({ path: join(sharedData ?? '', 'worldcereal/test_site_france.gpkg') });
    // A site of 10 × 10 km.
    expect([site.total, Math.round(site.hectares / 100)]).toEqual([1, 100]);
    const fields = await read({ path: join(sharedData ?? '', 'parcels/cz/GEOPROSTOR_ZADOSTI23_2024-08-01_epsg4258.shp') });
    expect([fields.crs, fields.total > 50, fields.features.every(({ hectares }) => hectares > 0)]).toEqual(['EPSG:4258', true, true]);
  });
});
