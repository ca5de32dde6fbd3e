import { matchPeriods } from '../../../shared/dates/period-match.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';

/** What was chosen to be joined. */
export interface JoinDraft {
  readonly sets: readonly string[];
  /** Sets whose own test rows shall not test: all of their rows teach. */
  readonly teaching: readonly string[];
  readonly title: string;
}

/** What a set has apart from the first one, so that the two cannot become one. */
export type Difference = 'scheme' | 'season';

/** What keeps a set from being joined with the first one, as the job `samples-join` judges it. */
export function differences(first: SampleSet, set: SampleSet): Difference[] {
  const sameSeason = set.periods.length === first.periods.length && matchPeriods(first.periods, set.periods) === 0;
  return [...(set.schemeId === first.schemeId ? [] : ['scheme' as const]), ...(sameSeason ? [] : ['season' as const])];
}

/** Bands of a joined set, and those that fall with the titles of the sets that lack them or have them in other units. */
export interface JoinedBands {
  readonly kept: readonly string[];
  readonly left: readonly { readonly band: string; readonly lacking: readonly string[] }[];
}

/** The bands that all sets store alike, in the order of the first. */
export function joinedBands(sets: readonly SampleSet[]): JoinedBands {
  const names = [...new Set(sets.flatMap(({ bands }) => bands.map(({ band }) => band)))];
  const stored = names.map((name) => {
    const own = sets.map(({ bands }) => bands.find(({ band }) => band === name));
    const model = own.find((band) => band !== undefined);
    const lacking = sets.filter((_, i) => {
      const band = own[i];
      return !band || !model || band.quantity !== model.quantity || band.scale !== model.scale || band.offset !== model.offset;
    });
    return { band: name, lacking: lacking.map(({ title }) => title) };
  });
  return { kept: stored.filter(({ lacking }) => lacking.length === 0).map(({ band }) => band), left: stored.filter(({ lacking }) => lacking.length > 0) };
}

/** The calendar month (1…12) that the middle of a set's twelve months is: the sixth of them. Null for a set without periods. */
export function middleMonth({ periods, settings }: Pick<SampleSet, 'periods' | 'settings'>): number | null {
  if (typeof settings['centreMonth'] === 'number') return settings['centreMonth'];
  const middle = periods[Math.floor((periods.length - 1) / 2)];
  return middle ? Number(middle.start.slice(5, 7)) : null;
}

/** Whether a set was cut from an extraction, so that it can be cut anew. */
export function isFromExtraction({ settings }: Pick<SampleSet, 'settings'>): boolean {
  return settings['origin'] === 'worldcereal-extraction';
}

/** First and last month of a set's series, such as “Dec – Nov”, and how many periods it has. */
export function seasonSpan({ periods }: Pick<SampleSet, 'periods'>, language: string): string {
  const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return '–';
  return `${month.format(new Date(`${first.start}T00:00:00Z`))} – ${month.format(new Date(`${last.end}T00:00:00Z`))} (${periods.length})`;
}
