import { describe, expect, it } from 'vitest';
import { classesOfTable, classTable, classTableSchema, type MapClasses } from '../../src/shared/records/class-table.ts';

const scheme = {
  id: 'crops',
  title: 'Crops',
  classes: [
    { value: 10, code: 'cereal', labels: { en: 'Cereal', fr: 'Céréale' }, colour: '#e0A30b', parent: null },
    { value: 11, code: 'wheat', labels: { en: 'Wheat' }, colour: '#000000', parent: 'cereal' },
    { value: 700, code: 'toString', labels: {}, colour: '#ffffff', parent: null },
  ],
  mappings: { rpg: { BTH: 'wheat' } },
  unmapped: { rpg: { XXX: '' } },
  licence: 'CC-BY-4.0',
};

describe('the class table of a map', () => {
  it('gives the classes back as they were, through JSON', () => {
    const map: MapClasses = { scheme, classes: ['wheat', 'toString'], pixelCounts: [{ code: 'wheat', pixels: 12, hectares: 0.12 }, { code: 'cereal', pixels: 0, hectares: 0 }] };
    const told = classTableSchema.parse(JSON.parse(JSON.stringify(classTable(map))));
    expect(classesOfTable(told)).toEqual(map);
  });

  it('does not repeat codes that bands and counts have in the same order', () => {
    const codes = scheme.classes.map(({ code }) => code);
    const map: MapClasses = { scheme, classes: codes, pixelCounts: codes.map((code, i) => ({ code, pixels: i, hectares: i / 100 })) };
    const table = classTable(map);
    expect([table.bands, table.counted.codes]).toEqual([null, null]);
    expect(classesOfTable(table)).toEqual(map);
  });
});
