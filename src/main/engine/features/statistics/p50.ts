import { quantileOfSorted, type TemporalStatistic } from '../temporal-statistic.ts';

/** 50th percentile over time. */
export const P50: TemporalStatistic = {
  id: 'p50',
  description: '50th percentile over time',
  family: 'order',
  from: (sorted, count) => quantileOfSorted(sorted, count, 0.5),
};
