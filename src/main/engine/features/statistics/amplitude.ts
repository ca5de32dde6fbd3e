import type { TemporalStatistic } from '../temporal-statistic.ts';

/** Largest minus smallest value over time. */
export const AMPLITUDE: TemporalStatistic = {
  id: 'amplitude',
  description: 'largest minus smallest value over time',
  family: 'order',
  from: (sorted, count) => (count === 0 ? NaN : (sorted[count - 1] as number) - (sorted[0] as number)),
};
