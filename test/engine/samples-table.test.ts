import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSamples } from '../../src/main/engine/samples/description/check.ts';
import { readSamples, writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { hash32 } from '../../src/main/engine/samples/random.ts';
import { blockAt, splitByBlocks } from '../../src/main/engine/samples/split.ts';
import { nothingSaid, type SampleTable } from '../../src/main/engine/samples/table.ts';
import { textOf } from '../../src/shared/messages/message.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-samples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function table(rows: number): SampleTable {
  const layout = { bands: ['B04', 'B08'], periods: [{ start: '2022-01-01', end: '2022-01-31' }, { start: '2022-02-01', end: '2022-02-28' }] };
  return {
    rows, layout,
    ids: Array.from({ length: rows }, (_, i) => `parcel ${i >> 1}/${i}`),
    classes: Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 'blé' : 'maize')),
    groups: Array.from({ length: rows }, (_, i) => `block ${i >> 2}`),
    splits: Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? 'test' : 'train')),
    x: Float64Array.from({ length: rows }, (_, i) => 500_000 + i / 3),
    y: Float64Array.from({ length: rows }, (_, i) => 5_600_000 - i),
    series: Uint16Array.from({ length: rows * 4 }, (_, i) => (i % 7 === 0 ? 65_535 : hash32(1, i) % 10_000)),
    ...nothingSaid(rows),
  };
}

describe('sample tables on disk', () => {
  it('keep weights and what is known of the rows, and read files of before without them', async () => {
    const plain = table(3);
    const told: SampleTable = { ...plain, weights: Float64Array.of(1, 0.25, 0), attributes: new Map([['dataset', ['a', 'b', null]], ['valid_time', ['2022-06-01', null, 'é']]]) };
    const [known, old] = [join(folder, 'known.parquet'), join(folder, 'old.parquet')];
    await writeSamples(known, told);
    await writeSamples(old, plain);
    const read = await readSamples(known);
    expect([...read.weights]).toEqual([1, 0.25, 0]);
    expect([...read.attributes]).toEqual([...told.attributes]);
    expect([...(await readSamples(old)).weights]).toEqual([1, 1, 1]);
    expect((await readSamples(old)).attributes.size).toBe(0);
  });

  it('come back as they were written, over several row groups, and the same table gives the same bytes', async () => {
    const written = table(1234);
    const [a, b] = [join(folder, 'a.parquet'), join(folder, 'b.parquet')];
    await writeSamples(a, written);
    await writeSamples(b, written);
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
    const read = await readSamples(a);
    expect({ ...read, series: null, x: null, y: null }).toEqual({ ...written, series: null, x: null, y: null });
    expect(read.series).toEqual(written.series);
    expect(read.x).toEqual(written.x);
  });

  it('are refused with a reason when they are damaged or not Furrow’s', async () => {
    const damaged = join(folder, 'damaged.parquet');
    await writeSamples(damaged, table(50));
    writeFileSync(damaged, readFileSync(damaged).subarray(0, 600));
    await expect(readSamples(damaged)).rejects.toMatchObject({ code: 'METADATA_INVALID' });
    await expect(readSamples(join(folder, 'none.parquet'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('have the columns that the record documents', async () => {
    const path = join(folder, 'columns.parquet');
    await writeSamples(path, table(3));
    const names = execFileSync(process.execPath, ['--input-type=module', '-e', `import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet'; const m = await parquetMetadataAsync(await asyncBufferFromFile(${JSON.stringify(path)})); console.log(m.schema.slice(1).map((e) => e.name + ':' + (e.converted_type ?? e.type)).join(' '))`], { encoding: 'utf8' });
    expect(names.trim()).toBe('sample_id:UTF8 class_code:UTF8 group:UTF8 split:UTF8 x:DOUBLE y:DOUBLE B04_t00:UINT_16 B08_t00:UINT_16 B04_t01:UINT_16 B08_t01:UINT_16');
  });
});

describe('splitting by blocks', () => {
  const blocks = Array.from({ length: 2000 }, (_, i) => blockAt((i % 50) * 100, Math.floor(i / 50) * 100, 500, 'metres'));
  const classes = Array.from({ length: 2000 }, (_, i) => (i % 100 < 3 ? 'rare' : i % 2 === 0 ? 'a' : 'b'));

  it('keeps blocks whole, comes near the share for every class, and has every class on both sides', () => {
    const splits = splitByBlocks({ classes, blocks, testShare: 0.3, seed: 7 });
    const sides = new Map<string, Set<string>>();
    blocks.forEach((block, i) => sides.set(block, (sides.get(block) ?? new Set()).add(splits[i] ?? '')));
    for (const [block, seen] of sides) expect(seen.size, block).toBe(1);
    for (const code of ['a', 'b', 'rare']) {
      const rows = classes.flatMap((name, i) => (name === code ? [splits[i]] : []));
      const share = rows.filter((split) => split === 'test').length / rows.length;
      expect(share, code).toBeGreaterThan(0.15);
      expect(share, code).toBeLessThan(0.45);
    }
  });

  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => splitByBlocks({ classes, blocks, testShare: 0.3, seed }).join();
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
  });

  it('leaves a class of one block in the training', () => {
    const splits = splitByBlocks({ classes: ['a', 'a', 'b'], blocks: ['1', '2', '3'], testShare: 0.5, seed: 1 });
    expect(splits[2]).toBe('train');
    expect(splits.slice(0, 2).toSorted()).toEqual(['test', 'train']);
  });

  it('makes blocks of degrees about square', () => {
    expect(blockAt(10, 60, 10_000, 'degrees')).not.toBe(blockAt(10.2, 60, 10_000, 'degrees'));
    expect(blockAt(10.01, 60.01, 50_000, 'degrees')).toBe(blockAt(10.1, 60.05, 50_000, 'degrees'));
  });
});

describe('checking samples', () => {
  it('counts classes, missing values, duplicates and test samples beside training samples', () => {
    const base = table(20);
    const series = base.series.slice();
    for (let plane = 0; plane < 4; plane++) series[plane * 20 + 1] = series[plane * 20] as number;
    const check = checkSamples({ ...base, series }, 'metres');
    expect(check.byClass['blé']).toEqual({ train: 5, test: 2 });
    expect(check.duplicates).toEqual({ same: 1, conflicting: 1 });
    expect(check.nodata.total).toBeGreaterThan(0.1);
    expect(check.leak).toMatchObject({ sharedGroups: 4, testRowsNearTraining: 4 });
    expect(check.warnings.map(textOf).join('\n')).toContain('within 100 m');
  });

  it('finds nothing where test and training lie apart', () => {
    const base = table(4);
    const apart: SampleTable = { ...base, splits: ['train', 'train', 'test', 'test'], groups: ['a', 'a', 'b', 'b'], x: Float64Array.of(0, 10, 5000, 5010), y: new Float64Array(4) };
    expect(checkSamples(apart, 'metres').leak).toEqual({ sharedGroups: 0, testRowsNearTraining: 0, nearM: 100, nearestM: 4990 });
    const degrees: SampleTable = { ...apart, x: Float64Array.of(0, 0, 0.001, 1), y: new Float64Array(4).fill(60) };
    expect(checkSamples(degrees, 'degrees').leak.testRowsNearTraining).toBe(1);
  });
});
