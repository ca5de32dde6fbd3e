import type { TemporalStatistic } from '../temporal-statistic.ts';

/** Sine coefficient of the yearly cycle: spring against autumn. */
export const H1SIN: TemporalStatistic = {
  id: 'h1sin',
  description: 'sine coefficient of the fitted yearly cycle',
  family: 'harmonic1',
  from: (coefficients) => coefficients[2] as number,
};
