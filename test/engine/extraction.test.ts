import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedScheme } from '../../src/main/engine/ingest/class-scheme/shipped.ts';
import { slotOf, slotPeriod } from '../../src/main/engine/ingest/worldcereal-extraction/calendar-slot.ts';
import { worldcerealExtraction } from '../../src/main/engine/ingest/worldcereal-extraction/product.ts';
import { alignSeason } from '../../src/main/engine/ingest/worldcereal-extraction/season.ts';
import { checkSamples } from '../../src/main/engine/samples/description/check.ts';
import { pivotExtractionImplementation } from '../../src/main/engine/samples/extractions/extraction.task.ts';
import { readSamples } from '../../src/main/engine/samples/parquet.ts';
import { extractionOptionsSchema } from '../../src/shared/contract/jobs/samples.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { sharedData } from '../real-data.ts';

const context = { signal: new AbortController().signal, progress: () => undefined };
let folder = '';
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-extraction-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function scheme(id: string): ClassScheme {
  const found = shippedScheme(id);
  if (!found) throw new Error(id);
  return found;
}

async function pivot(path: string, schemeId: string, options: Record<string, unknown> = {}, bands: string[] | null = null) {
  const target = join(folder, `out-${(count += 1)}.parquet`);
  const found = await pivotExtractionImplementation.run({ path, target, scheme: scheme(schemeId), options: extractionOptionsSchema.parse(options), bands }, context);
  return { found, table: await readSamples(target) };
}

interface Row {
  sample_id: string;
  timestamp: string;
  valid_time?: string;
  ewoc_code?: number;
  b04?: number;
  vv?: number;
  lat?: number;
  score?: number;
}

function extraction(rows: readonly Row[], without: readonly string[] = []): string {
  const filename = join(folder, `in-${(count += 1)}.parquet`);
  const columns = [
    { name: 'sample_id', data: rows.map((row) => row.sample_id), type: 'STRING' as const },
    { name: 'timestamp', data: rows.map((row) => new Date(`${row.timestamp}T00:00:00Z`)), type: 'TIMESTAMP' as const },
    { name: 'valid_time', data: rows.map((row) => row.valid_time ?? '2022-06-01'), type: 'STRING' as const },
    { name: 'ewoc_code', data: rows.map((row) => BigInt(row.ewoc_code ?? 1_101_060_000)), type: 'INT64' as const },
    { name: 'lat', data: rows.map((row) => row.lat ?? 50), type: 'DOUBLE' as const },
    { name: 'lon', data: rows.map(() => 5), type: 'DOUBLE' as const },
    ...(rows.some(({ score }) => score !== undefined) ? [{ name: 'quality_score_ct', data: rows.map((row) => row.score ?? 90), type: 'DOUBLE' as const }] : []),
    { name: 'S2-L2A-B04', data: rows.map((row) => row.b04 ?? 1000), type: 'INT32' as const },
    { name: 'S1-SIGMA0-VV', data: rows.map((row) => row.vv ?? 3000), type: 'INT32' as const },
  ];
  parquetWriteFile({ filename, columnData: columns.filter(({ name }) => !without.includes(name)) });
  return filename;
}

/** Month starts from `first`, `number` of them. */
function months(first: string, number: number): string[] {
  return Array.from({ length: number }, (_, i) => new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5, 7)) - 1 + i, 1)).toISOString().slice(0, 10));
}
const whole = (id: string, first = '2021-09-01', number = 17): Row[] => months(first, number).map((timestamp) => ({ sample_id: id, timestamp }));

describe('pivoting an extraction', () => {
  it('rejects by name what lies nowhere, scores beyond their scale, and rows that contradict one another', async () => {
    const changed = (id: string, more: Partial<Row>): Row[] => whole(id).map((row) => ({ ...row, ...more }));
    const rows = [...whole('good'), ...changed('far', { lat: 95 }), ...changed('proud', { score: 101 }), ...changed('negative', { score: -5 }), ...changed('odd', { score: NaN }), ...whole('torn').map((row, i) => ({ ...row, ewoc_code: i === 3 ? 1_101_010_000 : 1_101_060_000 }))];
    const { found, table } = await pivot(extraction(rows), 'furrow-crops', { centreMonth: 6 });
    expect([...table.ids].toSorted()).toEqual(['good', 'odd']);
    expect(Object.fromEntries(found.rejected.flatMap(({ reason, examples }) => examples.map((id) => [id, reason])))).toEqual({
      far: 'its coordinates lie nowhere in EPSG:4326', proud: 'its quality score lies outside 0 to 100', negative: 'its quality score lies outside 0 to 100', torn: 'its rows give it different classes',
    });
    // A score that is no number is none: it counts like one that was not given.
    expect(table.weights[table.ids.indexOf('odd')]).toBe(1);
  });

  it('refuses a file without rows, without a class in any row, and rows without the id of their sample', async () => {
    await expect(pivot(extraction([]), 'furrow-crops')).rejects.toMatchObject({ code: 'TABLE_EMPTY' });
    const unlabelled = join(folder, 'unlabelled.parquet');
    const dates = months('2021-09-01', 17);
    const columns = (codes: readonly (string | null)[], ids: readonly (string | null)[]) => [
      { name: 'sample_id', data: [...ids], type: 'STRING' as const }, { name: 'timestamp', data: dates.map((day) => new Date(`${day}T00:00:00Z`)), type: 'TIMESTAMP' as const }, { name: 'valid_time', data: dates.map(() => '2022-06-01'), type: 'STRING' as const },
      { name: 'ewoc_code', data: [...codes], type: 'STRING' as const }, { name: 'lat', data: dates.map(() => 50), type: 'DOUBLE' as const }, { name: 'lon', data: dates.map(() => 5), type: 'DOUBLE' as const }, { name: 'S2-L2A-B04', data: dates.map(() => 1000), type: 'INT32' as const },
    ];
    parquetWriteFile({ filename: unlabelled, columnData: columns(dates.map(() => null), dates.map(() => 'a')) });
    await expect(pivot(unlabelled, 'furrow-crops')).rejects.toMatchObject({ code: 'LABELS_NONE', params: { column: 'ewoc_code' } });
    const nameless = join(folder, 'nameless.parquet');
    parquetWriteFile({ filename: nameless, columnData: columns(dates.map(() => ' 11-01-06-000-0 '), dates.map((_, i) => (i === 4 ? null : 'a'))) });
    await expect(pivot(nameless, 'furrow-crops')).rejects.toMatchObject({ code: 'TABLE_DAMAGED', message: expect.stringContaining('row 5 has no sample_id') as string });
  });

  it('keeps the first of duplicates, fills gaps, and takes radar 0 as missing', async () => {
    const rows = whole('a').filter(({ timestamp }) => timestamp !== '2022-03-01').map((row) => (row.timestamp === '2022-04-01' ? { ...row, vv: 0, b04: 7 } : row));
    const { found, table } = await pivot(extraction([...rows, { sample_id: 'a', timestamp: '2022-04-01', b04: 9 }, ...whole('b')]), 'furrow-crops', { centreMonth: 6 });
    expect(table.layout.bands).toEqual(['B04', 'VV']);
    expect(table.layout.periods[0]).toEqual({ start: '2022-01-01', end: '2022-01-31' });
    const value = (band: number, period: number) => table.series[(period * 2 + band) * table.rows + table.ids.indexOf('a')];
    expect([value(0, 1), value(0, 2), value(0, 3)]).toEqual([1000, 65_535, 7]);
    expect([value(1, 1), value(1, 2), value(1, 3)]).toEqual([3000, 65_535, 65_535]);
    expect(found.warnings.map(textOf).join()).toContain('1 row repeats');
  });

  it('says for every sample that falls why it fell', async () => {
    const path = extraction([
      ...whole('good'),
      ...whole('unmapped').map((row) => ({ ...row, ewoc_code: 1_101_010_000 })),
      ...whole('ignored').map((row) => ({ ...row, ewoc_code: 1_111_010_100 })),
      ...whole('edge').map((row) => ({ ...row, valid_time: '2021-10-01' })),
      ...whole('undated').map((row) => ({ ...row, valid_time: 'June' })),
      ...whole('empty').map((row) => ({ ...row, b04: 65_535, vv: 65_535 })),
      ...whole('short', '2022-02-01', 8),
      ...whole('sparse').filter((_, i) => i % 2 === 0),
      ...whole('outside', '2022-03-01', 13),
    ]);
    const { found } = await pivot(path, 'furrow-crops', { centreMonth: 6 });
    expect(found.rows).toBe(1);
    expect(Object.fromEntries(found.rejected.map(({ reason, examples }) => [examples[0], reason]))).toEqual({
      unmapped: 'code 1101010000 is not mapped',
      ignored: 'code 1111010100 is left out by the scheme',
      edge: 'its label lies at the edge of its series',
      undated: 'no date of validity',
      empty: 'no optical or radar value at all',
      short: 'its series is shorter than a year',
      sparse: 'its dates are no months in sequence',
      outside: 'its series does not cover the season',
    });
  });

  it('reads dekads', async () => {
    const dekads = months('2021-09-01', 17).flatMap((month) => ['01', '11', '21'].map((day): Row => ({ sample_id: 'a', timestamp: `${month.slice(0, 8)}${day}` })));
    const { table } = await pivot(extraction(dekads), 'furrow-crops');
    expect(table.layout.periods).toHaveLength(36);
    expect(table.layout.periods[0]?.start).toBe('2022-01-01');
    expect(table.layout.periods[1]).toEqual({ start: '2022-01-11', end: '2022-01-20' });
  });

  it('refuses days that start no month or dekad, and missing columns, by name', async () => {
    await expect(pivot(extraction([...whole('a'), { sample_id: 'odd', timestamp: '2022-03-05' }]), 'furrow-crops')).rejects.toMatchObject({ code: 'MONTHS_BROKEN', params: { sample: 'odd' } });
    await expect(pivot(extraction(whole('a'), ['ewoc_code']), 'furrow-crops')).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'ewoc_code' } });
    await expect(pivot(extraction(whole('a'), ['S2-L2A-B04']), 'furrow-crops')).rejects.toMatchObject({ code: 'COLUMN_MISSING' });
    await expect(pivot(extraction(whole('a')), 'rpg-groups')).rejects.toMatchObject({ code: 'CODES_UNMAPPED', params: { codes: '1101060000' } });
    await expect(pivot(extraction(whole('a', '2022-02-01', 8)), 'furrow-crops')).rejects.toMatchObject({ code: 'SAMPLES_NONE' });
  });

  it('puts samples of several years into one set of months', async () => {
    const { table } = await pivot(extraction([...whole('a'), ...whole('b'), ...whole('older', '2020-09-01').map((row) => ({ ...row, valid_time: '2021-06-01' }))]), 'furrow-crops');
    expect(table.rows).toBe(3);
    expect(table.layout.periods[0]?.start).toBe('2022-01-01');
  });
});

/** A wide file: one row per sample, twelve months from `start_date`, B04 = 1000 + step, VV 0 in step 3. */
function wide(rows: readonly { id: string; start?: string; end?: string; valid?: string; quality?: number }[], without: readonly string[] = []): string {
  const filename = join(folder, `wide-${(count += 1)}.parquet`);
  const series = Array.from({ length: 12 }, (_, step) => [
    { name: `OPTICAL-B04-ts${step}-10m`, data: rows.map(() => 1000 + step), type: 'INT32' as const },
    { name: `SAR-VV-ts${step}-20m`, data: rows.map(() => (step === 3 ? 0 : 3000)), type: 'INT32' as const },
  ]).flat();
  const columns = [
    { name: 'sample_id', data: rows.map(({ id }) => id), type: 'STRING' as const },
    { name: 'ref_id', data: rows.map(() => '2021_BEL_X_POINT_100'), type: 'STRING' as const },
    { name: 'start_date', data: rows.map(({ start }) => start ?? '2020-12-01'), type: 'STRING' as const },
    { name: 'end_date', data: rows.map(({ end }) => end ?? '2021-11-01'), type: 'STRING' as const },
    { name: 'valid_time', data: rows.map(({ valid }) => valid ?? '2021-06-01'), type: 'STRING' as const },
    { name: 'ewoc_code', data: rows.map(() => 1_101_060_000n), type: 'INT64' as const },
    { name: 'quality_score_lc', data: rows.map(({ quality }) => BigInt(quality ?? 80)), type: 'INT64' as const },
    { name: 'quality_score_ct', data: rows.map(() => 0n), type: 'INT64' as const },
    { name: 'geom_text', data: rows.map(() => 'POINT (4.5 50.5)'), type: 'STRING' as const },
    { name: 'DEM-alt-20m', data: rows.map(() => 77), type: 'INT32' as const },
    ...series,
  ];
  parquetWriteFile({ filename, columnData: columns.filter(({ name }) => !without.includes(name)) });
  return filename;
}

describe('a wide extraction', () => {
  it('becomes the series that a long one gives, with its place from text and weights from quality', async () => {
    const { found, table } = await pivot(wide([{ id: 'a' }, { id: 'a' }, { id: 'b' }]), 'furrow-crops', { centreMonth: 5 });
    expect(table.ids).toEqual(['a', 'b']);
    expect(table.layout.bands).toEqual(['B04', 'VV', 'elevation']);
    expect(table.layout.periods[0]?.start).toBe('2020-12-01');
    const values = (band: number) => Array.from({ length: 12 }, (_, period) => table.series[(period * 3 + band) * 2]);
    expect(values(0)).toEqual(Array.from({ length: 12 }, (_, step) => 1000 + step));
    expect(values(1)[3]).toBe(65_535);
    expect(new Set(values(2))).toEqual(new Set([77]));
    expect([table.x[0], table.y[0]]).toEqual([4.5, 50.5]);
    // The data set knows land cover alone, whose score weighs the crop too.
    expect([...table.weights]).toEqual([0.8, 0.8]);
    expect(['dataset', 'country', 'year', 'start'].map((name) => table.attributes.get(name as 'year')?.[0])).toEqual(['2021_BEL_X_POINT_100', 'BEL', '2021', '2020-12-01']);
    expect(found.warnings.map(textOf).join()).toContain('1 row repeats');
  });

  it('takes the month that its year allows where no label’s month does', async () => {
    const { found, table } = await pivot(wide([{ id: 'a', valid: '2021-07-01' }, { id: 'b', valid: '2021-07-01' }]), 'furrow-crops');
    expect(found.centreMonth).toBe(5);
    expect(table.layout.periods[0]?.start).toBe('2020-12-01');
  });

  it('is refused by the name of the column or the sample that is wrong', async () => {
    await expect(pivot(wide([{ id: 'a' }], ['OPTICAL-B04-ts5-10m']), 'furrow-crops')).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'OPTICAL-B04-ts5-10m' } });
    await expect(pivot(wide([{ id: 'a' }], ['start_date']), 'furrow-crops')).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'start_date' } });
    await expect(pivot(wide([{ id: 'a' }], ['geom_text']), 'furrow-crops')).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'lat' } });
    await expect(pivot(wide([{ id: 'a' }, { id: 'odd', start: '2020-12-05' }]), 'furrow-crops')).rejects.toMatchObject({ code: 'MONTHS_BROKEN', params: { sample: 'odd' } });
    const { found } = await pivot(wide([{ id: 'a' }, { id: 'worthless', quality: 0 }]), 'furrow-crops', { centreMonth: 5 });
    expect(found.rejected).toMatchObject([{ reason: 'its quality scores are all 0', examples: ['worthless'] }]);
  });
});

describe('the steps that are kept', () => {
  const sample = () => extraction(whole('a', '2021-01-01', 24).map((row, i) => ({ ...row, valid_time: '2022-03-01', b04: 1000 + i })));
  const firstOf = async (options: Record<string, unknown>) => {
    const { table } = await pivot(sample(), 'furrow-crops', { centreMonth: 6, ...options });
    return { steps: table.layout.periods.length, start: table.attributes.get('start')?.[0], first: table.series[0] };
  };

  it('are the twelve of the season, the twelve around the label, or those and the buffer', async () => {
    expect(await firstOf({})).toEqual({ steps: 12, start: '2022-01-01', first: 1012 });
    // Of the buffer the two months before are there alone; the centre keeps six steps from the beginning of what is there.
    expect(await firstOf({ validTimeBuffer: 2, window: 'label' })).toEqual({ steps: 12, start: '2021-11-01', first: 1010 });
    expect(await firstOf({ validTimeBuffer: 2, window: 'whole' })).toEqual({ steps: 16, start: '2021-11-01', first: 1010 });
  });

  it('lie in a season whose edges count as whole months, across New Year too', async () => {
    expect((await pivot(sample(), 'furrow-crops', { season: { start: '11-20', end: '03-05' } })).table.rows).toBe(1);
    await expect(pivot(sample(), 'furrow-crops', { season: { start: '11-20', end: '02-28' } })).rejects.toMatchObject({ code: 'SAMPLES_NONE', message: expect.stringContaining('outside the season') as string });
  });
});

describe('aligning to a season', () => {
  const month = (text: string) => slotOf(new Date(`${text}-01T00:00:00Z`), 'month') ?? NaN;
  const align = (first: string, last: string, valid: string, middle: number, buffer = 0) => {
    const start = alignSeason({ frequency: 'month', first: month(first), last: month(last), valid: month(valid), middleOfYear: middle - 1, buffer });
    return start === null ? null : `${slotPeriod(start, 'month').start}…${slotPeriod(start + 11, 'month').end}`;
  };

  it('centres on the sixth month: a period of December to November has May in its middle', () => {
    expect(align('2021-09', '2023-01', '2022-05', 5)).toBe('2021-12-01…2022-11-30');
  });

  it('takes the year before or after the label that the series covers', () => {
    expect(align('2021-09', '2023-01', '2022-06', 4)).toBe('2021-11-01…2022-10-31');
    expect(align('2021-09', '2023-01', '2022-03', 6)).toBe('2022-01-01…2022-12-31');
    expect(align('2020-01', '2023-12', '2022-11', 4)).toBe('2022-11-01…2023-10-31');
    expect(align('2020-01', '2023-12', '2022-12', 6)).toBe('2022-01-01…2022-12-31');
    expect(align('2022-02', '2023-06', '2022-06', 6)).toBeNull();
  });

  it('lets a label stick out by the buffer', () => {
    expect(align('2020-01', '2023-12', '2022-11', 4, 1)).toBeNull();
    expect(align('2020-01', '2023-12', '2022-06', 6, 2)).toBe('2022-01-01…2022-12-31');
  });
});

describe.skipIf(!sharedData)('the real French extraction (beside the checkout)', () => {
  const file = join(sharedData ?? '', 'worldcereal/2022_FRA_LPIS_POLY_110.geoparquet');

  it('is recognised among other Parquet files', async () => {
    const finds = await worldcerealExtraction.recognise({ folder: join(sharedData ?? '', 'worldcereal'), files: ['2022_FRA_LPIS_POLY_110.geoparquet', 'test_site_france.gpkg'], folders: [], named: false }, {});
    expect(finds.map(({ path }) => path)).toEqual([file]);
  });

  it('gives 500 samples of the year November to October, equal to the rows of the file', async () => {
    const { found, table } = await pivot(file, 'worldcereal-landcover10', { centreMonth: 4 });
    expect(table.layout.periods.map(({ start }) => start)).toEqual(months('2021-11-01', 12));
    expect(table.layout.bands).toEqual(['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B11', 'B12', 'VV', 'VH', 'TMEAN', 'PRECIP', 'elevation', 'slope']);
    expect(found.rows + found.rejected.reduce((sum, entry) => sum + entry.count, 0)).toBe(500);
    const columns: Record<string, string> = { B04: 'S2-L2A-B04', B11: 'S2-L2A-B11', VH: 'S1-SIGMA0-VH', TMEAN: 'AGERA5-TMEAN', elevation: 'elevation' };
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file), compressors, columns: ['sample_id', 'timestamp', ...Object.values(columns)] });
    const positions = new Map(table.ids.map((id, i) => [id, i]));
    let compared = 0;
    for (const row of rows) {
      const period = table.layout.periods.findIndex(({ start }) => start === (row['timestamp'] as Date).toISOString().slice(0, 10));
      const sample = positions.get(row['sample_id'] as string);
      if (period < 0 || sample === undefined) continue;
      for (const [band, column] of Object.entries(columns)) {
        const value = table.series[(period * table.layout.bands.length + table.layout.bands.indexOf(band)) * table.rows + sample];
        expect(value).toBe(band === 'VH' && row[column] === 0 ? 65_535 : Number(row[column]));
        compared += 1;
      }
    }
    expect(compared).toBe(found.rows * 12 * 5);
  });

  it('splits temporary crops from other land by blocks without a leak', async () => {
    const { found, table } = await pivot(file, 'temporary-crops', { centreMonth: 4 });
    expect(found.byClass['temporary_crops']).toBeGreaterThan(40);
    expect(found.byClass['other']).toBeGreaterThan(400);
    const check = checkSamples(table, 'degrees');
    expect(check.leak.sharedGroups).toBe(0);
    for (const code of ['temporary_crops', 'other']) {
      expect(check.byClass[code]?.test).toBeGreaterThan(0);
      expect(check.byClass[code]?.train).toBeGreaterThan(check.byClass[code]?.test ?? 0);
    }
  });

  it('keeps the crop groups that have enough samples and only the bands asked for', async () => {
    const { found, table } = await pivot(file, 'furrow-crops', { centreMonth: 4, minPerClass: 10 }, ['B02', 'B03', 'B04', 'B08', 'B8A', 'VV']);
    expect(table.layout.bands).toEqual(['B02', 'B03', 'B04', 'B08', 'VV']);
    expect(Object.values(found.byClass).every((rows) => rows >= 10)).toBe(true);
    expect(Object.keys(found.byClass).length).toBeGreaterThan(2);
    expect(found.rejected.some(({ reason }) => reason.includes('fewer than 10 samples'))).toBe(true);
  });
});
