import type { TemporalStatistic } from '../temporal-statistic.ts';

/** Cosine coefficient of the half-yearly cycle, fitted together with the yearly one. */
export const H2COS: TemporalStatistic = {
  id: 'h2cos',
  description: 'cosine coefficient of the half-yearly cycle',
  family: 'harmonic2',
  from: (coefficients) => coefficients[3] as number,
};
