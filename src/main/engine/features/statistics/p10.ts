import { quantileOfSorted, type TemporalStatistic } from '../temporal-statistic.ts';

/** 10th percentile over time. */
export const P10: TemporalStatistic = {
  id: 'p10',
  description: '10th percentile over time',
  family: 'order',
  from: (sorted, count) => quantileOfSorted(sorted, count, 0.10),
};
