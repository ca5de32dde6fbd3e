import { quantileOfSorted, type TemporalStatistic } from '../temporal-statistic.ts';

/** 90th percentile over time. */
export const P90: TemporalStatistic = {
  id: 'p90',
  description: '90th percentile over time',
  family: 'order',
  from: (sorted, count) => quantileOfSorted(sorted, count, 0.90),
};
