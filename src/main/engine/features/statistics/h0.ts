import type { TemporalStatistic } from '../temporal-statistic.ts';

/** Constant of the yearly cycle: the mean that gaps do not pull. */
export const H0: TemporalStatistic = {
  id: 'h0',
  description: 'constant of the fitted yearly cycle',
  family: 'harmonic1',
  from: (coefficients) => coefficients[0] as number,
};
