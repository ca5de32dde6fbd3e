import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalendar } from '../../src/main/engine/calendars/calendar-file.ts';
import type { CalendarTable } from '../../src/main/engine/calendars/calendar-table.ts';
import { cellAt, seasonAt, seasonIn } from '../../src/main/engine/calendars/lookup.ts';
import { centreMonthOfDays } from '../../src/main/engine/calendars/season-dates.ts';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { sharedData } from '../real-data.ts';

const question = { name: 'made', season: 'tc-s1' as const, year: 2021 };
const HEADER = 'lat,lon,s1_sos_doy,s1_eos_doy,s1_sos_dekad,s1_eos_dekad,annual_sos_dekad,annual_eos_dekad';

let folder = '';
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-calendars-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function csv(rows: readonly string[], header = HEADER): string {
  const path = join(folder, `calendar-${(count += 1)}.csv`);
  writeFileSync(path, [header, ...rows].join('\n'));
  return path;
}
const table = (rows: readonly string[]): Promise<CalendarTable> => readCalendar(csv(rows));

describe('a crop calendar', () => {
  it('takes the cell of half a degree that holds the place, at the edges of the Earth too', async () => {
    const found = await table(['50.25,4.75,100,220,47,59,40,70', '50.75,4.75,0,0,48,60,40,70', '89.75,179.75,0,0,49,61,40,70', '-89.75,-179.75,0,0,50,62,40,70']);
    expect([[4.5, 50], [4.999, 50.499], [4.5, 50.5], [200, 95], [-180, -90]].map(([lon = 0, lat = 0]) => cellAt(found, lon, lat))).toEqual([0, 0, 1, 2, 3]);
  });

  it('takes the nearest cell within 5°, and none beyond', async () => {
    const found = await table(['50.25,4.25,0,0,47,59,0,0', '50.25,10.25,0,0,50,62,0,0']);
    expect(cellAt(found, 6.6, 50.3)).toBe(0);
    expect(cellAt(found, 7.6, 50.3)).toBe(1);
    expect(cellAt(found, 15.3, 50.3)).toBe(1);
    expect(cellAt(found, 15.6, 50.3)).toBeNull();
    expect(() => seasonAt(found, question, 30, 50)).toThrow(expect.objectContaining({ code: 'CALENDAR_SILENT' }) as Error);
  });

  it('gives whole months, and is silent where it says 0', async () => {
    const found = await table(['50.25,4.25,0,0,46,62,0,72', '51.25,4.25,0,0,30,58,37,72']);
    expect(seasonAt(found, question, 4.3, 50.3)).toMatchObject({ start: '2021-04-01', end: '2021-09-30', centreMonth: 7 });
    expect(seasonAt(found, { ...question, year: 2022 }, 4.3, 51.3)).toMatchObject({ start: '2021-11-01', end: '2022-07-31' });
    expect(() => seasonAt(found, { ...question, season: 'tc-annual' }, 4.3, 50.3)).toThrow(expect.objectContaining({ code: 'CALENDAR_SILENT' }) as Error);
    expect(() => seasonAt(found, { ...question, season: 'tc-s2' }, 4.3, 50.3)).toThrow(expect.objectContaining({ code: 'CALENDAR_UNUSABLE', params: expect.objectContaining({ problem: expect.stringContaining('tc-s2') as string }) as object }) as Error);
  });

  it('has its middle month in seasons given by their edges, the sixth in a whole year', () => {
    expect(centreMonthOfDays({ start: '10-01', end: '09-30' })).toBe(3);
    expect(centreMonthOfDays({ start: '03-01', end: '02-29' })).toBe(8);
    expect(centreMonthOfDays({ start: '01-01', end: '12-31' })).toBe(6);
    expect(centreMonthOfDays({ start: '11-01', end: '07-31' })).toBe(3);
    expect(centreMonthOfDays({ start: '04-01', end: '08-31' })).toBe(6);
  });

  it('takes the median over an area, halves to even, and warns where the cells differ widely', async () => {
    const found = await table(['50.25,4.25,0,0,46,60,0,0', '50.25,4.75,0,0,47,61,0,0', '50.75,4.25,0,0,0,61,0,0', '50.75,4.75,0,0,54,70,0,0', '60.25,4.25,0,0,1,1,0,0']);
    const wide = seasonIn(found, question, [4, 50, 5, 51]);
    expect([wide.sosDekad, wide.eosDekad, wide.cells, wide.spreadDekads, wide.warning === null]).toEqual([47, 61, 3, 10, false]);
    const narrow = seasonIn(found, question, [4, 50, 5, 50.5]);
    expect([narrow.sosDekad, narrow.eosDekad, narrow.spreadDekads, narrow.warning]).toEqual([46, 60, 1, null]);
    expect(seasonIn(found, question, [4.3, 50.3, 4.4, 50.4])).toMatchObject({ sosDekad: 46, cells: 1 });
  });

  it('is read from Parquet as from CSV', async () => {
    const path = join(folder, 'calendar.parquet');
    parquetWriteFile({ filename: path, columnData: [
      { name: 'lat', data: Float32Array.of(50.25, 50.75), type: 'FLOAT' }, { name: 'lon', data: Float32Array.of(4.25, 4.25), type: 'FLOAT' },
      { name: 'tc-s1_sos_dekad', data: Int32Array.of(46, 47), type: 'INT32' }, { name: 'tc-s1_eos_dekad', data: Int32Array.of(62, 63), type: 'INT32' },
    ] });
    expect(seasonAt(await readCalendar(path), question, 4.3, 50.8)).toMatchObject({ sosDekad: 47, eosDekad: 63 });
  });

  it('is refused by name of what is wrong', async () => {
    await expect(readCalendar(csv(['1'], 'lat,s1_sos_dekad,s1_eos_dekad'))).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'lon' } });
    await expect(readCalendar(csv(['1,1'], 'lat,lon'))).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 's1_sos_dekad' } });
    await expect(readCalendar(csv(['1,1,1'], 'lat,lon,s2_sos_dekad'))).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 's2_eos_dekad' } });
    await expect(table(['50.1,4.25,0,0,46,62,0,0'])).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE', message: expect.stringContaining('50.1') as string });
    await expect(table(['50.25,4.25,0,0,46,62,0,0', '50.25,4.25,0,0,46,62,0,0'])).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE' });
    await expect(table(['50.25,4.25,0,0,46,109,0,0'])).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE' });
    await expect(table(['50.25,4.25,0,0,late,59,0,0'])).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE', message: expect.stringContaining('line 2 has “late” in s1_sos_dekad') as string });
    expect((await table(['50.25,4.25,NaN,NA,46,59,,null'])).rows).toBe(1);
    await expect(table(['4.25,95.25,0,0,46,59,0,0', '95.25,4.25,0,0,46,59,0,0'])).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE', message: expect.stringContaining('row 2') as string });
    await expect(table([])).rejects.toMatchObject({ code: 'TABLE_EMPTY' });
    await expect(readCalendar(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe.skipIf(!sharedData)('aligning the real French extraction to a calendar’s season (beside the checkout)', () => {
  let engine: Engine;
  beforeAll(async () => {
    await createWorkspace(join(folder, 'area'));
    engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 1 } });
  }, 60_000);
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
  });

  it('cuts every sample to the twelve months around the season and keeps labels inside it', async () => {
    await engine.call('import.paths', { paths: [join(sharedData ?? '', 'worldcereal/2022_FRA_LPIS_POLY_110.geoparquet')] });
    const rows = [41.25, 41.75, 42.25, 42.75, 45.25, 48.75].flatMap((lat) => [1.75, 4.25, 8.75, 9.25].map((lon) => `${lat},${lon},0,0,46,62,30,58`));
    const calendar = await engine.call('calendars.import', { path: csv(rows), id: 'made', title: 'Made' });
    expect(calendar).toMatchObject({ id: 'made', cells: 24, seasons: ['tc-s1', 'tc-annual'], bounds: [1.75, 41.25, 9.25, 48.75] });
    expect((await engine.call('calendars.list', {})).items.map(({ id }) => id)).toEqual(['made']);
    const other = csv(['1;2'], 'parcel;crop');
    const [first, again] = [csv(rows), join(folder, 'made.csv')];
    writeFileSync(again, `${HEADER}\n${rows.join('\n')}`);
    const { items } = await engine.call('calendars.inspect', { paths: [join(sharedData ?? '', 'worldcereal/2022_FRA_LPIS_POLY_110.geoparquet'), other, first, again] });
    expect(items.map(({ path, cells, updated }) => [path, cells, updated])).toEqual([[first, 24, false], [again, 24, true]]);
    await expect(engine.call('calendars.inspect', { paths: [csv(['50.1,4.25,46,62'], 'lat,lon,s1_sos_dekad,s1_eos_dekad')] })).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE', message: expect.stringContaining('50.1') as string });
    await expect(engine.call('calendars.inspect', { paths: [csv(['50.25,46,62'], 'lat,s1_sos_dekad,s1_eos_dekad')] })).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'lon' } });
    expect(await engine.call('calendars.lookup', { id: 'made', season: 'tc-s1', place: { lon: 9.2, lat: 42.1 }, year: 2022 })).toMatchObject({ start: '2022-04-01', end: '2022-09-30', centreMonth: 7 });
    const [extraction] = engine.services.catalog.samples.list();
    const align = async (params: Record<string, unknown>) => {
      const job = await (await engine.services.jobs.start('samples-from-extractions', { extraction: extraction?.id, ...params })).finished;
      return { job, record: engine.services.catalog.samples.find(String(job.result?.['id'])) };
    };
    const summer = await align({ calendar: { id: 'made', season: 'tc-s1' } });
    // April to September: the middle is July, the twelve months are February to January.
    expect(summer.record).toMatchObject({ schemeId: 'worldcereal-landcover10', rows: extraction?.rows, settings: { centreMonth: 7, season: { start: '04-01', end: '09-30' } } });
    expect(summer.record?.periods[0]?.start).toBe('2022-02-01');
    // November to July crosses New Year; its middle is March, the months October to September.
    const winter = await align({ calendar: { id: 'made', season: 'tc-annual' } });
    expect(winter.record?.periods[0]?.start).toBe('2021-10-01');
    expect(winter.record?.rows).toBe(extraction?.rows);
    // The labels are of 1 June: outside a season from October to March.
    const wrong = await align({ season: { start: '10-01', end: '03-31' } });
    expect(wrong.job.error).toMatchObject({ code: 'SAMPLES_NONE', message: expect.stringContaining('outside the season 10-01 to 03-31') as string });
    await expect(engine.services.jobs.start('samples-from-extractions', { extraction: extraction?.id, calendar: { id: 'none', season: 'tc-s1' } })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    await expect(engine.services.jobs.start('samples-from-extractions', { extraction: extraction?.id, calendar: { id: 'made', season: 'tc-s2' } })).rejects.toMatchObject({ code: 'CALENDAR_UNUSABLE' });
  }, 60_000);
});
