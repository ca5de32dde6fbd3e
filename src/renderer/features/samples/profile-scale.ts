import type { SampleProfiles } from '../../../shared/contract/samples.ts';

/** Curves of one class and one quantity. */
export type ClassProfile = SampleProfiles['classes'][number];

/** Lowest and highest value of a quantity over all classes, so that all cells of a sheet have one scale; null without any value. */
export function sheetRange({ classes }: SampleProfiles, quantity: number): readonly [low: number, high: number] | null {
  const values = classes.flatMap(({ series, examples }) => [
    ...(series[quantity] ?? []).flatMap(({ quantiles }) => quantiles ?? []),
    ...examples.flatMap((example) => (example.values[quantity] ?? []).filter((value) => value !== null)),
  ]);
  if (values.length === 0) return null;
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const margin = high > low ? (high - low) * 0.05 : Math.abs(high) * 0.1 || 0.1;
  return [low - margin, high + margin];
}

/** Round numbers within a range for the lines of a grid: as many as there are with the finest step that gives at most `most`. */
export function ticksIn([low, high]: readonly [number, number], most: number): number[] {
  const unit = 10 ** Math.floor(Math.log10((high - low) / most));
  for (const step of [unit, 2 * unit, 5 * unit, 10 * unit]) {
    const first = Math.ceil(low / step);
    const last = Math.floor(high / step);
    if (last - first < most) return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  }
  return [];
}

/** Where values come to lie in a cell, in the units of its picture. */
export interface CellScale {
  x(period: number): number;
  y(value: number): number;
}

/** A scale that gives every period the same width and puts the greatest value at the top. */
export function cellScale(periods: number, [low, high]: readonly [number, number], box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }): CellScale {
  return {
    x: (period) => box.left + (periods <= 1 ? box.width / 2 : (period * box.width) / (periods - 1)),
    y: (value) => box.top + box.height - ((value - low) / (high - low)) * box.height,
  };
}

/** The path of a line; it breaks where a value is missing. */
export function linePath(values: readonly (number | null)[], scale: CellScale): string {
  let path = '';
  let pen = 'M';
  values.forEach((value, period) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${rounded(scale.x(period))} ${rounded(scale.y(value))}`;
    pen = 'L';
  });
  return path;
}

/** The path of a band between two lines, in as many pieces as both are there together. */
export function bandPath(low: readonly (number | null)[], high: readonly (number | null)[], scale: CellScale): string {
  const pieces: number[][] = [];
  low.forEach((value, period) => {
    if (value === null || high[period] === null || high[period] === undefined) return;
    const last = pieces.at(-1);
    if (last?.at(-1) === period - 1) last.push(period);
    else pieces.push([period]);
  });
  return pieces.map((piece) => {
    const edge = (values: readonly (number | null)[], period: number): string => `${rounded(scale.x(period))} ${rounded(scale.y(values[period] ?? 0))}`;
    return `M${[...piece.map((period) => edge(high, period)), ...piece.toReversed().map((period) => edge(low, period))].join('L')}Z`;
  }).join('');
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Values of one quantile over the periods. */
export function quantileLine(profile: ClassProfile, quantity: number, index: number): (number | null)[] {
  return (profile.series[quantity] ?? []).map(({ quantiles }) => quantiles?.[index] ?? null);
}

/** The period with the highest median, for a summary in words; null without any value. */
export function peakOf(medians: readonly (number | null)[]): { readonly period: number; readonly value: number } | null {
  return medians.reduce<{ readonly period: number; readonly value: number } | null>((best, value, period) => (value !== null && (best === null || value > best.value) ? { period, value } : best), null);
}
