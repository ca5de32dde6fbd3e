import type { TemporalStatistic } from '../temporal-statistic.ts';

/** Cosine coefficient of the yearly cycle: winter against summer. */
export const H1COS: TemporalStatistic = {
  id: 'h1cos',
  description: 'cosine coefficient of the fitted yearly cycle',
  family: 'harmonic1',
  from: (coefficients) => coefficients[1] as number,
};
