import { describe, expect, it } from 'vitest';
import type { RawDate } from '../../src/shared/contract/values.ts';
import type { Place } from '../../src/renderer/state/map/places.ts';
import { chartModel, type Line, type LineKind } from '../../src/renderer/features/series/chart-model.ts';
import { chipBands, chipsInRoom, chipUrl } from '../../src/renderer/features/series/chips.ts';
import { seriesCsv } from '../../src/renderer/features/series/csv.ts';
import { type Curve, datePoints, periodPoints, withDates } from '../../src/renderer/features/series/curve.ts';
import { hitsAt } from '../../src/renderer/features/series/hits.ts';
import { drawn, quantitiesOf } from '../../src/renderer/features/series/quantities.ts';

const DAY = 86_400_000;
const place: Place = { id: 7, x: 420_000.5, y: 5_342_000, crs: 'EPSG:32631', colour: 1 };

const date = (day: string, state: RawDate['state'], ndvi: number | null, code = 4): RawDate => ({
  scene: `scene-${day}`,
  datetime: `${day}T10:50:31Z`,
  date: day,
  tile: 'T31UDP',
  state,
  quality: { code, name: 'vegetation' },
  maskedBy: 'exact',
  values: [0.05, 0.3],
  indices: [ndvi],
  failure: null,
});

const period = (month: string, ndvi: number | null, filled: boolean): NonNullable<Curve['series']>['periods'][number] => ({
  start: `2022-${month}-01`,
  end: `2022-${month}-28`,
  middle: Date.parse(`2022-${month}-14T12:00:00Z`) / DAY,
  count: filled ? 0 : 3,
  filled,
  values: [0.05, 0.3],
  indices: [ndvi],
});

const curve: Curve = {
  place,
  mode: 'pixel',
  state: 'there',
  failure: null,
  series: {
    bands: [{ band: 'B04', unit: '1' }, { band: 'B08', unit: '1' }],
    indices: ['NDVI'],
    periods: [period('03', 0.2, false), period('04', 0.4, true), period('05', 0.6, false), period('06', 0.8, false)],
    dates: [date('2022-03-10', 'clear', 0.21), date('2022-03-20', 'masked', -0.05, 9), date('2022-05-11', 'clear', 0.62), date('2022-05-21', 'no data', null), date('2022-06-11', 'failed', null)],
  },
  parcel: null,
  pending: 0,
  total: 5,
};

const ndvi = quantitiesOf({ bands: [{ band: 'B04', unit: '1' }, { band: 'B08', unit: '1' }], indices: ['NDVI'] }).filter(({ name }) => name === 'NDVI');
const line = (lines: readonly Line[], kind: LineKind): (number | null)[] => [...(lines.find((item) => item.kind === kind)?.points.values() ?? [])];

describe('the curve of a place', () => {
  it('tells masked observations from clear ones and leaves out scenes that do not reach the place', () => {
    const { lines } = chartModel([curve], ndvi, null);
    expect(line(lines, 'clear')).toEqual([0.21, 0.62]);
    expect(line(lines, 'masked')).toEqual([-0.05]);
    expect(line(lines, 'raw')).toEqual([0.21, 0.62]);
  });

  it('dashes a period that was filled in time up to its neighbours and breaks the whole line there', () => {
    const { lines } = chartModel([curve], ndvi, null);
    expect(line(lines, 'composite')).toEqual([0.2, null, 0.6, 0.8]);
    expect(line(lines, 'filled')).toEqual([0.2, 0.4, 0.6, null]);
  });

  it('has one row of values per line, in order of time, with nothing where a line has no point', () => {
    const { lines, moments, rows } = chartModel([curve], ndvi, null);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
    expect(rows).toHaveLength(lines.length);
    expect(rows.every((row) => row.length === moments.length)).toBe(true);
    const clear = rows[lines.findIndex(({ kind }) => kind === 'clear')] ?? [];
    expect(clear.filter((value) => value !== undefined)).toEqual([0.21, 0.62]);
  });

  it('gives several places their own colours and several quantities of one place theirs', () => {
    const other: Curve = { ...curve, place: { ...place, id: 8, colour: 2 } };
    const two = chartModel([curve, other], ndvi, null).lines.filter(({ kind }) => kind === 'composite');
    expect(new Set(two.map(({ colour }) => colour)).size).toBe(2);
    const quantities = quantitiesOf(curve.series ?? { bands: [], indices: [] });
    const three = chartModel([curve], quantities, null).lines.filter(({ kind }) => kind === 'composite');
    expect(new Set(three.map(({ colour }) => colour)).size).toBe(3);
  });

  it('draws what is usual for a class and the spread of a parcel as bands', () => {
    const spreads = [{ name: 'NDVI', unit: '', periods: [{ start: '2022-03-01', end: '2022-03-31', middle: 19_067, n: 40, p10: 0.1, p50: 0.3, p90: 0.5 }] }];
    const usual = { code: 'maize', label: 'Maize', colour: '#dd5511', samples: 40, spreads };
    const parcel: Curve = { ...curve, mode: 'parcel', series: null, parcel: { fid: 3, title: '3 · MIS', pixels: 120, taken: 'inner', spreads } };
    const { lines, bands } = chartModel([parcel], ndvi, usual);
    expect(bands).toHaveLength(2);
    expect(bands.map(([high, low]) => [lines[high]?.kind, lines[low]?.kind])).toEqual([['high', 'low'], ['high', 'low']]);
    expect(periodPoints(parcel, { name: 'NDVI', kind: 'index' })).toMatchObject([{ value: 0.3, low: 0.1, high: 0.5, count: null }]);
  });

  it('tells what lies under the pointer: the value, and by which class it was masked', () => {
    const hits = hitsAt([curve], ndvi, Date.parse('2022-03-20T10:50:31Z'));
    expect(hits).toMatchObject([{ place: 1, quantity: 'NDVI', value: -0.05, date: { state: 'masked', quality: { code: 9 } } }]);
    expect(hitsAt([curve], ndvi, Date.parse('2022-03-21T10:50:31Z'))).toEqual([]);
  });

  it('takes acquisitions as they stream in, each once and in order of time', () => {
    const first = withDates([], [date('2022-05-11', 'clear', 0.62)]);
    const more = withDates(first, [date('2022-03-10', 'clear', 0.21), date('2022-05-11', 'clear', 0.62)]);
    expect(more.map((item) => item.date)).toEqual(['2022-03-10', '2022-05-11']);
    expect(datePoints({ ...curve, series: { ...(curve.series ?? { bands: [], indices: [], periods: [] }), dates: more } }, { name: 'NDVI', kind: 'index' })).toHaveLength(2);
  });
});

describe('quantities', () => {
  it('start with NDVI and keep only what the composite has', () => {
    const all = quantitiesOf({ bands: [{ band: 'B08', unit: '1' }, { band: 'temperature', unit: '°C' }], indices: ['EVI', 'NDVI', 'S2REP'] });
    expect(drawn(all, []).map(({ name }) => name)).toEqual(['NDVI']);
    expect(drawn(all, ['VV', 'EVI']).map(({ name }) => name)).toEqual(['EVI']);
    expect(drawn(all, ['VV']).map(({ name }) => name)).toEqual(['NDVI']);
  });

  it('share an axis only where their numbers are of one kind', () => {
    const all = quantitiesOf({ bands: [{ band: 'B08', unit: '1' }, { band: 'temperature', unit: '°C' }], indices: ['NDVI', 'EVI', 'S2REP'] });
    expect(new Set(all.map(({ scale }) => scale))).toEqual(new Set(['index', 'S2REP', 'reflectance', '°C']));
  });
});

describe('the CSV of curves', () => {
  const lines = seriesCsv([curve]).split('\r\n');

  it('has one line per period and acquisition with all bands and indices, decimal points and ISO dates', () => {
    expect(lines[0]).toBe('place,x,y,crs,kind,start,end,state,clear_observations,quality_code,scene,B04,B08,NDVI');
    expect(lines[1]).toBe('1,420000.5,5342000,EPSG:32631,composite,2022-03-01,2022-03-28,clear,3,,,0.05,0.3,0.2');
    expect(lines[2]).toContain(',filled,0,');
    expect(lines[6]).toBe('1,420000.5,5342000,EPSG:32631,acquisition,2022-03-20T10:50:31Z,2022-03-20T10:50:31Z,masked,,9,scene-2022-03-20,0.05,0.3,-0.05');
    expect(lines).toHaveLength(1 + 4 + 5 + 1);
  });

  it('leaves a value empty that is not there', () => {
    expect(lines.find((text) => text.includes('no data'))).toMatch(/,0\.05,0\.3,$/);
  });
});

describe('images below the chart', () => {
  const dates = [date('2022-03-01', 'masked', 0), date('2022-03-02', 'clear', 0.2), date('2022-03-20', 'masked', 0), date('2022-03-31', 'clear', 0.3), date('2022-04-20', 'clear', 0.4)];
  const span = [Date.parse('2022-03-01T00:00:00Z'), Date.parse('2022-04-01T00:00:00Z')] as const;

  it('stand at their dates without touching, clear ones before masked ones', () => {
    const chips = chipsInRoom(dates, span, { left: 40, width: 310 }, 36);
    expect(chips.map((chip) => chip.date.date)).toEqual(['2022-03-02', '2022-03-20', '2022-03-31']);
    expect(chips.every(({ left }) => left >= 40 && left <= 350)).toBe(true);
    expect(chipsInRoom(dates, span, { left: 40, width: 31 }, 36).map((chip) => chip.date.date)).toEqual(['2022-03-02']);
  });

  it('are asked for in true colour where the composite has it', () => {
    expect(chipBands(['B02', 'B03', 'B04', 'B08'])).toEqual(['B04', 'B03', 'B02']);
    expect(chipBands(['VV', 'VH'])).toEqual(['VV', 'VH', 'VH']);
    expect(chipUrl('a b', place, 's/1', ['VV', 'VH', 'VH'])).toBe('/chips/a%20b?x=420000.5&y=5342000&crs=EPSG%3A32631&scene=s%2F1&bands=VV%2CVH%2CVH&size=48');
  });
});
