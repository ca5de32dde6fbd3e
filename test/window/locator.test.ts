import { describe, expect, it } from 'vitest';
import { matches, shownKeys } from '../../src/renderer/state/window/commands.ts';
import { type Entry, found, parsedQuery } from '../../src/renderer/features/locator/entries.ts';
import { fuzzyMatch } from '../../src/renderer/features/locator/fuzzy.ts';
import { positionIn } from '../../src/renderer/features/locator/typed-position.ts';

const entry = (title: string, group: Entry['group'] = 'command', detail = ''): Entry => ({ id: title, group, icon: (() => null) as unknown as Entry['icon'], title, detail, keys: null, reason: null, run: () => undefined });
const titles = (entries: readonly Entry[], query: string): string[] => found(entries, query).map(({ title }) => title);

const ENTRIES = [
  entry('Step Composite: make composites'),
  entry('Confidence · Crops 2022', 'layer'),
  entry('Hide or show all panels'),
  entry('Use the dark theme', 'setting'),
  entry('2022-05-13', 'record', 'Scene · S2A_MSIL2A_20220513T105031'),
  entry('Échantillons de 2022', 'record'),
];

describe('the locator', () => {
  it('puts letters in a row before letters here and there', () => {
    expect(titles(ENTRIES, 'comp')[0]).toBe('Step Composite: make composites');
  });

  it('finds by the first letters of words', () => {
    expect(titles(ENTRIES, 'hsap')[0]).toBe('Hide or show all panels');
  });

  it('finds without accents what has them, and with them what has none', () => {
    expect(titles(ENTRIES, 'echant')).toEqual(['Échantillons de 2022']);
    expect(titles(ENTRIES, 'dàrk')).toEqual(['Use the dark theme']);
  });

  it('finds by the detail after the titles', () => {
    expect(titles(ENTRIES, '20220513')).toContain('2022-05-13');
  });

  it('shows everything for no query and nothing for nonsense', () => {
    expect(titles(ENTRIES, '')).toHaveLength(ENTRIES.length);
    expect(titles(ENTRIES, 'qqqq')).toEqual([]);
  });

  it('looks only where the prefix says', () => {
    expect(parsedQuery('>dark')).toEqual({ group: 'command', text: 'dark' });
    expect(titles(ENTRIES, 's ')).toEqual(['Use the dark theme']);
    expect(titles(ENTRIES, 'l crops')).toEqual(['Confidence · Crops 2022']);
    expect(titles(ENTRIES, 'r 2022')).not.toContain('Confidence · Crops 2022');
  });

  it('tells which letters match, by their place in the title', () => {
    expect(fuzzyMatch('pan', 'Hide all panels')?.letters).toEqual([9, 10, 11]);
    expect(fuzzyMatch('xyz', 'Hide all panels')).toBeNull();
  });
});

describe('keys', () => {
  const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}): Parameters<typeof matches>[0] => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers });

  it('match with their modifiers and no others', () => {
    expect(matches(press('k', { ctrlKey: true }), 'Ctrl+K')).toBe(true);
    expect(matches(press('k', { metaKey: true }), 'Ctrl+K')).toBe(true);
    expect(matches(press('K', { ctrlKey: true, shiftKey: true }), 'Ctrl+K')).toBe(false);
    expect(matches(press('k'), 'Ctrl+K')).toBe(false);
    expect(matches(press('3', { altKey: true }), 'Alt+3')).toBe(true);
  });

  it('that are signs match with and without Shift, as keyboards differ', () => {
    expect(matches(press('?', { shiftKey: true }), '?')).toBe(true);
    expect(matches(press('?'), '?')).toBe(true);
  });

  it('are shown as they are written here', () => {
    expect(shownKeys('Ctrl+Shift+Z')).toMatch(/^(Ctrl\+Shift\+Z|⌘⇧Z)$/);
  });
});

describe('a typed position', () => {
  const degrees = (text: string): readonly number[] | undefined => {
    const found = positionIn(text, 'EPSG:3857');
    return found?.kind === 'degrees' ? found.typed : undefined;
  };

  it('is read however people write latitude and longitude', () => {
    for (const text of ['48.23, 1.93', '48.23 1.93', '48,23; 1,93', '48,23 1,93', '48.23° N 1.93° E', '48.23N, 1.93E', '1.93 E 48.23 N']) expect(degrees(text), text).toEqual([48.23, 1.93]);
    expect(degrees('33,5 S 70,6 W')).toEqual([-33.5, -70.6]);
    expect(degrees('48,85 N 2,35 O')).toEqual([48.85, -2.35]);
  });

  it('of large numbers is one of the map, x before y', () => {
    expect(positionIn('418020 5344500', 'EPSG:3857')).toEqual({ kind: 'map', typed: [418020, 5344500], position: [418020, 5344500] });
  });

  it('is nothing else: words, one number, a latitude that is none', () => {
    for (const text of ['maize', '48.23', '2022-05-13', '95 N 10 E', '1:25 000']) expect(positionIn(text, 'EPSG:3857'), text).toBeNull();
  });
});
