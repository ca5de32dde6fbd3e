/**
 * Ramps as colours at even steps, `#rrggbb`. viridis, cividis, magma, inferno, plasma: van der Walt and Smith 2015,
 * Nuñez et al. 2018, ten steps each; the others ColorBrewer (Brewer, Harrower 2003).
 */
export const RAMPS = {
  viridis: ['#440154', '#482878', '#3e4989', '#31688e', '#26828e', '#1f9e89', '#35b779', '#6ece58', '#b5de2b', '#fde725'],
  cividis: ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'],
  magma: ['#000004', '#180f3d', '#440f76', '#721f81', '#9e2f7f', '#cd4071', '#f1605d', '#fd9668', '#feca8d', '#fcfdbf'],
  plasma: ['#0d0887', '#47039f', '#7301a8', '#9c179e', '#bd3786', '#d8576b', '#ed7953', '#fa9e3b', '#fdc926', '#f0f921'],
  greys: ['#000000', '#ffffff'],
  greens: ['#ffffe5', '#f7fcb9', '#d9f0a3', '#addd8e', '#78c679', '#41ab5d', '#238443', '#006837', '#004529'],
  blues: ['#f7fbff', '#deebf7', '#c6dbef', '#9ecae1', '#6baed6', '#4292c6', '#2171b5', '#08519c', '#08306b'],
  'brown-teal': ['#543005', '#8c510a', '#bf812d', '#dfc27d', '#f6e8c3', '#f5f5f5', '#c7eae5', '#80cdc1', '#35978f', '#01665e', '#003c30'],
  'red-green': ['#a50026', '#d73027', '#f46d43', '#fdae61', '#fee08b', '#ffffbf', '#d9ef8b', '#a6d96a', '#66bd63', '#1a9850', '#006837'],
  'blue-red': ['#053061', '#2166ac', '#4393c3', '#92c5de', '#d1e5f0', '#f7f7f7', '#fddbc7', '#f4a582', '#d6604d', '#b2182b', '#67001f'],
} as const satisfies Record<string, readonly string[]>;

export type RampName = keyof typeof RAMPS;
export const RAMP_NAMES = Object.keys(RAMPS) as RampName[];

/** A ramp with its ends as they are wanted. */
export interface Ramp {
  readonly name: RampName;
  readonly reversed: boolean;
}

/** The colours of a ramp from its low end to its high end. */
export function rampColours({ name, reversed }: Ramp): readonly string[] {
  return reversed ? [...RAMPS[name]].reverse() : RAMPS[name];
}

/** Values and colours, one after the other, from `min` to `max`. */
export function rampStops(ramp: Ramp, min: number, max: number): readonly (readonly [value: number, colour: string])[] {
  const colours = rampColours(ramp);
  return colours.map((colour, i) => [min + ((max - min) * i) / (colours.length - 1), colour]);
}
