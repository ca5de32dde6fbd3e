import type { TemporalStatistic } from '../temporal-statistic.ts';

/** Sine coefficient of the half-yearly cycle, fitted together with the yearly one: two crops in a year. */
export const H2SIN: TemporalStatistic = {
  id: 'h2sin',
  description: 'sine coefficient of the half-yearly cycle',
  family: 'harmonic2',
  from: (coefficients) => coefficients[4] as number,
};
