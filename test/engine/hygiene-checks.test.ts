import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hygieneCheckSchema, type CheckName, type HygieneCheckRequest } from '../../src/shared/contract/jobs/hygiene.ts';
import { assembleFlagsImplementation, runCheckImplementation } from '../../src/main/engine/hygiene/check.task.ts';
import type { CheckResult } from '../../src/main/engine/hygiene/checks/check.ts';
import { SAMPLE_CHECKS } from '../../src/main/engine/hygiene/checks/registry.ts';
import { editTable } from '../../src/main/engine/hygiene/edit-table.ts';
import { createVector } from '../../src/main/engine/gdal/vector.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { northUp } from '../../src/shared/geo/affine.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { writeSamples } from '../../src/main/engine/samples/parquet.ts';
import { selectRows } from '../../src/main/engine/samples/rare-class.ts';
import { nothingSaid, type SampleTable } from '../../src/main/engine/samples/table.ts';
import { checkDocumentSchema } from '../../src/shared/hygiene/finding.ts';
import { readFileSync } from 'node:fs';
import { madeSamples } from './made-samples.ts';

const UTM = 'EPSG:32631';
const CLASSES = ['wheat', 'maize', 'beet'];
const quiet = (): void => undefined;
const options = (given: Partial<HygieneCheckRequest> = {}): ReturnType<typeof hygieneCheckSchema.parse> => hygieneCheckSchema.parse({ samples: 's', ...given });
const run = (name: CheckName, table: SampleTable, given: Partial<HygieneCheckRequest> = {}, parcels: string | null = null): CheckResult =>
  SAMPLE_CHECKS[name].run({ table, crs: UTM, options: options(given), parcels, composites: [] }, quiet);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hygiene-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every tenth field has the label of another class. */
function mislabelled(): { table: SampleTable; wrong: Set<number>; truth: readonly string[] } {
  const made = madeSamples({ parcels: 240, perParcel: 3, classes: CLASSES });
  const wrong = new Set<number>();
  const classes = made.classes.map((code, row) => {
    if (Math.floor(row / 3) % 10 !== 4) return code;
    wrong.add(row);
    return CLASSES[(CLASSES.indexOf(code) + 1) % 3] ?? '';
  });
  return { table: { ...made, classes }, wrong, truth: made.classes };
}

describe.each(['som', 'neighbours'] as const)('wrong labels, by %s', (name) => {
  const { table, wrong, truth } = mislabelled();
  const result = run(name, table);

  it('are found, and few others are doubted', () => {
    const flagged = new Set(result.flags.filter(({ kind }) => kind === name).map(({ row }) => row));
    const found = [...wrong].filter((row) => flagged.has(row)).length;
    expect(found / wrong.size).toBeGreaterThan(0.85);
    expect((flagged.size - found) / (table.rows - wrong.size)).toBeLessThan(0.05);
  });

  it('come with the class that the series has', () => {
    const proposed = result.flags.filter(({ kind, row }) => kind === name && wrong.has(row));
    expect(proposed.filter(({ row, other }) => other === truth[row]).length / proposed.length).toBeGreaterThan(0.95);
  });

  it('are the same at every run', () => {
    expect(run(name, table)).toEqual(result);
  });
});

describe('neighbours', () => {
  it('of the same parcel do not vouch for one another', () => {
    const { table, wrong } = mislabelled();
    const torn: SampleTable = { ...table, ids: table.ids.map((_, row) => `s${row}`) };
    const doubted = (of: SampleTable): number => run('neighbours', of, { neighbours: { k: 3, agreement: 0.7 } }).flags.filter(({ row, kind }) => kind === 'neighbours' && wrong.has(row)).length;
    expect(doubted(table)).toBeGreaterThanOrEqual(doubted(torn));
  });

  it('tell a series that is far from its class', () => {
    const made = madeSamples({ parcels: 90, perParcel: 1, classes: CLASSES });
    for (let plane = 0; plane < 12; plane++) made.series[plane * 90 + 7] = 9000;
    expect(run('neighbours', made).flags.find(({ kind, row }) => kind === 'far' && row === 7)?.score).toBeGreaterThan(0.6);
  });
});

/** Rows 0…3 at one place (three wheat, one maize), row 4 a metre and a half away, row 5 there in another year, row 6 elsewhere with row 4's series. */
function crowded(): SampleTable {
  const made = selectRows(madeSamples({ parcels: 12, perParcel: 1, classes: ['wheat'] }), [0, 1, 2, 3, 4, 5, 6]);
  made.x.set([0, 0, 0.4, 0, 1.5, 0, 900]);
  made.y.set([0, 0, 0, 0, 0, 0, 900]);
  for (let plane = 0; plane < 12; plane++) made.series[plane * 7 + 6] = made.series[plane * 7 + 4] as number;
  return { ...made, classes: ['wheat', 'wheat', 'wheat', 'maize', 'wheat', 'beet', 'wheat'], attributes: new Map([['year', ['2022', '2022', '2022', '2022', '2022', '2021', '2022']]]) };
}

describe('duplicates', () => {
  it('are told of the same place and year, and of the same series; the first is kept', () => {
    const { flags } = run('duplicates', crowded());
    expect(flags.map(({ row, kind, facts }) => [row, kind, facts['first']])).toEqual([[1, 'same-place', 'p0/0-0'], [2, 'same-place', 'p0/0-0'], [6, 'same-series', 'p4/0-0']]);
  });
});

describe('conflicts', () => {
  it('are told within a year, with the class that two thirds have', () => {
    const { flags } = run('conflicts', crowded());
    expect(flags.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
    expect(flags[3]).toMatchObject({ score: 1, other: 'wheat', facts: { by: 'place', otherClass: 'wheat', samples: 4 } });
    expect(flags[0]?.score).toBeCloseTo(1 / 3, 12);
    expect(flags[0]).not.toHaveProperty('other');
  });

  it('are looked for at a settable distance, also in degrees', () => {
    const near = { ...nothingSaid(2), rows: 2, layout: { bands: ['B04'], periods: [{ start: '2022-01-01', end: '2022-01-31' }] }, ids: ['a', 'b'], classes: ['x', 'y'], groups: ['a', 'b'], splits: ['train', 'train'] as const, series: Uint16Array.from([1, 2]), x: Float64Array.from([10, 10.0001]), y: Float64Array.from([60, 60]) };
    const found = (samePlaceM: number): number => SAMPLE_CHECKS.conflicts.run({ table: near, crs: 'EPSG:4326', options: options({ samePlaceM }), parcels: null, composites: [] }, quiet).flags.length;
    // A ten-thousandth of a degree of longitude at 60° north is 5.57 m.
    expect([5.4, 5.7].map(found)).toEqual([0, 2]);
  });
});

describe('parcel edges', () => {
  it('are told with the distance, holes too, and samples in no parcel', () => {
    const path = join(folder, 'parcels.gpkg');
    const file = createVector(path, { name: 'parcels', crs: UTM, fields: [{ name: 'code', type: 'string' }], geometryType: 'polygon' });
    file.add({ properties: { code: 'w' }, geometry: gdal.Geometry.fromWKT('POLYGON((500000 5600000,500200 5600000,500200 5600200,500000 5600200,500000 5600000),(500100 5600100,500120 5600100,500120 5600120,500100 5600120,500100 5600100))') });
    file.close();
    const made = selectRows(madeSamples({ parcels: 8, perParcel: 1, classes: ['wheat'] }), [0, 1, 2, 3, 4]);
    made.x.set([500_050, 500_003, 500_110, 500_096, 501_000]);
    made.y.set([5_600_050, 5_600_050, 5_600_110, 5_600_110, 5_600_050]);
    const { flags, facts } = run('edges', made, {}, path);
    expect(flags.map(({ row, kind }) => [row, kind])).toEqual([[1, 'edge'], [2, 'outside'], [3, 'edge'], [4, 'outside']]);
    expect(flags.map(({ facts: own }) => own['metres'])).toEqual([expect.closeTo(3, 6), undefined, expect.closeTo(4, 6), undefined]);
    expect(facts).toMatchObject({ outside: 2, onEdge: 2 });
  });

  it('are not looked for where the parcels are not known, and that is said', () => {
    expect(run('edges', madeSamples({ parcels: 4, perParcel: 1, classes: ['a'] })).skipped).toMatch(/not known/);
  });
});

describe('clouds', () => {
  it('starve samples of too few periods or with too long a gap', () => {
    const made = madeSamples({ parcels: 3, perParcel: 1, classes: ['a'] });
    const hide = (row: number, periods: readonly number[]): void => periods.forEach((t) => [0, 1].forEach((b) => (made.series[(t * 2 + b) * 3 + row] = 65_535)));
    hide(0, [0, 1, 2, 3]);
    hide(1, [0, 2]);
    const { flags } = run('clouds', made);
    expect(flags.map(({ row, facts }) => [row, facts['clear'], facts['gapDays']])).toEqual([[0, 2, 119]]);
  });

  it('are told by the counts of the composites that the samples came from: what was filled in time is not clear', async () => {
    const made = madeSamples({ parcels: 3, perParcel: 1, classes: ['a'] });
    made.x.set([500_015, 500_035, 900_000]);
    made.y.set([5_599_985, 5_599_985, 5_599_985]);
    const grid = { crs: UTM, affine: northUp(500_000, 5_600_000, 10), width: 8, height: 8 };
    const files = await Promise.all(made.layout.periods.map(async ({ start, end }, period) => {
      const path = join(folder, `count-${start}.tif`);
      // Column 1 is clear in the first two periods alone, column 3 always; both have values throughout.
      const count = Uint16Array.from({ length: 64 }, (_, i) => (i % 8 === 1 && period > 1 ? 0 : 2));
      await writeGeotiff(path, grid, { dtype: 'uint16', planes: [count, count, count], nodata: 65_535 }, { tile: 16 });
      return { path, start, end };
    }));
    const { flags } = SAMPLE_CHECKS.clouds.run({ table: made, crs: UTM, options: options(), parcels: null, composites: [{ grid, bands: 2, periods: files }] }, quiet);
    expect(flags.map(({ row, facts }) => [row, facts['clear']])).toEqual([[0, 2]]);
  });
});

describe('the document of a check', () => {
  it('lists every doubted sample once, the worst first, with place, curve, class curves and proposal', async () => {
    const { table, wrong, truth } = mislabelled();
    const path = join(folder, 'samples.parquet');
    await writeSamples(path, table);
    const context = { signal: new AbortController().signal, progress: quiet };
    const parts = await Promise.all((['som', 'neighbours', 'conflicts'] as const).map(async (check) => {
      const target = join(folder, `${check}.json`);
      await runCheckImplementation.run({ check, source: { path, crs: UTM, options: options(), parcels: null, composites: [] }, target }, context);
      return target;
    }));
    const target = join(folder, 'flags.json');
    const told = await assembleFlagsImplementation.run({ samples: 's', path, crs: UTM, options: options(), parts, target }, context);
    const document = checkDocumentSchema.parse(JSON.parse(readFileSync(target, 'utf8')));
    expect(new Set(document.findings.map(({ sample }) => sample)).size).toBe(told.findings);
    const worst = document.findings.slice(0, wrong.size);
    expect(worst.filter(({ row }) => wrong.has(row)).length / wrong.size).toBeGreaterThan(0.95);
    expect(worst.filter(({ row, suggestion }) => suggestion.action === 'fix' && suggestion.classCode === truth[row]).length / wrong.size).toBeGreaterThan(0.8);
    expect(document.index).toBe('NDVI');
    expect(document.findings[0]?.curve).toHaveLength(6);
    expect(document.findings[0]?.lon).toBeCloseTo(3, 0);
    expect(document.classCurves.map(({ code, samples }) => [code, samples])).toEqual([['beet', 240], ['maize', 240], ['wheat', 240]]);
  });
});

describe('edits', () => {
  it('make a new table and leave the old one alone', () => {
    const table = madeSamples({ parcels: 6, perParcel: 1, classes: ['a', 'b'] });
    const before = structuredClone({ classes: table.classes, ids: table.ids });
    const edited = editTable(table, [{ sample: 'p1/0-0', action: 'drop', classCode: null }, { sample: 'p2/0-0', action: 'fix', classCode: 'b' }, { sample: 'p3/0-0', action: 'fix', classCode: 'b' }], 's');
    expect(edited).toMatchObject({ fixed: 1, dropped: 1 });
    expect(edited.table.ids).toEqual(['p0/0-0', 'p2/0-0', 'p3/0-0', 'p4/0-0', 'p5/0-0']);
    expect(edited.table.classes).toEqual(['a', 'b', 'b', 'a', 'b']);
    expect(edited.table.series[1]).toBe(table.series[2]);
    expect({ classes: table.classes, ids: table.ids }).toEqual(before);
    expect(() => editTable(table, [{ sample: 'nobody', action: 'drop', classCode: null }], 's')).toThrow(expect.objectContaining({ code: 'SAMPLE_UNKNOWN' }));
  });
});
