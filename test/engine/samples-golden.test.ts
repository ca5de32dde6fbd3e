import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centreMonthOf, datesOfDekads, seasonOfLabel } from '../../src/main/engine/calendars/season-dates.ts';
import { slotContaining, slotPeriod } from '../../src/main/engine/ingest/worldcereal-extraction/calendar-slot.ts';
import { alignSeason, middleOfMonth } from '../../src/main/engine/ingest/worldcereal-extraction/season.ts';
import { pivotExtractionImplementation } from '../../src/main/engine/samples/extractions/extraction.task.ts';
import { readSamples } from '../../src/main/engine/samples/parquet.ts';
import { countBy } from '../../src/main/engine/samples/split.ts';
import { extractionOptionsSchema } from '../../src/shared/contract/jobs/samples.ts';
import type { IsoDate } from '../../src/shared/dates/iso-date.ts';
import { checkScheme } from '../../src/shared/raster/class-mapping.ts';
import { sharedData } from '../real-data.ts';

interface Golden {
  readonly real: readonly { file: 'long' | 'gaps' | 'wide'; middle: number; buffer: number; window: 'season' | 'label'; rows: number; starts: Record<string, number>; first: string[]; sums: Record<string, number> }[];
  readonly align: readonly [first: string, last: string, valid: string, middle: number, buffer: number, start: string | null][];
  readonly calendar: { readonly dates: readonly [number, number, string, string, number][]; readonly labels: readonly [number, number, IsoDate, string, string][] };
}
/** Made by test/golden/samples/worldcereal.py with pandas. */
const golden = JSON.parse(readFileSync(new URL('../golden/samples/worldcereal.json', import.meta.url), 'utf8')) as Golden;

/** One class for every code of the legend, so that only the rules of time and quality decide. */
const ANYTHING = checkScheme({
  id: 'anything', title: 'Anything', classes: [{ value: 1, code: 'any', labels: {}, colour: '#000000' }],
  mappings: { worldcereal: Object.fromEntries(Array.from({ length: 100 }, (_, branch) => [`${String(branch).padStart(2, '0')}00000000`, 'any'])) },
}, 'anything');
const context = { signal: new AbortController().signal, progress: () => undefined };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-samples-golden-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('seasons, against pandas', () => {
  it.each([0, 1, 3])('aligns a label to its season with a buffer of %i months as dates do', (buffer) => {
    const cases = golden.align.filter((one) => one[4] === buffer);
    expect(cases.length).toBeGreaterThan(200);
    for (const [first, last, valid, middle, , expected] of cases) {
      const month = (day: string) => slotContaining(day, 'month');
      const start = alignSeason({ frequency: 'month', first: month(first), last: month(last), valid: month(valid), middleOfYear: middleOfMonth(middle, 'month'), buffer });
      expect(start === null ? null : slotPeriod(start, 'month').start, `${first}…${last}, ${valid}, middle ${middle}`).toBe(expected);
    }
  });

  it('turns dekads over three years into whole months, across New Year too', () => {
    for (const [sos, eos, start, end, middle] of golden.calendar.dates) {
      const dates = datesOfDekads(sos, eos, 2021);
      expect({ ...dates, middle: centreMonthOf(dates) }, `${sos}…${eos}`).toEqual({ start, end, middle });
    }
  });

  it('finds the season of a label by days of the year', () => {
    for (const [sos, eos, label, start, end] of golden.calendar.labels) expect(seasonOfLabel(sos, eos, label), `${sos}…${eos} ${label}`).toEqual({ start, end });
  });
});

describe.skipIf(!sharedData)('the pivot of the real extractions, against pandas (beside the checkout)', () => {
  const files = { long: 'worldcereal/2022_FRA_LPIS_POLY_110.geoparquet', gaps: 'gaps', wide: 'worldcereal/test_public_extractions.parquet' };
  const path = (file: keyof typeof files) => (file === 'gaps' ? join(folder, 'gaps.parquet') : join(sharedData ?? '', files[file]));

  it.each(golden.real.map((one) => [`${one.file}, month ${one.middle}, buffer ${one.buffer}, ${one.window}`, one] as const))('%s', async (_, expected) => {
    if (expected.file === 'gaps') await writeGaps(path('long'), path('gaps'));
    const target = join(folder, `${expected.file}.parquet`.replace('gaps', 'gaps-out'));
    const options = extractionOptionsSchema.parse({ centreMonth: expected.middle, validTimeBuffer: expected.buffer, window: expected.window, dropWeakTest: false });
    const run = pivotExtractionImplementation.run({ path: path(expected.file), target, options, scheme: ANYTHING, bands: null }, context);
    if (expected.rows === 0) {
      await expect(run).rejects.toMatchObject({ code: 'SAMPLES_NONE' });
      return;
    }
    await run;
    const table = await readSamples(target);
    const starts = (table.attributes.get('start') ?? []).map(String);
    expect({ rows: table.rows, starts: Object.fromEntries(countBy(starts)) }).toEqual({ rows: expected.rows, starts: expected.starts });
    expect(expected.first.every((id) => table.ids.includes(id))).toBe(true);
    const periods = table.layout.periods.length;
    const sums = Object.fromEntries(table.layout.bands.map((band, b) => {
      let sum = 0;
      for (let t = 0; t < periods; t++) for (let row = 0; row < table.rows; row++) sum += table.series[(t * table.layout.bands.length + b) * table.rows + row] as number;
      return [band, sum];
    }));
    expect(sums).toEqual(Object.fromEntries(Object.entries(expected.sums).filter(([band]) => table.layout.bands.includes(band))));
    // A band that is not in the table has no value at all.
    for (const [band, sum] of Object.entries(expected.sums)) if (!table.layout.bands.includes(band)) expect(sum).toBe(65_535 * 12 * expected.rows);
  });
});

/** The French file without March 2022 of every sample whose id ends in an even digit. */
async function writeGaps(from: string, to: string): Promise<void> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(from), compressors, utf8: true });
  const kept = rows.filter((row) => !((row['timestamp'] as Date).toISOString().startsWith('2022-03-01') && Number(String(row['sample_id']).at(-1)) % 2 === 0));
  const text = ['sample_id', 'ref_id', 'valid_time'];
  const bands = Object.keys(kept[0] ?? {}).filter((name) => /^S[12]-|^AGERA5|^elevation$|^slope$/.test(name));
  parquetWriteFile({
    filename: to,
    columnData: [
      ...text.map((name) => ({ name, data: kept.map((row) => String(row[name])), type: 'STRING' as const })),
      { name: 'timestamp', data: kept.map((row) => row['timestamp'] as Date), type: 'TIMESTAMP' as const },
      { name: 'ewoc_code', data: kept.map((row) => BigInt(row['ewoc_code'] as bigint)), type: 'INT64' as const },
      ...['lon', 'lat'].map((name) => ({ name, data: kept.map((row) => row[name] as number), type: 'DOUBLE' as const })),
      ...bands.map((name) => ({ name, data: kept.map((row) => Number(row[name])), type: 'INT32' as const })),
    ],
  });
}
