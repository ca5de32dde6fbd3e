import { describe, expect, it } from 'vitest';
import type { ParcelColumn } from '../../src/shared/contract/parcels.ts';
import { cellText, tableColumns, typedOperand } from '../../src/renderer/features/table/columns.ts';
import { filterOf, nextSort } from '../../src/renderer/features/table/table-choices.ts';
import { csvLine } from '../../src/renderer/ui/csv.ts';

const area = { name: 'area_m2', type: 'real' } as const;

describe('columns of the parcel table', () => {
  const source = Array.from({ length: 12 }, (_, i): ParcelColumn => ({ name: `own_${i}`, type: 'text', origin: 'source' }));
  const columns = tableColumns([...source, { name: 'area_m2', type: 'real', origin: 'furrow' }, { name: 'code', type: 'text', origin: 'furrow' }]);

  it('begin with the id and what Furrow knows; of many attributes the first are shown', () => {
    expect(columns.slice(0, 3).map(({ name }) => name)).toEqual(['fid', 'area_m2', 'code']);
    expect(columns.filter(({ first }) => first)).toHaveLength(3 + 8);
    expect(columns).toHaveLength(3 + 12);
  });

  it('show areas in hectares in the numbers of the language, and codes as they are', () => {
    expect(cellText(area, 53_014.2, 'en')).toBe('5.30');
    expect(cellText(area, 53_014.2, 'fr')).toBe('5,30');
    expect(cellText({ name: 'year', type: 'integer' }, 2022, 'en')).toBe('2022');
    expect(cellText({ name: 'code', type: 'text' }, '0042', 'en')).toBe('0042');
    expect(cellText({ name: 'code', type: 'text' }, null, 'en')).toBe('');
  });

  it('are filtered by area in hectares, with decimal point or comma', () => {
    expect(typedOperand('area_m2', '5,5')).toBe(55_000);
    expect(typedOperand('area_m2', '5.5')).toBe(55_000);
    expect(typedOperand('area_m2', 'much')).toBe('much');
    expect(typedOperand('code', '5,5')).toBe('5,5');
  });
});

describe('the filter of the parcel table', () => {
  it('is the words until a condition is complete', () => {
    expect(filterOf({ words: ' maize 12 ', conditions: [] })).toBe('maize 12');
    expect(filterOf({ words: 'maize', conditions: [{ column: 'code', op: 'eq', text: ' ' }] })).toBe('maize');
    expect(filterOf({ words: 'maize', conditions: [{ column: 'code', op: 'eq', text: 'MIS' }] })).toEqual([{ column: 'code', op: 'eq', value: 'MIS' }]);
  });

  it('knows conditions without a value and those with a list', () => {
    expect(filterOf({ words: '', conditions: [{ column: 'label', op: 'empty', text: 'ignored' }] })).toEqual([{ column: 'label', op: 'empty', value: null }]);
    expect(filterOf({ words: '', conditions: [{ column: 'code', op: 'in', text: 'MIS; BTH;; ' }] })).toEqual([{ column: 'code', op: 'in', value: ['MIS', 'BTH'] }]);
  });

  it('goes with a sort that a press turns round and a third press takes away', () => {
    const up = nextSort(null, 'code');
    expect(up).toEqual({ column: 'code', direction: 'ascending' });
    expect(nextSort(up, 'code')).toEqual({ column: 'code', direction: 'descending' });
    expect(nextSort(nextSort(up, 'code'), 'code')).toBeNull();
    expect(nextSort(up, 'label')).toEqual({ column: 'label', direction: 'ascending' });
  });
});

describe('a line of CSV', () => {
  it('quotes what would break it and keeps numbers plain', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines', 'plain', null, 0.1 + 0.2, 5_341_999.25, true])).toBe('"a,b","say ""x""","two\nlines",plain,,0.3,5341999.25,true\r\n');
  });
});
