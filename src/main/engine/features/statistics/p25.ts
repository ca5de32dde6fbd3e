import { quantileOfSorted, type TemporalStatistic } from '../temporal-statistic.ts';

/** 25th percentile over time. */
export const P25: TemporalStatistic = {
  id: 'p25',
  description: '25th percentile over time',
  family: 'order',
  from: (sorted, count) => quantileOfSorted(sorted, count, 0.25),
};
