import type { SampleDescription } from '../contract/samples.ts';

const HEAD = ['table', 'name', 'value', 'rows', 'train', 'test', 'n', 'missing', 'min', 'p2', 'p50', 'p98', 'max', 'mean', 'sd', 'class'] as const;

/**
 * What a sample set is made of as one table, its first row the names of the columns; `table` says what a row tells of:
 * a `class`, the rows of a value such as a year (`distribution`), those of them of one class (`class-by`), or the values of a `band`.
 */
export function compositionTable({ classes, by, bands }: SampleDescription): (string | number | null)[][] {
  const filled = (cells: readonly (string | number | null)[]): (string | number | null)[] => HEAD.map((_, i) => cells[i] ?? null);
  const counted = (cells: readonly (string | number)[], code: string): (string | number | null)[] => HEAD.map((name, i) => (name === 'class' ? code : (cells[i] ?? null)));
  return [
    [...HEAD],
    ...classes.map(({ code, rows, train, test }) => filled(['class', 'class', code, rows, train, test])),
    ...by.flatMap(({ name, values }) => values.map(({ value, rows }) => filled(['distribution', name, value, rows]))),
    ...by.flatMap(({ name, values }) => values.flatMap(({ value, byClass }) => classes.flatMap(({ code }) => (byClass[code] === undefined ? [] : [counted(['class-by', name, value, byClass[code]], code)])))),
    ...bands.map(({ band, unit, n, missing, min, p2, p50, p98, max, mean, sd }) => filled(['band', band, unit, null, null, null, n, missing, min, p2, p50, p98, max, mean, sd])),
  ];
}
