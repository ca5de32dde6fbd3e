import type { RampName } from '../../shared/colour/ramps.ts';

/** An expression of OpenLayers' style language. */
export type Expression = readonly unknown[] | number | string;

/** A spectral index that is worked out on the GPU. Same definitions as the engine's registry of features. */
export interface DisplayIndex {
  readonly id: string;
  /** Bands in the order `value` gets them; the first name of each that the layer has is taken. */
  readonly bands: readonly (readonly string[])[];
  /** In reflectance, for people. */
  readonly formula: string;
  /** What it spans where things grow. */
  readonly range: readonly [min: number, max: number];
  readonly ramp: RampName;
  /** The index of reflectances. */
  readonly value: (bands: readonly Expression[]) => Expression;
}

const BLUE = ['B02'];
const GREEN = ['B03'];
const RED = ['B04'];
const EDGE = ['B05'];
const NIR = ['B08', 'B8A'];
const SWIR1 = ['B11'];
const SWIR2 = ['B12'];

const plus = (...terms: readonly Expression[]): Expression => ['+', ...terms];
const minus = (a: Expression, b: Expression): Expression => ['-', a, b];
const times = (a: Expression, b: Expression): Expression => ['*', a, b];
const over = (a: Expression, b: Expression): Expression => ['/', a, b];
const difference = ([a = 0, b = 0]: readonly Expression[]): Expression => over(minus(a, b), plus(a, b));

/** Every index that can be shown; one entry each. */
export const DISPLAY_INDICES: readonly DisplayIndex[] = [
  { id: 'NDVI', bands: [NIR, RED], formula: '(NIR − red) / (NIR + red)', range: [0, 1], ramp: 'greens', value: difference },
  {
    id: 'EVI',
    bands: [NIR, RED, BLUE],
    formula: '2.5 (NIR − red) / (NIR + 6 red − 7.5 blue + 1)',
    range: [0, 0.8],
    ramp: 'greens',
    value: ([nir = 0, red = 0, blue = 0]) => times(2.5, over(minus(nir, red), plus(nir, minus(times(6, red), times(7.5, blue)), 1))),
  },
  { id: 'SAVI', bands: [NIR, RED], formula: '1.5 (NIR − red) / (NIR + red + 0.5)', range: [0, 0.8], ramp: 'greens', value: ([nir = 0, red = 0]) => times(1.5, over(minus(nir, red), plus(nir, red, 0.5))) },
  { id: 'NDRE', bands: [NIR, EDGE], formula: '(NIR − red edge) / (NIR + red edge)', range: [0, 0.7], ramp: 'greens', value: difference },
  { id: 'CIre', bands: [['B07'], EDGE], formula: 'red edge 3 / red edge 1 − 1', range: [0, 5], ramp: 'viridis', value: ([high = 0, low = 1]) => minus(over(high, low), 1) },
  { id: 'NDWI', bands: [GREEN, NIR], formula: '(green − NIR) / (green + NIR)', range: [-0.8, 0.5], ramp: 'brown-teal', value: difference },
  { id: 'NDMI', bands: [NIR, SWIR1], formula: '(NIR − SWIR 1) / (NIR + SWIR 1)', range: [-0.4, 0.6], ramp: 'brown-teal', value: difference },
  { id: 'MNDWI', bands: [GREEN, SWIR1], formula: '(green − SWIR 1) / (green + SWIR 1)', range: [-0.8, 0.5], ramp: 'brown-teal', value: difference },
  { id: 'NDTI', bands: [SWIR1, SWIR2], formula: '(SWIR 1 − SWIR 2) / (SWIR 1 + SWIR 2)', range: [0, 0.35], ramp: 'cividis', value: difference },
  { id: 'NBR', bands: [NIR, SWIR2], formula: '(NIR − SWIR 2) / (NIR + SWIR 2)', range: [-0.3, 0.8], ramp: 'red-green', value: difference },
  { id: 'BSI', bands: [SWIR1, RED, NIR, BLUE], formula: '((SWIR 1 + red) − (NIR + blue)) / (sum of the four)', range: [-0.5, 0.4], ramp: 'cividis', value: ([swir = 0, red = 0, nir = 0, blue = 0]) => over(minus(plus(swir, red), plus(nir, blue)), plus(swir, red, nir, blue)) },
];

/** The value of an arithmetic expression of numbers; NaN for what is none. The CPU’s twin of what the shader works out. */
export function evaluate(expression: Expression): number {
  if (typeof expression === 'number') return expression;
  if (typeof expression === 'string') return NaN;
  const [operator, ...terms] = expression;
  const [first = NaN, ...rest] = terms.map((term) => evaluate(term as Expression));
  const apply = { '+': (a: number, b: number) => a + b, '-': (a: number, b: number) => a - b, '*': (a: number, b: number) => a * b, '/': (a: number, b: number) => a / b }[operator as string];
  return apply ? rest.reduce(apply, first) : NaN;
}

/** 1-based bands that the index needs of a layer, in its order; null where the layer lacks one. */
export function bandsOfIndex(index: DisplayIndex, bands: readonly string[]): readonly number[] | null {
  const found = index.bands.map((names) => (names.map((name) => bands.indexOf(name) + 1).find((place) => place > 0) ?? 0));
  return found.includes(0) ? null : found;
}

export function displayIndex(id: string): DisplayIndex | null {
  return DISPLAY_INDICES.find((index) => index.id === id) ?? null;
}
