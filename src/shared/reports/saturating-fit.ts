import type { SaturatingCurve } from './local-curve.ts';

/** A mean macro F1 with so many local samples. */
export interface CurvePoint {
  readonly samples: number;
  readonly value: number;
}

/** Scales that are tried, evenly in their logarithm, and the largest one in lengths of the curve: beyond it, it is as good as straight. */
const SCALES = 240;
const LONGEST = 10;
/** Smallest scale in gaps between the first steps: below it, everything happens before the first one. */
const SHORTEST = 0.2;

/**
 * The curve ceiling − reach · exp(−n / scale) nearest to the points (least squares: the scale by search, the other two
 * exactly). A learning curve that saturates, as exponential and power laws do (Figueroa et al. 2012, BMC Medical
 * Informatics and Decision Making 12:8); this one is defined without any local sample.
 * @returns null with fewer than three points, or when more samples make it worse
 */
export function fitSaturating(points: readonly CurvePoint[]): SaturatingCurve | null {
  if (points.length < 3) return null;
  const { shortest, longest } = scaleLimits(points);
  let best: { readonly curve: SaturatingCurve; readonly squares: number } | null = null;
  for (let i = 0; i < SCALES; i++) {
    const scale = shortest * (longest / shortest) ** (i / (SCALES - 1));
    const found = fitAtScale(points, scale);
    if (found && (!best || found.squares < best.squares)) best = found;
  }
  return best?.curve ?? null;
}

/** True when a fit's scale is as long as any that was tried: the points show no end. */
export function isEndless({ scale }: SaturatingCurve, points: readonly CurvePoint[]): boolean {
  return scale >= scaleLimits(points).longest * 0.95;
}

function scaleLimits(points: readonly CurvePoint[]): { readonly shortest: number; readonly longest: number } {
  const counts = points.map(({ samples }) => samples).toSorted((a, b) => a - b);
  const gap = Math.max(1, (counts[1] ?? 1) - (counts[0] ?? 0));
  return { shortest: gap * SHORTEST, longest: Math.max(gap, counts.at(-1) ?? 1) * LONGEST };
}

function fitAtScale(points: readonly CurvePoint[], scale: number): { readonly curve: SaturatingCurve; readonly squares: number } | null {
  const decays = points.map(({ samples }) => Math.exp(-samples / scale));
  const meanDecay = meanOf(decays);
  const meanValue = meanOf(points.map(({ value }) => value));
  const spread = decays.reduce((sum, decay) => sum + (decay - meanDecay) ** 2, 0);
  const slope = decays.reduce((sum, decay, i) => sum + (decay - meanDecay) * ((points[i]?.value ?? 0) - meanValue), 0) / spread;
  if (!(slope < 0)) return null;
  const curve = { ceiling: meanValue - slope * meanDecay, reach: -slope, scale };
  return { curve, squares: points.reduce((sum, { value }, i) => sum + (value - curve.ceiling + curve.reach * (decays[i] as number)) ** 2, 0) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
