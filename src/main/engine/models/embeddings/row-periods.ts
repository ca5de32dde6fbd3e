import type { SampleTable } from '../../samples/table.ts';
import { type Frequency, slotOf, slotPeriod } from '../../ingest/worldcereal-extraction/calendar-slot.ts';

type Periods = SampleTable['layout']['periods'];

/** Rows whose series begin on the same day of the year, and the periods they have. */
export interface RowsOfPeriods {
  readonly rows: readonly number[];
  readonly periods: Periods;
}

/**
 * Parts rows by the months they have. A table has the periods of most of its rows; a row that was cut around its own label
 * says with `start` where its series begins, and an encoder that knows the month of every timestep must be told.
 */
export function rowsByPeriods({ layout, attributes }: Pick<SampleTable, 'layout' | 'attributes'>, rows: readonly number[]): RowsOfPeriods[] {
  const common = layout.periods[0]?.start ?? '';
  const starts = attributes.get('start');
  const startOf = (row: number): string => starts?.[row] ?? common;
  // The year is of no matter: only the days of the year tell rows apart.
  const groups = Map.groupBy(rows, (row) => startOf(row).slice(5));
  return [...groups].map(([day, members]) => ({ rows: members, periods: day === common.slice(5) ? layout.periods : moved(layout.periods, startOf(members[0] ?? 0)) }));
}

/** As many months or dekads from another day on; the same periods where that day begins none. */
function moved(periods: Periods, start: string): Periods {
  const [first, second] = periods;
  const isMonthly = !first || !second || first.start.slice(8) === second.start.slice(8);
  const frequency: Frequency = isMonthly ? 'month' : 'dekad';
  const slot = slotOf(new Date(`${start}T00:00:00Z`), frequency);
  return slot === null ? periods : periods.map((_, i) => slotPeriod(slot + i, frequency));
}
