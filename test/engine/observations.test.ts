import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transformPoints } from '../../src/main/engine/gdal/crs.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { writeVector } from '../../src/main/engine/gdal/vector.ts';
import { observationAreas } from '../../src/main/engine/samples/places/observation-areas.ts';
import type { ObservationInput } from '../../src/main/engine/samples/places/observation-table.ts';
import { observedDay } from '../../src/main/engine/samples/places/observed-day.ts';
import { RejectionLog } from '../../src/main/engine/samples/rejection-log.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import { textOf } from '../../src/shared/messages/message.ts';

const cropClass = (code: string, value: number, fr: string) => ({ code, value, labels: { en: code, fr }, colour: '#336699', parent: null });
/** 10 × 10 km around 2.25° E, 48.5° N. */
const { x, y } = transformPoints([2.25], [48.5], 'EPSG:4326', 'EPSG:32631');
const grid = { crs: 'EPSG:32631', affine: northUp(Math.round(x[0] ?? 0) - 5000, Math.round(y[0] ?? 0) + 5000, 10) as [number, number, number, number, number, number], width: 1000, height: 1000 };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-observations-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string, given: Partial<ObservationInput> = {}) {
  const input: ObservationInput = {
    path, layer: null, columns: { class: null, date: null, observer: null, id: null, x: null, y: null }, crs: 'EPSG:4326', dateOrder: null,
    spans: [{ start: '2022-01-01', end: '2022-12-31' }], codeSource: 'own', grids: [grid],
    scheme: { id: 'crops', title: 'Crops', classes: [cropClass('wheat', 1, 'Blé'), cropClass('maize', 2, 'Maïs'), cropClass('grass', 3, 'Herbe'), cropClass('meadow', 4, 'Herbe')], mappings: {} },
    take: 'points', innerBufferM: 0, minAreaM2: 0, perClass: null, perClassRegion: null, perParcel: 10, blockM: 1000, regionM: 50_000, seed: 1, target: '', ...given,
  };
  const rejected = new RejectionLog();
  const { areas, warnings } = await observationAreas(input, rejected);
  return { found: Object.fromEntries((areas[0] ?? []).map(({ id, code, validTime }) => [id, `${code} ${validTime ?? 'undated'}`])), why: Object.fromEntries(rejected.rows().map(({ id, reason }) => [id, reason])), warnings: warnings.map(textOf), areas };
}

describe('observations from a spreadsheet', () => {
  it('are read as a French Excel writes them, once its character set is said', async () => {
    const path = file('releves.csv', Buffer.from('id;lon;lat;culture;date\r\na;2,25;48,5;Blé;25/06/2022\r\nb;2,26;48,51;maïs;03/04/2022\r\n', 'latin1'));
    await expect(read(path)).rejects.toMatchObject({ code: 'TEXT_ENCODING_UNSAID', params: { line: 2, shown: 'a;2,25;48,5;Blé;25/06/2022' } });
    const { found, areas, warnings } = await read(path, { encoding: 'windows-1252' });
    expect(found).toEqual({ a: 'wheat 2022-06-25', b: 'maize 2022-04-03' });
    expect(warnings).toEqual([]);
    const [[first] = []] = areas;
    expect(first?.bounds.slice(0, 2)).toEqual([expect.closeTo(x[0] ?? 0, 3), expect.closeTo(y[0] ?? 0, 3)]);
  });

  it('are refused where a decimal comma would make one number two', async () => {
    await expect(read(file('comma.csv', 'id,lon,lat,culture\na,2,25,48,5,Blé\n'))).rejects.toMatchObject({ code: 'TABLE_DAMAGED', message: expect.stringContaining('decimal comma') as string });
    expect((await read(file('quoted.csv', 'id,lon,lat,culture\na,"2,25","48,5",Blé\n'))).found).toEqual({ a: 'wheat undated' });
  });

  it('say of each place that is none what it is', async () => {
    const rows = ['swapped;48,5;2,25', 'metres;652000;6821000', 'words;east;north', 'blank;;', 'away;7,5;50,5', 'thousands;2 250,5;48,5'];
    const { why, found } = await read(file('places.csv', ['id;lon;lat;culture', ...rows.map((row) => `${row};Blé`), 'good;2,25;48,5;Blé'].join('\n')));
    expect(found).toEqual({ good: 'wheat undated' });
    expect(why).toEqual({
      swapped: 'outside the composite, but inside with its coordinates exchanged', metres: 'its coordinates lie nowhere in EPSG:4326', words: 'its coordinates are no numbers', blank: 'no place',
      away: 'outside the composite', thousands: 'its coordinates are no numbers',
    });
  });

  it('are refused without a class in any row, without rows, and without the columns', async () => {
    await expect(read(file('unlabelled.csv', 'id;lon;lat;culture\na;2,25;48,5;\nb;2,25;48,5;  \n'))).rejects.toMatchObject({ code: 'LABELS_NONE', params: { column: 'culture' } });
    for (const [name, content] of [['bytes', ''], ['header', 'id;lon;lat;culture\n']] as const) await expect(read(file(`${name}.csv`, content)), name).rejects.toMatchObject({ code: 'TABLE_EMPTY' });
    await expect(read(file('one.csv', 'culture\nBlé\n'))).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'lon' } });
    await expect(read(file('numbers.csv', 'lon;lat;culture\n2,25;48,5;7\n2,25;48,5;8\n'))).rejects.toMatchObject({ code: 'CODES_UNMAPPED', action: expect.stringContaining('7, 8') as string });
  });

  it('find their class however a letter is composed, and none where two classes have one name', async () => {
    const { found, why } = await read(file('letters.csv', 'id;lon;lat;culture\na;2,25;48,5;BLE\u0301 \nb;2,26;48,5;Herbe\nc;2,27;48,5;meadow\n'));
    expect(found).toEqual({ a: 'wheat undated', c: 'meadow undated' });
    expect(why).toEqual({ b: 'several classes are called Herbe' });
  });
});

describe('dates of observations', () => {
  const dated = (dates: readonly string[], given: Partial<ObservationInput> = {}) => read(file('dates.csv', ['id;lon;lat;culture;date', ...dates.map((date, i) => `${i};2,25;48,50${i};Blé;${date}`)].join('\n')), given);

  it('have day or month first as the unambiguous ones of the file say', async () => {
    expect((await dated(['31/12/2022', '03/04/2022'])).found).toEqual({ 0: 'wheat 2022-12-31', 1: 'wheat 2022-04-03' });
    const american = await dated(['12/31/2022', '03/04/2022', '3-4-2022', '03.04.2022', '2022-05-06T10:00', '2022/5/7', '20220508']);
    expect(Object.values(american.found)).toEqual(['2022-12-31', '2022-03-04', '2022-03-04', '2022-04-03', '2022-05-06', '2022-05-07', '2022-05-08'].map((day) => `wheat ${day}`));
    expect(american.warnings).toEqual(['Dates were read with the month first, as 12/31/2022 can only be.']);
  });

  it('have the day first where nothing says, which is told', async () => {
    const { found, warnings } = await dated(['03/04/2022', '05/05/2022', '06/07/2022']);
    expect(found).toMatchObject({ 0: 'wheat 2022-04-03', 2: 'wheat 2022-07-06' });
    expect(warnings).toEqual(['2 dates such as 03/04/2022 were read with the day first (2022-04-03), and nothing in the file proves it. If the month comes first, say so.']);
    expect(await dated(['03/04/2022'], { dateOrder: 'month-first' })).toMatchObject({ found: { 0: 'wheat 2022-03-04' }, warnings: [] });
  });

  it('are refused where they contradict one another, unless the user decides', async () => {
    await expect(dated(['31/12/2022', '12/30/2022'])).rejects.toMatchObject({ code: 'DATES_CONTRADICT', params: { first: '31/12/2022', second: '12/30/2022' } });
    expect(await dated(['31/12/2022', '12/30/2022'], { dateOrder: 'day-first' })).toMatchObject({ found: { 0: 'wheat 2022-12-31' }, why: { 1: 'its date 12/30/2022 is no day' } });
  });

  it('are no days where they have no year of four digits, or are not in the calendar', () => {
    for (const text of ['31/12/22', '44727', '2022', '2022-02-30', '31/12/20222', '20223112', 'June 2022', '']) expect(observedDay(text), text).toBeNull();
  });
});

describe('observations from a vector file', () => {
  const point = (east: number, north: number) => new gdal.Point(east, north);
  const layer = (path: string, name: string, crs: string, field: string, places: readonly (readonly [number, number])[], driver = 'GPKG') => {
    writeVector(path, { name, crs, geometryType: 'point', fields: [{ name: field, type: 'string' }] }, (add) => { for (const [east, north] of places) add({ properties: { [field]: 'Blé' }, geometry: point(east, north) }); }, driver);
    return path;
  };

  it('are read though one of them lies nowhere, and say so of latitude before longitude', async () => {
    const path = layer(join(folder, 'nowhere.gpkg'), 'walk', 'EPSG:4326', 'crop', [[2.25, 48.5], [48.5, 2.25], [652_000, 6_821_000]]);
    const { found, why } = await read(path);
    expect(found).toEqual({ 1: 'wheat undated' });
    expect(why).toEqual({ 2: 'outside the composite, but inside with its coordinates exchanged', 3: 'its coordinates lie nowhere in EPSG:4326' });
  });

  it('are read from the layer that has classes, and name the others', async () => {
    const path = join(folder, 'layers.gpkg');
    layer(path, 'tracks', 'EPSG:4326', 'note', [[2.25, 48.5]]);
    const dataset = gdal.open(path, 'r+');
    const target = dataset.layers.create('stops', gdal.SpatialReference.fromEPSG(4326), gdal.wkbPoint);
    target.fields.add(new gdal.FieldDefn('crop', gdal.OFTString));
    const feature = new gdal.Feature(target);
    feature.fields.set('crop', 'Blé');
    feature.setGeometry(point(2.25, 48.5));
    target.features.add(feature);
    dataset.close();
    expect(await read(path)).toMatchObject({ found: { 1: 'wheat undated' }, warnings: ['Read from the layer “stops”; the file also has tracks.'] });
    expect((await read(path, { layer: 'stops' })).warnings).toEqual([]);
  });

  it('are refused without a feature', async () => {
    await expect(read(layer(join(folder, 'empty.gpkg'), 'empty', 'EPSG:4326', 'crop', []))).rejects.toMatchObject({ code: 'TABLE_EMPTY', message: expect.stringContaining('crop') as string });
  });
});
