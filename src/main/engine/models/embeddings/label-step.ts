import type { SampleTable } from '../../samples/table.ts';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;

/**
 * Timestep of the label of a row: the period that begins nearest to the day it is valid at, the first on ties. A row with a
 * `start` of its own is measured from that; others by the day of the year alone, for a table has the periods of one year.
 * A row of which no day is known has its label in the middle.
 */
export function labelStep({ layout, attributes }: Pick<SampleTable, 'layout' | 'attributes'>, row: number): number {
  const valid = Date.parse(attributes.get('valid_time')?.[row] ?? '');
  const middle = Math.floor(layout.periods.length / 2);
  if (Number.isNaN(valid)) return middle;
  const starts = layout.periods.map(({ start }) => Date.parse(start));
  const own = Date.parse(attributes.get('start')?.[row] ?? '');
  const days = starts.map((start) => (Number.isNaN(own) ? aroundTheYear((valid - start) / DAY_MS) : (valid - own - (start - (starts[0] ?? 0))) / DAY_MS));
  // By the day of the year two periods of a longer series may be equally near: that towards the middle is meant.
  const far = (step: number): number => Math.round(Math.abs(days[step] ?? Infinity)) + (Number.isNaN(own) ? Math.abs(step - middle) / 1000 : 0);
  return starts.reduce((best, _, step) => (far(step) < far(best) ? step : best), 0);
}

/** Days apart the short way round the year. */
function aroundTheYear(days: number): number {
  const rest = ((days % YEAR_DAYS) + YEAR_DAYS) % YEAR_DAYS;
  return Math.min(rest, YEAR_DAYS - rest);
}
