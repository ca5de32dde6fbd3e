import { PLACE_COLOURS, placeColour } from '../../state/map/places.ts';
import { type Curve, datePoints, periodPoints, type Spreads } from './curve.ts';
import type { Quantity } from './quantities.ts';

/**
 * How a line of the chart is drawn: `composite` thick, `filled` thick and dashed (periods filled in time), `raw` thin
 * through the clear dates, `clear` filled dots, `masked` hollow ones, `low` and `high` the edges of a band.
 */
export type LineKind = 'composite' | 'filled' | 'raw' | 'clear' | 'masked' | 'low' | 'high';

/** One line of the chart: its points by milliseconds UTC; null breaks the line. */
export interface Line {
  readonly kind: LineKind;
  /** Id of the place; −1 for what lies behind all places. */
  readonly place: number;
  readonly quantity: string;
  readonly scale: string;
  readonly colour: string;
  readonly points: ReadonlyMap<number, number | null>;
}

/** Lines in drawing order, and the data that uPlot wants: one row of moments, one row of values per line. */
export interface ChartModel {
  readonly lines: readonly Line[];
  readonly moments: readonly number[];
  /** `undefined`: the line has no point at this moment; null: it breaks there. */
  readonly rows: readonly (readonly (number | null | undefined)[])[];
  /** Pairs of lines (high, low) with a fill between them. */
  readonly bands: readonly (readonly [high: number, low: number])[];
}

/** What is usual for a class, drawn behind the places. */
export interface Usual {
  readonly code: string;
  readonly label: string;
  readonly colour: string;
  readonly samples: number;
  readonly spreads: Spreads;
}

const DAY_MS = 86_400_000;

/** The lines of all curves and quantities, with what is usual for a class behind them. */
export function chartModel(curves: readonly Curve[], quantities: readonly Quantity[], usual: Usual | null): ChartModel {
  const behind = usual ? quantities.flatMap((quantity) => usualLines(usual, quantity)) : [];
  const ranges = curves.flatMap((curve) => quantities.flatMap((quantity, index) => rangeLines(curve, quantity, colourOf(curve, curves.length, index))));
  const front = curves.flatMap((curve) => quantities.flatMap((quantity, index) => curveLines(curve, quantity, colourOf(curve, curves.length, index))));
  const lines = [...behind, ...ranges, ...front];
  const moments = [...new Set(lines.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b);
  const rows = lines.map(({ points }) => moments.map((moment) => points.get(moment)));
  const bands = lines.flatMap(({ kind }, index) => (kind === 'high' ? [[index, index + 1] as const] : []));
  return { lines, moments, rows, bands };
}

/** Several places: the colour of the place. One place: its colour for the first quantity, others for the rest. */
export function colourOf({ place }: Pick<Curve, 'place'>, places: number, quantity: number): string {
  return places > 1 || quantity === 0 ? placeColour(place) : placeColour({ colour: (place.colour + quantity) % PLACE_COLOURS.length });
}

function curveLines(curve: Curve, quantity: Quantity, colour: string): Line[] {
  const base = { place: curve.place.id, quantity: quantity.name, scale: quantity.scale, colour };
  const periods = periodPoints(curve, quantity);
  const dates = datePoints(curve, quantity);
  const clear = dates.filter(({ source, value }) => source.state === 'clear' && value !== null);
  const masked = dates.filter(({ source, value }) => source.state === 'masked' && value !== null);
  const lines: Line[] = [
    { ...base, kind: 'raw', points: pointsOf(clear) },
    { ...base, kind: 'filled', points: filledPoints(periods) },
    { ...base, kind: 'composite', points: new Map(periods.map(({ at, value, filled }) => [at, filled ? null : value])) },
    { ...base, kind: 'masked', points: pointsOf(masked) },
    { ...base, kind: 'clear', points: pointsOf(clear) },
  ];
  return lines.filter(({ points }) => [...points.values()].some((value) => value !== null));
}

/** The filled periods, each with its neighbours so that the dashed line meets the whole one; broken elsewhere. */
function filledPoints(periods: readonly { readonly at: number; readonly value: number | null; readonly filled: boolean }[]): Map<number, number | null> {
  if (!periods.some(({ filled }) => filled)) return new Map();
  return new Map(periods.map(({ at, value, filled }, index) => [at, filled || periods[index - 1]?.filled || periods[index + 1]?.filled ? value : null]));
}

/** The 10–90 % range of a parcel's pixels. */
function rangeLines(curve: Curve, quantity: Quantity, colour: string): Line[] {
  if (!curve.parcel) return [];
  const points = periodPoints(curve, quantity);
  const base = { place: curve.place.id, quantity: quantity.name, scale: quantity.scale, colour };
  return [
    { ...base, kind: 'high', points: new Map(points.map(({ at, high }) => [at, high])) },
    { ...base, kind: 'low', points: new Map(points.map(({ at, low }) => [at, low])) },
  ];
}

function usualLines(usual: Usual, quantity: Quantity): Line[] {
  const spread = usual.spreads.find(({ name }) => name === quantity.name);
  if (!spread) return [];
  const base = { place: -1, quantity: quantity.name, scale: quantity.scale, colour: usual.colour };
  return [
    { ...base, kind: 'high', points: new Map(spread.periods.map(({ middle, p90 }) => [middle * DAY_MS, p90])) },
    { ...base, kind: 'low', points: new Map(spread.periods.map(({ middle, p10 }) => [middle * DAY_MS, p10])) },
  ];
}

function pointsOf(dates: readonly { readonly at: number; readonly value: number | null }[]): Map<number, number | null> {
  return new Map(dates.map(({ at, value }) => [at, value]));
}
