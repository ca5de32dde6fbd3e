import type { CheckName, HygieneCheck } from '../../../../shared/contract/jobs/hygiene.ts';
import { sideFor } from '../som.ts';

/** Multiply-adds per second of maps and of distances, measured on one core. */
const STEPS_PER_SECOND = 5.5e8;

/** Rough seconds of each check for a number of rows and columns of series. Apart from the checks, which only workers may load. */
export const CHECK_SECONDS: { readonly [K in CheckName]: (rows: number, columns: number, options: HygieneCheck) => number } = {
  som: (rows, columns, { som }) => (rows * (som.side ?? sideFor(rows)) ** 2 * columns * som.epochs) / STEPS_PER_SECOND,
  neighbours: (rows, columns, { neighbours }) => (rows * Math.min(rows, neighbours.pool) * columns * 1.5) / STEPS_PER_SECOND,
  duplicates: (rows) => rows * 2e-5,
  conflicts: (rows) => rows * 2e-5,
  edges: (rows) => 2 + rows * 1e-4,
  clouds: (rows) => 3 + rows * 1e-4,
};
