import type { TemporalStatistic } from '../temporal-statistic.ts';
import { AMPLITUDE } from './amplitude.ts';
import { H0 } from './h0.ts';
import { H1COS } from './h1cos.ts';
import { H1SIN } from './h1sin.ts';
import { H2COS } from './h2cos.ts';
import { H2SIN } from './h2sin.ts';
import { P10 } from './p10.ts';
import { P25 } from './p25.ts';
import { P50 } from './p50.ts';
import { P75 } from './p75.ts';
import { P90 } from './p90.ts';

/** Every temporal statistic; one line each. The order is the order of columns in a set. */
export const STATISTICS: readonly TemporalStatistic[] = [
  P10,
  P25,
  P50,
  P75,
  P90,
  AMPLITUDE,
  H0,
  H1COS,
  H1SIN,
  H2COS,
  H2SIN,
];
