import { describe, expect, it } from 'vitest';
import { overviewOf } from '../../src/main/engine/catalog/overview.ts';
import type { CropMap } from '../../src/shared/records/learning.ts';
import { ClassTables } from '../../src/renderer/state/class-tables.ts';
import { everyRecord } from '../engine/catalog-records.ts';

function mapOf(id: string, count: number): CropMap {
  const { map } = everyRecord();
  const classes = Array.from({ length: count }, (_, i) => ({ value: i + 1, code: `c${i}`, labels: { en: `Crop ${i}` }, colour: '#336699', parent: null }));
  return { ...map, id, scheme: { ...map.scheme, classes }, classes: classes.map(({ code }) => code), pixelCounts: classes.map(({ code }) => ({ code, pixels: 1, hectares: 0.01 })) };
}

/** What the window makes of an overview of these records. */
function read(tables: ClassTables, records: readonly CropMap[]): { readonly read: unknown; readonly told: number } {
  const overview = overviewOf(records, new Set(tables.known()));
  return { read: tables.completed(overview), told: Object.keys(overview.tables).length };
}

describe('maps of very many classes', () => {
  const [few, many, more] = [mapOf('few', 20), mapOf('many', 2000), mapOf('more', 3000)];

  it('reach the window whole, their classes once', () => {
    const tables = new ClassTables();
    expect(read(tables, [few, many])).toEqual({ read: [few, many], told: 1 });
    expect(read(tables, [few, many])).toEqual({ read: [few, many], told: 0 });
    expect(read(tables, [few, { ...many, title: 'Renamed' }, more])).toEqual({ read: [few, { ...many, title: 'Renamed' }, more], told: 1 });
  });

  it('are told anew when any class or count differs', () => {
    const tables = new ClassTables();
    read(tables, [many]);
    const changed = { ...many, pixelCounts: many.pixelCounts.map((count, i) => (i === 7 ? { ...count, pixels: 2 } : count)) };
    expect(read(tables, [changed])).toEqual({ read: [changed], told: 1 });
  });

  it('are whole in an answer that was on its way while they were away', () => {
    const tables = new ClassTables();
    read(tables, [many]);
    const late = overviewOf([many], new Set(tables.known()));
    expect(tables.completed(overviewOf([], new Set(tables.known())))).toEqual([]);
    expect(tables.completed(late)).toEqual([many]);
  });
});
