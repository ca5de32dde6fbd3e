import { type IsoDate, parseIsoDate } from '../../../shared/dates/iso-date.ts';
import type { Scene } from '../../../shared/records/scene.ts';

/** One pass of one satellite: the tiles that it took in one go, which make one observation. */
export interface Pass {
  readonly date: IsoDate;
  /** First choice first: where two tiles overlap, the pixel of the earlier one is taken. */
  readonly scenes: readonly Scene[];
}

/** Tiles of one pass are sensed within this; another pass over the same place comes about 100 minutes later. */
const PASS_MINUTES = 20;

/**
 * Groups scenes into passes, in order of time. Neighbouring tiles of one pass overlap by kilometres and hold the same
 * measurement there: as one observation it counts once. Of two processings of the same data the newer baseline wins.
 * @throws RangeError for a scene without a day
 */
export function passesOf(scenes: readonly Scene[]): Pass[] {
  const sorted = [...scenes].sort((a, b) => compare(a.datetime, b.datetime) || compare(a.id, b.id));
  const passes: { date: IsoDate; start: number; key: string; scenes: Scene[] }[] = [];
  for (const scene of sorted) {
    const date = parseIsoDate(scene.datetime);
    if (!date) throw new RangeError(`scene ${scene.id} has no date`);
    const start = Date.parse(scene.datetime);
    const key = `${scene.product} ${scene.platform ?? ''}`;
    const pass = passes.find((other) => other.key === key && Math.abs(start - other.start) <= PASS_MINUTES * 60_000);
    if (pass) pass.scenes.push(scene);
    else passes.push({ date, start, key, scenes: [scene] });
  }
  return passes.map(({ date, scenes: members }) => ({ date, scenes: members.sort(byPreference) }));
}

function byPreference(a: Scene, b: Scene): number {
  return compare(b.baseline ?? '', a.baseline ?? '') || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
