import type { RawDate } from '../../../shared/contract/values.ts';
import { colourOf } from './chart-model.ts';
import { type Curve, datePoints, type PeriodPoint, periodPoints } from './curve.ts';
import type { Quantity } from './quantities.ts';

/** What the chart holds at a moment: values of acquisitions and of periods whose middle it is. */
export interface Hit {
  readonly key: string;
  /** 1-based number of the place. */
  readonly place: number;
  readonly colour: string;
  readonly quantity: string;
  readonly unit: string;
  readonly value: number;
  readonly date: RawDate | null;
  readonly period: PeriodPoint | null;
}

/** Everything that is drawn at exactly this moment (milliseconds UTC). */
export function hitsAt(curves: readonly Curve[], quantities: readonly Quantity[], moment: number): Hit[] {
  return curves.flatMap((curve, place) =>
    quantities.flatMap((quantity, index) => {
      const base = { place: place + 1, colour: colourOf(curve, curves.length, index), quantity: quantity.name, unit: quantity.unit };
      const dates = datePoints(curve, quantity).flatMap(({ at, value, source }): Hit[] =>
        at === moment && value !== null ? [{ ...base, key: `${curve.place.id} ${quantity.name} ${source.scene}`, value, date: source, period: null }] : [],
      );
      const periods = periodPoints(curve, quantity).flatMap((period): Hit[] =>
        period.at === moment && period.value !== null ? [{ ...base, key: `${curve.place.id} ${quantity.name} ${period.start}`, value: period.value, date: null, period }] : [],
      );
      return [...dates, ...periods];
    }),
  );
}
