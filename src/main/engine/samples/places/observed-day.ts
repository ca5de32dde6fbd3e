import { appError } from '../../../../shared/errors/app-error.ts';
import type { DateOrder } from '../../../../shared/contract/jobs/samples.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';

/** Year first: `2022-06-15…`, `2022/6/15`. */
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/;
/** Year last; with points the day always comes first. */
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const MONTHS = 12;

/** A day from `2022-06-15…`, `20220615`, `15.06.2022`, `15/06/2022` or, where the month comes first, `06/15/2022`; null for anything else. */
export function observedDay(text: string, order: DateOrder = 'day-first'): string | null {
  const late = YEAR_LAST.exec(text);
  const early = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (!late && !early) return null;
  const [year, month, day] = late ? [late[4], ...(order === 'month-first' && late[2] !== '.' ? [late[1], late[3]] : [late[3], late[1]])] : [early?.[1], early?.[2], early?.[3]];
  const iso = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}

/** How a column writes its dates, and what a person should know of it. */
export interface DateReading {
  readonly order: DateOrder;
  readonly warnings: readonly Message[];
}

/**
 * Whether day or month comes first in a column: 25/12/2022 and 12/25/2022 say it of all dates beside them, 03/04/2022 of none.
 * Where none says it the day comes first, and the reader is told.
 * @param wanted what the user said; then nothing is inferred
 * @throws DATES_CONTRADICT where some dates can only have the day first and others only the month
 */
export function dateReading(file: string, texts: readonly string[], wanted: DateOrder | null): DateReading {
  if (wanted !== null) return { order: wanted, warnings: [] };
  const seen = { day: '', month: '', either: '' };
  let count = 0;
  for (const text of texts) {
    const match = YEAR_LAST.exec(text);
    if (!match || match[2] === '.') continue;
    const [first, second] = [Number(match[1]), Number(match[3])];
    if (first > MONTHS && second <= MONTHS) seen.day ||= match[0];
    else if (second > MONTHS && first <= MONTHS) seen.month ||= match[0];
    else if (first !== second) {
      seen.either ||= match[0];
      count += 1;
    }
  }
  if (seen.day !== '' && seen.month !== '') throw appError('DATES_CONTRADICT', { file, first: seen.day, second: seen.month });
  if (seen.month !== '') return { order: 'month-first', warnings: [message('DATES_MONTH_FIRST', { proof: seen.month })] };
  return { order: 'day-first', warnings: seen.day === '' && count > 0 ? [message('DATES_AMBIGUOUS', { count, example: seen.either, read: observedDay(seen.either) ?? '' })] : [] };
}
