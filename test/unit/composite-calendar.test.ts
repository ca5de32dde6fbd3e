import { describe, expect, it } from 'vitest';
import { calendarPeriods, periodMiddle, periodNames, periodOf } from '../../src/main/engine/composite/calendar.ts';
import type { IsoDate } from '../../src/shared/dates/iso-date.ts';

const day = (text: string): IsoDate => text as IsoDate;
const spans = (from: string, to: string, rule: Parameters<typeof calendarPeriods>[2]): string[] => calendarPeriods(day(from), day(to), rule).map(({ start, end }) => `${start}…${end}`);

describe('dividing a span of time', () => {
  it('takes calendar months and cuts the first and the last', () => {
    expect(spans('2023-12-15', '2024-03-02', 'month')).toEqual(['2023-12-15…2023-12-31', '2024-01-01…2024-01-31', '2024-02-01…2024-02-29', '2024-03-01…2024-03-02']);
  });

  it('takes dekads: 1–10, 11–20, 21–end', () => {
    expect(spans('2023-02-05', '2023-03-11', 'dekad')).toEqual(['2023-02-05…2023-02-10', '2023-02-11…2023-02-20', '2023-02-21…2023-02-28', '2023-03-01…2023-03-10', '2023-03-11…2023-03-11']);
    expect(spans('2021-01-01', '2021-12-31', 'dekad')).toHaveLength(36);
  });

  it('counts days from the first day of the span', () => {
    expect(spans('2024-02-20', '2024-03-10', '8d')).toEqual(['2024-02-20…2024-02-27', '2024-02-28…2024-03-06', '2024-03-07…2024-03-10']);
  });

  it('takes the user’s own periods in order, cut to the span', () => {
    const list = [
      { start: '2024-06-01', end: '2024-08-31' },
      { start: '2024-01-01', end: '2024-03-31' },
      { start: '2025-01-01', end: '2025-02-01' },
    ];
    expect(spans('2024-02-01', '2024-07-31', list)).toEqual(['2024-02-01…2024-03-31', '2024-06-01…2024-07-31']);
  });

  it('refuses what is no period', () => {
    expect(() => spans('2024-02-01', '2024-01-01', 'month')).toThrow('ends before it starts');
    expect(() => spans('2024-01-01', '2024-02-01', 'week')).toThrow('“week” is no period');
    expect(() => spans('2024-01-01', '2024-02-01', [{ start: '2024-02-30', end: '2024-03-01' }])).toThrow('is no period');
  });

  it('finds the period of a day, its middle and its name', () => {
    const months = calendarPeriods(day('2024-01-01'), day('2024-02-29'), 'month');
    expect(periodOf(day('2024-02-29'), months)).toBe(1);
    expect(periodOf(day('2024-03-01'), months)).toBe(-1);
    expect(periodMiddle({ start: '1970-01-01', end: '1970-01-31' })).toBe(15.5);
    expect(periodNames(months, 'month')).toEqual(['2024-01', '2024-02']);
    expect(periodNames(calendarPeriods(day('2024-01-01'), day('2024-01-20'), 'dekad'), 'dekad')).toEqual(['2024-01-01', '2024-01-11']);
  });
});
