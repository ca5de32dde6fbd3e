import type { Scene } from '../../../shared/records/scene.ts';
import type { TimeLayer } from '../../state/map/moment.ts';
import { dayMs } from '../../state/map/moment.ts';

/** A day on which something was acquired. */
export interface SceneDay {
  readonly day: string;
  readonly scenes: number;
  /** Percent, the mean over the scenes that tell it; null when none does. */
  readonly cloud: number | null;
}

const DAY_MS = 86_400_000;

/** The days of scenes in order, several scenes of a day (tiles, passes) as one. */
export function sceneDays(scenes: readonly Pick<Scene, 'datetime' | 'cloudCover'>[]): SceneDay[] {
  const byDay = new Map<string, { scenes: number; clouds: number[] }>();
  for (const { datetime, cloudCover } of scenes) {
    const day = datetime.slice(0, 10);
    const known = byDay.get(day) ?? { scenes: 0, clouds: [] };
    known.scenes += 1;
    if (cloudCover !== null) known.clouds.push(cloudCover);
    byDay.set(day, known);
  }
  return [...byDay.entries()]
    .map(([day, { scenes: count, clouds }]) => ({ day, scenes: count, cloud: clouds.length > 0 ? clouds.reduce((sum, cloud) => sum + cloud, 0) / clouds.length : null }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** First moment and first moment after: everything that the timeline has to show. Null when there is nothing. */
export function wholeTime(layer: Pick<TimeLayer, 'frames'> | null, days: readonly SceneDay[]): readonly [number, number] | null {
  const starts = [...(layer?.frames ?? []).map(({ start }) => dayMs(start)), ...days.slice(0, 1).map(({ day }) => dayMs(day))];
  const ends = [...(layer?.frames ?? []).map(({ end }) => dayMs(end) + DAY_MS), ...days.slice(-1).map(({ day }) => dayMs(day) + DAY_MS)];
  return starts.length === 0 ? null : [Math.min(...starts), Math.max(...ends)];
}

/** Firsts of months (of years where months would crowd) inside the time, for the labels of the axis. */
export function axisDays([from, to]: readonly [number, number], width: number): { readonly at: number; readonly isYear: boolean }[] {
  const months = (to - from) / (30.4 * DAY_MS);
  const room = width / Math.max(1, months);
  const every = [1, 2, 3, 6, 12, 24, 60, 120].find((count) => room * count >= 34) ?? 240;
  const first = new Date(from);
  const days: { at: number; isYear: boolean }[] = [];
  for (let month = first.getUTCFullYear() * 12 + first.getUTCMonth(); ; month++) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at >= to) return days;
    if (at >= from && month % every === 0) days.push({ at, isYear: month % 12 === 0 || every >= 12 });
  }
}

/** The acquisition nearest to a moment within `reach` milliseconds, or null. */
export function nearestDay(days: readonly SceneDay[], moment: number, reach: number): SceneDay | null {
  let best: SceneDay | null = null;
  let least = reach;
  for (const day of days) {
    const away = Math.abs(dayMs(day.day) + DAY_MS / 2 - moment);
    if (away <= least) {
      best = day;
      least = away;
    }
  }
  return best;
}
