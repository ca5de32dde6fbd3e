import { describe, expect, it } from 'vitest';
import { classOf } from '../../src/shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import { applyEdit, applyEdits, type SchemeEdit } from '../../src/shared/schemes/edit.ts';
import { branchOf, levelOf, levelsOf, lineOf, treeRows } from '../../src/shared/schemes/tree.ts';

const SCHEME: ClassScheme = {
  id: 'fields',
  title: 'Fields',
  classes: [
    { value: 1, code: 'cereals', labels: { en: 'Cereals', fr: 'Céréales' }, colour: '#111111', parent: null },
    { value: 2, code: 'wheat', labels: { en: 'Wheat' }, colour: '#222222', parent: 'cereals' },
    { value: 3, code: 'barley', labels: { en: 'Barley' }, colour: '#333333', parent: 'cereals' },
    { value: 4, code: 'rapeseed', labels: { en: 'Rapeseed' }, colour: '#444444', parent: null },
    { value: 6, code: 'maize', labels: { en: 'Maize' }, colour: '#555555', parent: null },
  ],
  mappings: { rpg: { BTH: 'wheat', BTP: 'wheat', ORH: 'barley', CZH: 'rapeseed', MIS: 'maize', JNO: 'ignore' }, hcat: { '3301010400': 'barley', '3301010000': 'cereals' } },
};
const codes = (scheme: ClassScheme): string[] => scheme.classes.map(({ code }) => code);
const parentOf = (scheme: ClassScheme, code: string): string | null | undefined => scheme.classes.find((cropClass) => cropClass.code === code)?.parent;

const EDITS: readonly (readonly [what: string, edit: SchemeEdit, check: (after: ClassScheme) => void])[] = [
  ['rename a class in one language', { op: 'rename', code: 'wheat', language: 'fr', label: 'Blé' }, (after) => expect(after.classes[1]?.labels).toEqual({ en: 'Wheat', fr: 'Blé' })],
  ['take the words of a language away', { op: 'rename', code: 'cereals', language: 'fr', label: ' ' }, (after) => expect(after.classes[0]?.labels).toEqual({ en: 'Cereals' })],
  ['recolour', { op: 'recolour', code: 'wheat', colour: '#ABCDEF' }, (after) => expect(after.classes[1]?.colour).toBe('#abcdef')],
  ['give another value', { op: 'revalue', code: 'maize', value: 9 }, (after) => expect(after.classes[4]?.value).toBe(9)],
  ['give another code, which children and source codes follow', { op: 'recode', code: 'cereals', to: 'grain' }, (after) => {
    expect(parentOf(after, 'wheat')).toBe('grain');
    expect(classOf(after, 'hcat', '3301010900')).toEqual({ outcome: 'class', code: 'grain' });
  }],
  ['move below another class', { op: 'move', code: 'maize', parent: 'cereals' }, (after) => expect(branchOf(after, 'cereals')).toEqual(['cereals', 'wheat', 'barley', 'maize'])],
  ['move before a sibling', { op: 'move', code: 'barley', parent: 'cereals', before: 'wheat' }, (after) => expect(codes(after)).toEqual(['cereals', 'barley', 'wheat', 'rapeseed', 'maize'])],
  ['group under a new parent', { op: 'group', codes: ['rapeseed', 'maize'], into: { code: 'row_crops' } }, (after) => {
    expect(after.classes.find(({ code }) => code === 'row_crops')).toMatchObject({ value: 5, parent: null });
    expect(treeRows(after).map(({ cropClass, level }) => `${level} ${cropClass.code}`)).toEqual(['1 cereals', '2 wheat', '2 barley', '1 row_crops', '2 rapeseed', '2 maize']);
  }],
  ['merge, with the source codes', { op: 'merge', codes: ['wheat', 'barley'], into: 'wheat' }, (after) => {
    expect(codes(after)).toEqual(['cereals', 'wheat', 'rapeseed', 'maize']);
    expect(classOf(after, 'rpg', 'ORH')).toEqual({ outcome: 'class', code: 'wheat' });
    expect(classOf(after, 'hcat', '3301010401')).toEqual({ outcome: 'class', code: 'wheat' });
  }],
  ['merge a group into a class beside it, with its children', { op: 'merge', codes: ['cereals'], into: 'maize' }, (after) => expect(parentOf(after, 'wheat')).toBe('maize')],
  ['merge a child into its parent', { op: 'merge', codes: ['wheat'], into: 'cereals' }, (after) => expect(classOf(after, 'rpg', 'BTH')).toEqual({ outcome: 'class', code: 'cereals' })],
  ['split, some source codes to each', { op: 'split', code: 'wheat', into: [{ code: 'winter_wheat' }, { code: 'spring_wheat' }], codes: { rpg: { BTH: 'winter_wheat', BTP: 'spring_wheat' } } }, (after) => {
    expect(codes(after)).toEqual(['cereals', 'wheat', 'winter_wheat', 'spring_wheat', 'barley', 'rapeseed', 'maize']);
    expect(classOf(after, 'rpg', 'BTP')).toEqual({ outcome: 'class', code: 'spring_wheat' });
    expect(levelOf(after, 'winter_wheat')).toBe(3);
  }],
  ['add a class with a value and a colour of its own', { op: 'add', class: { code: 'soya' } }, (after) => expect(new Set(after.classes.map(({ colour }) => colour)).size).toBe(6)],
  ['remove a class: children move up, codes wait', { op: 'remove', code: 'cereals' }, (after) => {
    expect(parentOf(after, 'wheat')).toBeNull();
    expect(after.unmapped).toEqual({ hcat: { '3301010000': '' } });
  }],
  ['map source codes', { op: 'map', source: 'rpg', codes: ['TRN', 'JNO'], to: 'maize' }, (after) => expect(classOf(after, 'rpg', 'JNO')).toEqual({ outcome: 'class', code: 'maize' })],
  ['leave a source code out', { op: 'map', source: 'worldcereal', codes: ['11-01-06-000-0'], to: 'ignore' }, (after) => expect(classOf(after, 'worldcereal', '1101060000')).toEqual({ outcome: 'ignored' })],
  ['unmap a source code, which then does not fall to its branch', { op: 'unmap', source: 'hcat', codes: ['3301010400'], labels: { '3301010400': 'barley' } }, (after) => {
    expect(classOf(after, 'hcat', '3301010400')).toEqual({ outcome: 'unmapped' });
    expect(classOf(after, 'hcat', '3301010402')).toEqual({ outcome: 'unmapped' });
    expect(classOf(after, 'hcat', '3301010500')).toEqual({ outcome: 'class', code: 'cereals' });
    expect(after.unmapped).toEqual({ hcat: { '3301010400': 'barley' } });
  }],
  ['retitle', { op: 'retitle', title: 'My fields' }, (after) => expect(after.title).toBe('My fields')],
];

describe('edits of a class scheme', () => {
  it.each(EDITS)('%s, and back again', (_, edit, check) => {
    const before = structuredClone(SCHEME);
    const { scheme, inverse } = applyEdit(SCHEME, edit);
    check(scheme);
    expect(SCHEME, 'the scheme given stays').toEqual(before);
    const back = applyEdit(scheme, inverse);
    expect(back.scheme).toEqual(before);
    expect(applyEdit(back.scheme, back.inverse).scheme, 'redone').toEqual(scheme);
  });

  it('come back all together', () => {
    const { scheme, inverses } = applyEdits(SCHEME, EDITS.map(([, edit]) => edit).filter(({ op }) => ['rename', 'recolour', 'revalue', 'group', 'split', 'unmap', 'retitle'].includes(op)));
    expect(codes(scheme)).not.toEqual(codes(SCHEME));
    expect(applyEdits(scheme, inverses).scheme).toEqual(SCHEME);
  });

  it.each<readonly [string, SchemeEdit, string, string]>([
    ['a class that is not there', { op: 'rename', code: 'oats', label: 'Oats' }, 'SCHEME_EDIT_REFUSED', '“oats”'],
    ['a class below itself', { op: 'move', code: 'cereals', parent: 'wheat' }, 'SCHEME_EDIT_REFUSED', '“wheat”'],
    ['a group of classes from two places', { op: 'group', codes: ['wheat', 'maize'], into: { code: 'x' } }, 'SCHEME_EDIT_REFUSED', 'wheat, maize'],
    ['a merge into one’s own child', { op: 'merge', codes: ['cereals'], into: 'wheat' }, 'SCHEME_EDIT_REFUSED', '“wheat”'],
    ['a code that is taken', { op: 'recode', code: 'maize', to: 'wheat' }, 'SCHEME_INVALID', 'code “wheat”'],
    ['a value that is taken', { op: 'revalue', code: 'maize', value: 1 }, 'SCHEME_INVALID', 'value 1'],
    ['a mapping to no class', { op: 'map', source: 'rpg', codes: ['TRN'], to: 'sunflower' }, 'SCHEME_EDIT_REFUSED', '“sunflower”'],
    ['a split that takes the codes of another class', { op: 'split', code: 'wheat', into: [{ code: 'a' }], codes: { rpg: { ORH: 'a' } } }, 'SCHEME_EDIT_REFUSED', 'rpg ORH'],
    ['a new class that is called “ignore”', { op: 'add', class: { code: 'ignore' } }, 'SCHEME_INVALID', '“ignore”'],
  ])('refuse %s by name', (_, edit, code, named) => {
    expect(() => applyEdit(SCHEME, edit)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(named) as string }));
  });
});

describe('the tree of a scheme', () => {
  it('tells lines and levels', () => {
    expect(lineOf(SCHEME, 'wheat')).toEqual(['wheat', 'cereals']);
    expect(levelOf(SCHEME, 'maize')).toBe(1);
    expect(levelsOf(SCHEME)).toBe(2);
  });
});
