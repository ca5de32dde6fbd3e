import { hash32 } from '../samples/random.ts';
import { rowsWithValues, type SeriesVectors } from './vectors.ts';

export interface SomOptions {
  /** Neurons per side of the square map. */
  readonly side: number;
  readonly epochs: number;
  readonly mode: 'batch' | 'sequential';
  readonly seed: number;
}

/** A trained self-organising map. */
export interface SelfOrganisingMap {
  readonly side: number;
  /** Weights of the neurons, row-major [side · side, columns]. */
  readonly codes: Float64Array;
  /** Neuron of each row; −1 for rows without any value. */
  readonly neuronOf: Int32Array;
}

/** Radius of the neighbourhood at the end, in neurons. */
const LAST_RADIUS = 0.5;
/** Learning rates of the sequential mode, first and last: those of R's kohonen. */
const FIRST_RATE = 0.05;
const LAST_RATE = 0.01;

/**
 * Trains a self-organising map on series (Kohonen 1990, Proceedings of the IEEE 78, 1464–1480), as sits does to judge
 * samples (Santos et al. 2021, ISPRS Journal 177, 75–88). The map is square, its neighbourhood Gaussian with a radius
 * that falls linearly from half the side (at least 2) to 0.5; a distance counts the values that both have, scaled to all.
 * Neurons start as rows drawn by the seed. `batch` sets all neurons at once each epoch, so the order of rows does not
 * matter; `sequential` moves them after every row, rows drawn by the seed.
 * @param onEpoch told the share that is done
 */
export function trainSom(vectors: SeriesVectors, options: SomOptions, onEpoch?: (fraction: number) => void): SelfOrganisingMap {
  const rows = rowsWithValues(vectors);
  const neurons = options.side * options.side;
  const codes = firstCodes(vectors, rows, neurons, options.seed);
  const neuronOf = new Int32Array(vectors.rows).fill(-1);
  const assign = (): void => {
    for (const row of rows) neuronOf[row] = nearestNeuron(vectors, row, codes, neurons);
  };
  const first = Math.max(2, options.side / 2);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const radius = first + (LAST_RADIUS - first) * (epoch / Math.max(1, options.epochs - 1));
    if (options.mode === 'batch') {
      assign();
      batchUpdate(vectors, rows, neuronOf, codes, kernel(options.side, radius));
    } else {
      sequentialEpoch(vectors, rows, codes, options, epoch);
    }
    onEpoch?.((epoch + 1) / options.epochs);
  }
  assign();
  return { side: options.side, codes, neuronOf };
}

/** Neurons per side for a number of samples: at most 5·√n neurons (Vesanto and Alhoniemi 2000) and ten samples for each. */
export function sideFor(samples: number): number {
  return Math.min(25, Math.max(2, Math.floor(Math.sqrt(Math.min(5 * Math.sqrt(samples), samples / 10)))));
}

function firstCodes(vectors: SeriesVectors, rows: readonly number[], neurons: number, seed: number): Float64Array {
  const { columns, values } = vectors;
  const drawn = rows.map((row) => ({ row, order: hash32(seed, row) })).toSorted((a, b) => a.order - b.order || a.row - b.row);
  const codes = new Float64Array(neurons * columns);
  for (let neuron = 0; neuron < neurons && drawn.length > 0; neuron++) {
    const row = drawn[neuron % drawn.length]?.row ?? 0;
    codes.set(values.subarray(row * columns, (row + 1) * columns), neuron * columns);
  }
  return codes;
}

/** The nearest neuron; the first of equal ones. All neurons share the row's missing values, so that scaling can be left out. */
function nearestNeuron({ columns, values, present }: SeriesVectors, row: number, codes: Float64Array, neurons: number): number {
  const at = row * columns;
  let best = 0;
  let least = Infinity;
  for (let neuron = 0; neuron < neurons; neuron++) {
    const code = neuron * columns;
    let sum = 0;
    for (let c = 0; c < columns && sum < least; c++) {
      const difference = (values[at + c] as number) - (codes[code + c] as number);
      sum += present === null || present[at + c] === 1 ? difference * difference : 0;
    }
    if (sum < least) {
      least = sum;
      best = neuron;
    }
  }
  return best;
}

/** Gaussian weight between neurons, row-major [neurons, neurons], by their distance on the map. */
function kernel(side: number, radius: number): Float64Array {
  const neurons = side * side;
  const weights = new Float64Array(neurons * neurons);
  for (let a = 0; a < neurons; a++) {
    for (let b = 0; b < neurons; b++) weights[a * neurons + b] = Math.exp(-squaredDistance(a, b, side) / (2 * radius * radius));
  }
  return weights;
}

function squaredDistance(a: number, b: number, side: number): number {
  const dx = (a % side) - (b % side);
  const dy = Math.floor(a / side) - Math.floor(b / side);
  return dx * dx + dy * dy;
}

/** Each neuron becomes the weighted mean of all rows; a column in which none has a value keeps its weight. */
function batchUpdate({ columns, values, present }: SeriesVectors, rows: readonly number[], neuronOf: Int32Array, codes: Float64Array, weights: Float64Array): void {
  const neurons = codes.length / columns;
  const sums = new Float64Array(codes.length);
  const counts = new Float64Array(codes.length);
  for (const row of rows) {
    const at = row * columns;
    const code = (neuronOf[row] as number) * columns;
    for (let c = 0; c < columns; c++) {
      if (present !== null && present[at + c] === 0) continue;
      sums[code + c] = (sums[code + c] as number) + (values[at + c] as number);
      counts[code + c] = (counts[code + c] as number) + 1;
    }
  }
  for (let neuron = 0; neuron < neurons; neuron++) {
    for (let c = 0; c < columns; c++) {
      let [sum, weight] = [0, 0];
      for (let other = 0; other < neurons; other++) {
        const w = weights[neuron * neurons + other] as number;
        sum += w * (sums[other * columns + c] as number);
        weight += w * (counts[other * columns + c] as number);
      }
      if (weight > 1e-12) codes[neuron * columns + c] = sum / weight;
    }
  }
}

function sequentialEpoch(vectors: SeriesVectors, rows: readonly number[], codes: Float64Array, { side, epochs, seed }: SomOptions, epoch: number): void {
  const { columns, values, present } = vectors;
  const neurons = side * side;
  const first = Math.max(2, side / 2);
  for (let step = 0; step < rows.length; step++) {
    const done = (epoch * rows.length + step) / (epochs * rows.length);
    const radius = first + (LAST_RADIUS - first) * done;
    const rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * done;
    const row = rows[hash32(seed, epoch, step) % rows.length] ?? 0;
    const winner = nearestNeuron(vectors, row, codes, neurons);
    for (let neuron = 0; neuron < neurons; neuron++) {
      const pull = rate * Math.exp(-squaredDistance(winner, neuron, side) / (2 * radius * radius));
      if (pull < 1e-6) continue;
      for (let c = 0; c < columns; c++) {
        if (present !== null && present[row * columns + c] === 0) continue;
        const at = neuron * columns + c;
        codes[at] = (codes[at] as number) + pull * ((values[row * columns + c] as number) - (codes[at] as number));
      }
    }
  }
}
