import type { Style } from 'ol/layer/WebGLTile.js';
import { rampColours, type Ramp } from '../../shared/colour/ramps.ts';
import { rgbOf } from '../../shared/raster/class-scheme.ts';
import type { Range } from '../layers/layer.ts';
import type { Expression } from './indices.ts';

/** Steps of a ramp’s palette: more than an eye tells apart. */
const STEPS = 256;

/** A ramp as a palette over `value`, between the variables `min` and `max`; nothing where `isMissing` holds. */
export function rampStyle(value: Expression, isMissing: Expression, ramp: Ramp, range: Range): Style {
  const place = ['clamp', ['/', ['-', value, ['var', 'min']], ['-', ['var', 'max'], ['var', 'min']]], 0, 1];
  const palette = ['palette', ['*', place, STEPS - 1], rampSteps(ramp, STEPS)];
  return { variables: rangeVariables(range), color: ['case', isMissing as unknown[], ['color', 0, 0, 0, 0], palette] };
}

/** The variables that {@link rampStyle} reads; a range without width is drawn as a step. */
export function rangeVariables([min, max]: Range): { min: number; max: number } {
  return { min, max: max === min ? min + 1e-6 : max };
}

const known = new Map<string, number[][]>();

/** `count` colours along the ramp, mixed in sRGB between its own steps, as `[r, g, b, 1]`. */
export function rampSteps(ramp: Ramp, count: number): number[][] {
  const key = `${ramp.name} ${String(ramp.reversed)} ${count}`;
  const steps = known.get(key) ?? mixedSteps(ramp, count);
  known.set(key, steps);
  return steps;
}

function mixedSteps(ramp: Ramp, count: number): number[][] {
  const colours = rampColours(ramp).map(rgbOf);
  return Array.from({ length: count }, (_, i) => {
    const place = (i / (count - 1)) * (colours.length - 1);
    const low = Math.min(Math.floor(place), colours.length - 2);
    const share = place - low;
    const from = colours[low] ?? [0, 0, 0];
    const to = colours[low + 1] ?? from;
    return [...from.map((channel, k) => Math.round(channel + share * ((to[k] ?? 0) - channel))), 1];
  });
}
