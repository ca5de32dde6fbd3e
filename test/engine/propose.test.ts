import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { readFeatures } from '../../src/main/engine/gdal/vector.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { FIELD_GRID, SAMPLED, fieldSamples, registerComposite, registerSamples } from '../fixtures/fields.ts';
import type { Message } from '../../src/shared/messages/message.ts';
import { endedIn } from '../fixtures/ended.ts';

/** Fields of 20 × 20 pixels with two pixels between them, in rows and columns of the grid. */
const SIDE = 20;
/** Pixels by which a field is smaller all round, so that its outermost pixels are on the edge. */
const INSET = 0.3;
const INNER = SIDE - 2;
const COLUMNS = Math.floor(FIELD_GRID.width / (SIDE + 2));
const ROWS = Math.floor(FIELD_GRID.height / (SIDE + 2));
let folder = '';
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-propose-'));
  await initWorkspace(join(folder, 'workspace'));
  engine = await openEngine({ folder: join(folder, 'workspace'), settings: { workers: 1 } });
  await registerSamples(engine.services, fieldSamples(90));
  await registerComposite(engine.services);
  const [x0, size, , y0] = FIELD_GRID.affine;
  const features = Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    const [column, row] = [(i % COLUMNS) * (SIDE + 2), Math.floor(i / COLUMNS) * (SIDE + 2)];
    const corner = (u: number, v: number): [number, number] => [x0 + (column + u) * size, y0 - (row + v) * size];
    return { type: 'Feature', properties: { code: 'unknown', name: `field ${i}` }, geometry: { type: 'Polygon', coordinates: [[corner(INSET, INSET), corner(SIDE - INSET, INSET), corner(SIDE - INSET, SIDE - INSET), corner(INSET, SIDE - INSET), corner(INSET, INSET)]] } };
  });
  writeFileSync(join(folder, 'fields.geojson'), JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32631' } }, features }));
  await engine.call('import.paths', { paths: [join(folder, 'fields.geojson')], options: { codeColumn: 'code' } });
  await ended('train', { samples: 'field-samples', options: { trees: 10 }, id: 'forest' });
  await ended('classify', { model: 'forest', composite: 'fields', id: 'map' });
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const ended = endedIn(() => engine);

interface Field {
  readonly rank: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly centre: readonly [number, number];
}

function proposed(id: string): Field[] {
  const fields: Field[] = [];
  readFeatures(engine.services.workspace.absolute(engine.services.catalog.parcels.get(id).path), { layer: 'parcels' }, ({ properties, geometry }) => {
    const box = geometry?.getEnvelope();
    fields.push({ rank: Number(properties['rank']), properties, centre: [((box?.minX ?? 0) + (box?.maxX ?? 0)) / 2, ((box?.minY ?? 0) + (box?.maxY ?? 0)) / 2] });
  });
  return fields;
}

/** Mean probabilities of a field, from the map's own pixels. */
function meansAt([x, y]: readonly [number, number]): number[] {
  const [x0, size, , y0] = FIELD_GRID.affine;
  const window = { column: Math.round((x - x0) / size - INNER / 2), row: Math.round((y0 - y) / size - INNER / 2), width: INNER, height: INNER };
  const sums = SAMPLED.map((_, c) => Array.from(readWindow(engine.services.workspace.absolute('maps/map/probabilities.tif'), c + 1, window, 'uint8')).filter((percent) => percent <= 100).reduce((sum, percent) => sum + percent, 0));
  const total = sums.reduce((sum, one) => sum + one, 0);
  return sums.map((sum) => sum / total);
}

it('proposes the fields that the map is least sure of, with what it says of each', async () => {
  const job = await ended('propose', { map: 'map', parcels: 'fields', count: 12, diversity: 0 });
  expect(job.result).toMatchObject({ id: 'map-visits', count: 12, candidates: COLUMNS * ROWS });
  const fields = proposed('map-visits');
  expect(fields.map(({ rank }) => rank)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  for (const { properties, centre } of fields) {
    const means = meansAt(centre);
    const ranked = SAMPLED.map((code, c) => ({ code, share: means[c] ?? 0 })).sort((a, b) => b.share - a.share);
    expect([properties['code'], properties['class_2']]).toEqual([ranked[0]?.code, ranked[1]?.code]);
    expect(properties['share_1']).toBeCloseTo(ranked[0]?.share ?? 0, 3);
    expect(properties['uncertainty']).toBeCloseTo(1 - ((ranked[0]?.share ?? 0) - (ranked[1]?.share ?? 0)), 3);
    expect(properties).toMatchObject({ declared: 'unknown', pixels: INNER * INNER, why: expect.stringContaining(' %') as string });
  }
  const uncertainties = fields.map(({ properties }) => Number(properties['uncertainty']));
  expect(uncertainties).toEqual(uncertainties.toSorted((a, b) => b - a));
  expect(engine.services.catalog.parcels.get('map-visits')).toMatchObject({ count: 12, codeSource: 'own', layer: 'parcels', format: 'proposals' });
});

it('spreads them when asked to, replays to the same file, and refuses what lies elsewhere', async () => {
  const near = (fields: readonly Field[]): number => Math.min(...fields.flatMap((one, i) => fields.slice(i + 1).map((other) => Math.hypot(one.centre[0] - other.centre[0], one.centre[1] - other.centre[1]))));
  const job = await ended('propose', { map: 'map', parcels: 'fields', count: 8, diversity: 1, id: 'spread' });
  await ended('propose', { map: 'map', parcels: 'fields', count: 8, diversity: 0, id: 'unsure' });
  expect(near(proposed('spread'))).toBeGreaterThan(near(proposed('unsure')));
  expect(await engine.services.jobs.replay(job.id)).toEqual({ identical: true, differences: [] });
  const late = await (await engine.services.jobs.start('propose', { map: 'map', parcels: 'fields', minAreaM2: 1e9 })).finished;
  expect(late.error).toMatchObject({ code: 'NOTHING_TO_PROPOSE' });
});

it('leaves out fields that hold samples of the map’s time, says how many, and proposes them when asked to', async () => {
  const [x0, size, , y0] = FIELD_GRID.affine;
  const whole = (await ended('propose', { map: 'map', parcels: 'fields', count: 4, diversity: 0, id: 'before' })).result;
  expect(whole).toMatchObject({ sampled: 0, warnings: [] });
  const visited = proposed('before').map(({ centre }) => centre);
  const table = fieldSamples(visited.length);
  const places = { x: Float64Array.from(visited, ([x]) => x), y: Float64Array.from(visited, ([, y]) => y) };
  // The fourth was seen in another year, which says nothing of this one's crop.
  const years = ['2021', '2021', '2021', '2019'];
  await registerSamples(engine.services, { ...table, ...places, attributes: new Map([['year', years]]) }, 'visited');
  const job = await ended('propose', { map: 'map', parcels: 'fields', count: 4, diversity: 0, id: 'after' });
  expect(job.result).toMatchObject({ sampled: 3, candidates: COLUMNS * ROWS - 3 });
  expect((job.result?.['warnings'] as Message[])[0]).toMatchObject({ code: 'FIELDS_SAMPLED', params: { count: 3 }, text: '3 fields with samples of the map’s time are left out.' });
  const names = (id: string): unknown[] => proposed(id).map(({ properties }) => properties['source_id']);
  expect(names('after')).not.toEqual(expect.arrayContaining(names('before').slice(0, 1)));
  expect(names('after')).toContain(names('before')[3]);
  await ended('propose', { map: 'map', parcels: 'fields', count: 4, diversity: 0, sampled: 'propose', id: 'anyway' });
  expect(names('anyway')).toEqual(names('before'));
  const everywhere = Array.from({ length: COLUMNS * ROWS }, (_, i) => [x0 + ((i % COLUMNS) * (SIDE + 2) + SIDE / 2) * size, y0 - (Math.floor(i / COLUMNS) * (SIDE + 2) + SIDE / 2) * size] as const);
  await registerSamples(engine.services, { ...fieldSamples(everywhere.length), x: Float64Array.from(everywhere, ([x]) => x), y: Float64Array.from(everywhere, ([, y]) => y) }, 'all');
  expect((await (await engine.services.jobs.start('propose', { map: 'map', parcels: 'fields' })).finished).error).toMatchObject({ code: 'ALL_FIELDS_SAMPLED' });
});

it('says why in parts that the window puts into its own language', async () => {
  const job = await ended('propose', { map: 'map', parcels: 'fields', count: 3, diversity: 0, sampled: 'propose', id: 'told' });
  const [first] = job.result?.['top'] as { readonly why: Message }[];
  expect(first?.why).toMatchObject({ code: expect.stringMatching(/^VISIT_/) as string, params: { first: { code: 'CLASS_SHARE', params: { class: { code: 'LABEL' } } } } });
  expect(proposed('told')[0]?.properties['why']).toBe(first?.why.text);
});
