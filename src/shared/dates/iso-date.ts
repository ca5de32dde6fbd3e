/** A calendar day, `YYYY-MM-DD`. Days of acquisition are UTC days. */
export type IsoDate = string & { readonly __isoDate: true };

const MS_PER_DAY = 86_400_000;

/** Reads a day from `YYYY-MM-DD` or a longer ISO time; null when it is no real day (2023-02-30). */
export function parseIsoDate(text: string): IsoDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(time).toISOString().slice(0, 10) === match[0] ? (match[0] as IsoDate) : null;
}

/** Days since 1970-01-01. */
export function dayNumber(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;
}

/** The day that is `days` after 1970-01-01. */
export function fromDayNumber(days: number): IsoDate {
  return new Date(days * MS_PER_DAY).toISOString().slice(0, 10) as IsoDate;
}

/** The day `count` days later (earlier when negative). */
export function addDays(date: IsoDate, count: number): IsoDate {
  return fromDayNumber(dayNumber(date) + count);
}

/** 1 on 1 January, 365 or 366 on 31 December. */
export function dayOfYear(date: IsoDate): number {
  return dayNumber(date) - dayNumber(`${date.slice(0, 4)}-01-01` as IsoDate) + 1;
}
