import { describe, expect, it } from 'vitest';
import { calendarPeriods, periodMiddle } from '../../src/main/engine/composite/calendar.ts';
import { fillGaps, type GapMode } from '../../src/main/engine/composite/windows/gap-fill.ts';
import type { IsoDate } from '../../src/shared/dates/iso-date.ts';

const N = 65_535;
/** Middles of the months of 2021 in days of the year: 15.5, 45, 74.5, 105, 135.5, 166. */
const middles = calendarPeriods('2021-01-01' as IsoDate, '2021-06-30' as IsoDate, 'month').map(periodMiddle);

function filled(values: readonly number[], mode: GapMode, maxGapPeriods: number | null = null): number[] {
  const series = Uint16Array.from(values);
  fillGaps(series, 1, 1, { mode, maxGapPeriods, middles });
  return [...series];
}

describe('filling gaps in time', () => {
  it('linear: weighs by the days between the middles of the months', () => {
    // February: 100 + 200 · 29.5/89.5 = 165.9; March: 100 + 200 · 59/89.5 = 231.8
    expect(filled([100, N, N, 300, 300, 300], 'linear')).toEqual([100, 166, 232, 300, 300, 300]);
    // Falling: February 300 − 200 · 29.5/59 = 200
    expect(filled([300, N, 100, 100, 100, 100], 'linear')).toEqual([300, 200, 100, 100, 100, 100]);
  });

  it('linear: makes nothing up before the first and after the last valid month', () => {
    // March: 100 + 100 · 29.5/60 = 149.2
    expect(filled([N, 100, N, 200, N, N], 'linear')).toEqual([N, 100, 149, 200, N, N]);
  });

  it('neighbour-mean: the mean of the months before and after, however far; the ends take the nearest', () => {
    expect(filled([N, 100, N, N, 201, N], 'neighbour-mean')).toEqual([100, 100, 151, 151, 201, 201]);
  });

  it('none: leaves gaps alone', () => {
    expect(filled([N, 100, N, 200, N, N], 'none')).toEqual([N, 100, N, 200, N, N]);
  });

  it('never fills more months in a row than is set', () => {
    expect(filled([100, N, N, 300, N, 300], 'linear', 1)).toEqual([100, N, N, 300, 300, 300]);
    expect(filled([N, N, 100, N, 300, N], 'neighbour-mean', 1)).toEqual([N, N, 100, 200, 300, 300]);
  });

  it('leaves a pixel without any valid month at nodata', () => {
    for (const mode of ['linear', 'neighbour-mean'] as const) expect(filled([N, N, N, N, N, N], mode)).toEqual([N, N, N, N, N, N]);
  });

  it('fills each pixel and band by itself', () => {
    const series = Uint16Array.from([10, N, 50, 60, /* */ N, 20, N, 70, /* */ 30, 40, 90, N]);
    fillGaps(series, 2, 2, { mode: 'neighbour-mean', maxGapPeriods: null, middles: [0, 1, 2] });
    expect([...series]).toEqual([10, 20, 50, 60, 20, 20, 70, 70, 30, 40, 90, 70]);
  });
});
