const DAY_MS = 86_400_000;

/** A period of a series, first and last day, ISO. */
export interface Period {
  readonly start: string;
  readonly end: string;
}

/** The middle of each period, in days since the middle of the first. */
export function middleDays(periods: readonly Period[]): number[] {
  const middles = periods.map(middleOf);
  return middles.map((middle) => (middle - (middles[0] ?? 0)) / DAY_MS);
}

/** 1 for the periods whose middle lies in a month of the season, 0 for the others. A season may go over the end of a year. */
export function seasonMask(periods: readonly Period[], first: number, last: number): Float32Array {
  return Float32Array.from(periods, (period) => {
    const month = new Date(middleOf(period)).getUTCMonth() + 1;
    const isInside = first <= last ? month >= first && month <= last : month >= first || month <= last;
    return isInside ? 1 : 0;
  });
}

function middleOf({ start, end }: Period): number {
  return (Date.parse(start) + Date.parse(end)) / 2;
}
