/** A smooth function of many numbers: its value, and its gradient written into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  readonly iterations: number;
  /** Ends when no number of the gradient is larger. */
  readonly tolerance: number;
  /** After each step; what it throws ends the search. */
  readonly step: (iteration: number, largestGradient: number) => Promise<void> | void;
}

export interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** False where the steps ran out first. */
  readonly hasConverged: boolean;
}

/** Steps whose curvature is remembered. */
const MEMORY = 10;
/** Armijo's condition: the share of the promised descent that a step must bring. */
const DESCENT = 1e-4;
/** Halvings of a step before it is given up: then nothing can be gained in double precision. */
const MOST_HALVINGS = 40;

interface Correction {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/**
 * The minimum of a convex function by L-BFGS: Nocedal and Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5, with a search
 * that halves the step until it descends enough; a step of no positive curvature is not remembered.
 * Deterministic: the same function and start give the same numbers.
 * @param start is left as it is
 */
export async function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions): Promise<Minimum> {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = objective(at, gradient);
  const memory: Correction[] = [];
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    if (largest(gradient) <= options.tolerance) return { at, value, iterations: iteration, hasConverged: true };
    const direction = directionOf(gradient, memory);
    const next = descend(objective, { at, value, gradient, direction, first: memory.length === 0 });
    if (!next) return { at, value, iterations: iteration, hasConverged: true };
    remember(memory, at, gradient, next);
    ({ at, value, gradient } = next);
    await options.step(iteration + 1, largest(gradient));
  }
  return { at, value, iterations: options.iterations, hasConverged: largest(gradient) <= options.tolerance };
}

interface Point {
  readonly at: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly gradient: Float64Array<ArrayBuffer>;
}

/** The two loops over what is remembered (algorithm 7.4): the direction of the next step. */
function directionOf(gradient: Float64Array, memory: readonly Correction[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares = new Float64Array(memory.length);
  for (let i = memory.length - 1; i >= 0; i--) {
    const { step, change, rho } = memory[i] as Correction;
    shares[i] = rho * dot(step, direction);
    addScaled(direction, change, -(shares[i] as number));
  }
  const last = memory.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.change, last.change));
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
  }
  memory.forEach(({ step, change, rho }, i) => {
    addScaled(direction, step, (shares[i] as number) - rho * dot(change, direction));
  });
  return direction;
}

/** The first point on the way that is low enough; null where rounding leaves none. */
function descend(objective: Objective, { at, value, gradient, direction, first }: Point & { readonly direction: Float64Array; readonly first: boolean }): Point | null {
  const slope = dot(gradient, direction);
  let length = first ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
  for (let halving = 0; halving <= MOST_HALVINGS; halving++, length /= 2) {
    const there = at.map((number, i) => number + length * (direction[i] as number));
    const slopes = new Float64Array(at.length);
    const low = objective(there, slopes);
    if (low <= value + DESCENT * length * slope && low < value) return { at: there, value: low, gradient: slopes };
  }
  return null;
}

function remember(memory: Correction[], at: Float64Array, gradient: Float64Array, next: Point): void {
  const step = next.at.map((number, i) => number - (at[i] as number));
  const change = next.gradient.map((slope, i) => slope - (gradient[i] as number));
  const curvature = dot(step, change);
  if (curvature <= 1e-12 * dot(change, change)) return;
  memory.push({ step, change, rho: 1 / curvature });
  if (memory.length > MEMORY) memory.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addScaled(into: Float64Array, values: Float64Array, scale: number): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + scale * (values[i] as number);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
