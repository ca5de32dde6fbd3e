import { describe, expect, it } from 'vitest';
import { chosenAfter } from '../../src/renderer/features/schemes/choosing.ts';
import { movedByKey } from '../../src/renderer/features/schemes/moving.ts';
import { codeRows } from '../../src/renderer/features/schemes/set-codes.ts';
import { fallbackFor } from '../../src/renderer/features/mapping/fallback-fields.tsx';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import type { Model } from '../../src/shared/records/learning.ts';
import { applyEdits } from '../../src/shared/schemes/edit.ts';
import { treeRows } from '../../src/shared/schemes/tree.ts';

const SCHEME: ClassScheme = {
  id: 'fields',
  title: 'Fields',
  classes: [
    { value: 1, code: 'cereals', labels: { en: 'Cereals' }, colour: '#111111', parent: null },
    { value: 2, code: 'wheat', labels: { en: 'Wheat' }, colour: '#222222', parent: 'cereals' },
    { value: 3, code: 'barley', labels: { en: 'Barley' }, colour: '#333333', parent: 'cereals' },
    { value: 4, code: 'maize', labels: { en: 'Maize' }, colour: '#444444', parent: null },
  ],
  mappings: { hcat: { '3301010400': 'barley', '3301010100': 'wheat', '3301020000': 'ignore' } },
  unmapped: { hcat: { '3301010600': 'grain maize' } },
};
const key = (name: string) => ({ key: name, altKey: true, ctrlKey: false, metaKey: false });
const moved = (code: string, name: string): string[] => treeRows(applyEdits(SCHEME, movedByKey(SCHEME, code, key(name)) ?? []).scheme).map(({ cropClass, level }) => `${level} ${cropClass.code}`);

describe('moving classes by keys', () => {
  it('goes up and down among the siblings and stops at their ends', () => {
    expect(moved('barley', 'ArrowUp')).toEqual(['1 cereals', '2 barley', '2 wheat', '1 maize']);
    expect(moved('wheat', 'ArrowDown')).toEqual(['1 cereals', '2 barley', '2 wheat', '1 maize']);
    expect(moved('cereals', 'ArrowDown')).toEqual(['1 maize', '1 cereals', '2 wheat', '2 barley']);
    expect(movedByKey(SCHEME, 'wheat', key('ArrowUp'))).toEqual([]);
    expect(movedByKey(SCHEME, 'maize', key('ArrowDown'))).toEqual([]);
  });

  it('goes below the sibling above and back beside the parent', () => {
    expect(moved('maize', 'ArrowRight')).toEqual(['1 cereals', '2 wheat', '2 barley', '2 maize']);
    expect(moved('wheat', 'ArrowLeft')).toEqual(['1 cereals', '2 barley', '1 wheat', '1 maize']);
    expect(movedByKey(SCHEME, 'cereals', key('ArrowRight'))).toEqual([]);
    expect(movedByKey(SCHEME, 'maize', key('ArrowLeft'))).toEqual([]);
  });

  it('leaves other keys to the field', () => {
    expect(movedByKey(SCHEME, 'wheat', { ...key('ArrowUp'), altKey: false })).toBeNull();
    expect(movedByKey(SCHEME, 'wheat', key('a'))).toBeNull();
  });
});

describe('choosing classes', () => {
  const codes = ['a', 'b', 'c', 'd'];
  const plain = { ctrlKey: false, metaKey: false, shiftKey: false };
  it('takes one, several or all between, and puts the one that counts last', () => {
    expect(chosenAfter([], 'b', codes, plain)).toEqual(['b']);
    expect(chosenAfter(['b'], 'b', codes, plain)).toEqual([]);
    expect(chosenAfter(['b'], 'd', codes, { ...plain, ctrlKey: true })).toEqual(['b', 'd']);
    expect(chosenAfter(['d'], 'b', codes, { ...plain, shiftKey: true })).toEqual(['b', 'c', 'd']);
  });
});

describe('the table of source codes', () => {
  const found = [
    { code: '3301010401', label: 'winter barley', count: 12, outcome: null, classCode: null },
    { code: '3301010600', label: '', count: 7, outcome: null, classCode: null },
    { code: '3303000000', label: 'permanent crops', count: 40, outcome: null, classCode: null },
    { code: '3301020500', label: 'lentils', count: 3, outcome: null, classCode: null },
  ];

  it('has what is unmapped first by its count, then what is mapped, then what only the scheme knows', () => {
    expect(codeRows(SCHEME, 'hcat', found).map(({ code, count, target }) => [code, count, target])).toEqual([
      ['3303000000', 40, null],
      ['3301010600', 7, null],
      ['3301010401', 12, 'barley'],
      ['3301020500', 3, 'ignore'],
      ['3301010100', null, 'wheat'],
      ['3301010400', null, 'barley'],
      ['3301020000', null, 'ignore'],
    ]);
  });

  it('tells a mapping of the branch above from one of the code itself, and keeps the words of what waits', () => {
    const rows = codeRows(SCHEME, 'hcat', found);
    expect(rows.filter(({ inherited }) => inherited).map(({ code }) => code)).toEqual(['3301010401', '3301020500']);
    expect(rows.find(({ code }) => code === '3301010600')?.label).toBe('grain maize');
  });
});

describe('falling back in the step Map', () => {
  const model = { card: { scheme: SCHEME, classes: ['wheat', 'barley', 'maize'] } } as unknown as Model;
  it('asks for levels that the model has, and for no others', () => {
    expect(fallbackFor(model, [{ level: 2, threshold: 0.5 }, { level: 3, threshold: 0.5 }])).toEqual([{ level: 2, threshold: 0.5 }]);
    const flat = { card: { scheme: SCHEME, classes: ['maize', 'cereals'] } } as unknown as Model;
    expect(fallbackFor(flat, [{ level: 2, threshold: 0.5 }])).toEqual([]);
  });
});
