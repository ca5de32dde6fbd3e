import { quantileOfSorted, type TemporalStatistic } from '../temporal-statistic.ts';

/** 75th percentile over time. */
export const P75: TemporalStatistic = {
  id: 'p75',
  description: '75th percentile over time',
  family: 'order',
  from: (sorted, count) => quantileOfSorted(sorted, count, 0.75),
};
