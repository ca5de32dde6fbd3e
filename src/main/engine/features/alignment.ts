import type { SeriesLayout } from './feature.ts';

type Periods = SeriesLayout['periods'];

/**
 * Where a model's periods lie in another series: for each trained period the position of the offered one with the same
 * days of the year, whatever the year; so a model of 2022's months applies to those of 2021. Null when one is missing or
 * the lengths of the periods differ.
 */
export function alignPeriods(trained: Periods, offered: Periods): number[] | null {
  const positions = new Map<string, number>();
  offered.forEach((period, position) => {
    const key = seasonKey(period);
    if (!positions.has(key)) positions.set(key, position);
  });
  const aligned = trained.map((period) => positions.get(seasonKey(period)) ?? -1);
  return aligned.includes(-1) ? null : aligned;
}

/** First and last day without the year; the last day of February is the same in leap years. */
function seasonKey({ start, end }: Periods[number]): string {
  const last = end.slice(5, 10);
  return `${start.slice(5, 10)}/${last === '02-29' ? '02-28' : last}`;
}
