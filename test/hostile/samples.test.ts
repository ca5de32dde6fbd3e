import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteFile } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { importPaths } from '../../src/main/engine/ingest/import.ts';
import { shippedScheme } from '../../src/main/engine/ingest/class-scheme/shipped.ts';
import { extractionFactsImplementation, pivotExtractionImplementation } from '../../src/main/engine/samples/extractions/extraction.task.ts';
import { pixelFile } from '../../src/main/engine/samples/places/place.rpc.ts';
import { hash32 } from '../../src/main/engine/samples/random.ts';
import { readSamples } from '../../src/main/engine/samples/parquet.ts';
import { assembleSamplesImplementation, readPeriodImplementation } from '../../src/main/engine/samples/series/series.task.ts';
import { extractionOptionsSchema } from '../../src/shared/contract/jobs/samples.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { testEngine } from '../engine/ingest-engine.ts';

const context = { signal: new AbortController().signal, progress: () => undefined };
const grid = { crs: 'EPSG:32631', affine: northUp(500_000, 5_600_000, 10) as [number, number, number, number, number, number], width: 64, height: 64 };
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hostile-samples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function placement(samples: number): string {
  const path = join(folder, 'placement.json');
  writeFileSync(path, JSON.stringify({ samples: Array.from({ length: samples }, (_, i) => ({ id: `p/${i}`, code: 'maize', block: '0:0', source: 0, row: i, column: i, rank: 0, region: 'r', parcel: 'p', lon: 3, lat: 50, validTime: null, observer: null })), rejected: [], skipped: [] }));
  writeFileSync(pixelFile(path), Uint32Array.from(Array.from({ length: samples }, (_, i) => [0, 1, i, i]).flat()));
  return path;
}

describe('samples from damaged input', () => {
  it('a period whose file was cut short, or belongs to another grid, is refused by name', async () => {
    const plane = Uint16Array.from({ length: 4096 }, (_, i) => hash32(3, i) % 10_000);
    const whole = join(folder, 'whole.tif');
    await writeGeotiff(whole, grid, { dtype: 'uint16', planes: [plane], nodata: 65_535 }, { tile: 64 });
    const cut = join(folder, 'cut.tif');
    writeFileSync(cut, readFileSync(whole).subarray(0, 3000));
    const read = (raster: string, width = 64) => readPeriodImplementation.run({ placement: placement(64), source: 0, raster, grid: { ...grid, width }, bands: 1, target: join(folder, 'out.bin') }, context);
    await expect(read(cut)).rejects.toMatchObject({ code: 'RASTER_UNREADABLE', params: { file: cut } });
    await expect(read(whole, 65)).rejects.toMatchObject({ code: 'GRID_MISMATCH', params: { file: whole } });
    expect(readdirSync(folder).filter((name) => name.includes('out.bin'))).toEqual([]);
    await read(whole);
    expect(new Uint16Array(readFileSync(join(folder, 'out.bin')).buffer.slice(0, 128)).length).toBe(64);
  });

  it('pixels without any value make no sample set', async () => {
    const empty = join(folder, 'empty.bin');
    writeFileSync(empty, new Uint8Array(10 * 2).fill(255));
    const target = join(folder, 'none.parquet');
    const input = { placement: placement(10), crs: grid.crs, sources: [{ grid, periodFiles: [empty], year: '2022', start: '2022-01-01' }], dataset: 'd', country: null, bands: ['B04'], periods: [{ start: '2022-01-01', end: '2022-01-31' }], minPerClass: 1, perClass: null, perClassRegion: null, testShare: 0.3, seed: 1, target };
    await expect(assembleSamplesImplementation.run(input, context)).rejects.toMatchObject({ code: 'SAMPLES_NONE' });
    expect(readdirSync(folder)).not.toContain('none.parquet');
  });

  it('an extraction that was cut short, and a Parquet file of something else', async () => {
    const other = join(folder, 'other.parquet');
    parquetWriteFile({ filename: other, columnData: [{ name: 'a', data: [1, 2, 3] }] });
    await expect(extractionFactsImplementation.run({ path: other }, context)).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { column: 'sample_id' } });
    await expect(readSamples(other)).rejects.toMatchObject({ code: 'METADATA_INVALID' });
    const cut = join(folder, 'cut.parquet');
    const scheme = shippedScheme('furrow-crops');
    if (!scheme) throw new Error('the scheme ships');
    writeFileSync(cut, readFileSync(other).subarray(0, 40));
    await expect(pivotExtractionImplementation.run({ path: cut, target: join(folder, 'x.parquet'), options: extractionOptionsSchema.parse({}), scheme, bands: null }, context)).rejects.toMatchObject({ code: 'METADATA_INVALID', params: { file: cut } });
  });

  it('an extraction without a column is refused by the name of the column, whichever it is, and leaves nothing', async () => {
    using engine = await testEngine();
    for (const column of ['sample_id', 'ewoc_code', 'valid_time', 'timestamp', 'lon']) {
      const path = extraction(`without-${column}`, { without: [column] });
      await expect(importPaths(engine, [path]), column).rejects.toMatchObject({ code: 'COLUMN_MISSING', params: { file: path, column } });
    }
    expect(engine.catalog.samples.list()).toEqual([]);
  });

  it('an extraction without a band, with gaps and with series of nothing says all of it and keeps the rest', async () => {
    const mended = extraction('mended', { without: ['S2-L2A-B04'], gapIn: 's1', empty: ['s2', 's3'] });
    const target = join(folder, 'mended-samples.parquet');
    const done = await pivot(mended, target);
    expect(done.rows).toBe(17);
    expect(done.rejected).toMatchObject([{ reason: 'no optical or radar value at all', count: 2 }]);
    expect(done.warnings.map(textOf).join(' ')).toMatch(/no column of B03, B04, B05/);
    expect(done.warnings.map(textOf).join(' ')).toMatch(/s1 lacks 2022-05-01/);
    const nothing = join(folder, 'nothing-samples.parquet');
    await expect(pivot(extraction('nothing', { empty: IDS }), nothing)).rejects.toMatchObject({ code: 'SAMPLES_NONE', params: { why: { text: expect.stringContaining('19: no optical or radar value at all') as string } } });
    const elsewhere = pivot(mended, nothing, { centreMonth: 12 });
    await expect(elsewhere).rejects.toMatchObject({ code: 'SAMPLES_NONE', params: { why: { text: expect.stringContaining('its series lie between 2022-01-01 and 2022-12-31') as string } } });
    expect(readdirSync(folder).filter((name) => name.includes('nothing-samples'))).toEqual([]);
  });
});

const IDS = Array.from({ length: 19 }, (_, i) => `s${i + 1}`);
const BANDS = ['S2-L2A-B02', 'S2-L2A-B04', 'S2-L2A-B08', 'S1-SIGMA0-VV'];

/** A long extraction of nineteen samples over the months of 2022, labelled maize on 1 June, damaged as asked. */
function extraction(name: string, { without = [], gapIn, empty = [] }: { without?: readonly string[]; gapIn?: string; empty?: readonly string[] }): string {
  const rows = IDS.flatMap((id, i) => Array.from({ length: 12 }, (_, month) => ({ id, i, month }))).filter(({ id, month }) => !(id === gapIn && month === 4));
  const path = join(folder, `${name}.parquet`);
  const columns = [
    { name: 'sample_id', data: rows.map(({ id }) => id), type: 'STRING' as const },
    { name: 'timestamp', data: rows.map(({ month }) => new Date(Date.UTC(2022, month, 1))), type: 'TIMESTAMP' as const },
    { name: 'valid_time', data: rows.map(() => '2022-06-01'), type: 'STRING' as const },
    { name: 'ewoc_code', data: rows.map(() => 1101060000n), type: 'INT64' as const },
    { name: 'lon', data: rows.map(({ i }) => 3 + i / 10), type: 'DOUBLE' as const },
    { name: 'lat', data: rows.map(() => 50), type: 'DOUBLE' as const },
    ...BANDS.map((band) => ({ name: band, data: rows.map(({ id, i, month }) => (empty.includes(id) ? 65_535 : 1000 + i * 10 + month)), type: 'INT32' as const })),
  ];
  parquetWriteFile({ filename: path, columnData: columns.filter(({ name: column }) => !without.includes(column)) });
  return path;
}

async function pivot(path: string, target: string, more: { centreMonth?: number } = {}) {
  const scheme = shippedScheme('furrow-crops');
  if (!scheme) throw new Error('the scheme ships');
  return pivotExtractionImplementation.run({ path, target, options: { ...extractionOptionsSchema.parse({ scheme: 'furrow-crops' }), ...more }, scheme, bands: null }, context);
}
