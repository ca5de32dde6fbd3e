import { type RowCondition, WHERE_ATTRIBUTES } from '../../../shared/reports/where.ts';

/** Limits in degrees, the lower one included; null for none. */
export interface DegreeSpan {
  readonly from: number | null;
  readonly to: number | null;
}

/** Which samples of a set are taken, as a person chooses it. */
export interface WhereDraft {
  /** Ticked values by attribute; none ticked takes all. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly lon: DegreeSpan;
  readonly lat: DegreeSpan;
}

const ANYWHERE: DegreeSpan = { from: null, to: null };
/** All samples. */
export const EVERY_SAMPLE: WhereDraft = { values: {}, lon: ANYWHERE, lat: ANYWHERE };

/** The conditions to send, all of which must hold. */
export function conditionsOf({ values, lon, lat }: WhereDraft): RowCondition[] {
  const named = WHERE_ATTRIBUTES.flatMap((attribute): RowCondition[] => {
    const ticked = values[attribute] ?? [];
    return ticked.length > 0 ? [{ attribute, values: [...ticked] }] : [];
  });
  const within = ([['lon', lon], ['lat', lat]] as const).flatMap(([axis, { from, to }]): RowCondition[] => (from === null && to === null ? [] : [{ axis, from, to }]));
  return [...named, ...within];
}
