/** One bin of a reliability diagram: predictions whose confidence lies in ]low, high]. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Mean confidence of the bin's predictions; 0 where there are none. */
  readonly confidence: number;
  /** Share of them that are right. */
  readonly accuracy: number;
}

/** How far confidences can be believed. */
export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error (Guo et al. 2017, equation 3): mean |accuracy − confidence| over the bins, weighted by their counts. */
  readonly expectedError: number;
  /** Mean squared distance between the probabilities and the truth, over all classes (Brier 1950, 0…2). */
  readonly brier: number;
  /** Mean negative logarithm of the probability of the reference class; probabilities below {@link LEAST_PROBABILITY} count as that. */
  readonly logLoss: number;
}

/** A probability of 0 for the truth would make the logarithm endless; float32's smallest step below 1. */
export const LEAST_PROBABILITY = 2 ** -24;

/**
 * Compares confidences with what is true.
 * @param probabilities float32, row-major [rows, classes], each row adding up to 1
 * @param reference class index per row
 * @param bins of equal width over 0…1
 */
export function calibrationOf(probabilities: Float32Array, reference: ArrayLike<number>, classes: number, bins = 10): Calibration {
  const rows = reference.length;
  const tallies = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, hits: 0 }));
  let squares = 0;
  let logs = 0;
  for (let row = 0; row < rows; row++) {
    const values = probabilities.subarray(row * classes, (row + 1) * classes);
    const truth = reference[row] as number;
    const best = indexOfHighest(values);
    const confidence = values[best] as number;
    const tally = tallies[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))];
    if (tally) {
      tally.count++;
      tally.confidence += confidence;
      tally.hits += best === truth ? 1 : 0;
    }
    values.forEach((value, c) => {
      squares += (value - (c === truth ? 1 : 0)) ** 2;
    });
    logs -= Math.log(Math.max(LEAST_PROBABILITY, values[truth] as number));
  }
  const made = tallies.map(({ count, confidence, hits }, i) => ({ low: i / bins, high: (i + 1) / bins, count, confidence: count === 0 ? 0 : confidence / count, accuracy: count === 0 ? 0 : hits / count }));
  return {
    bins: made,
    expectedError: rows === 0 ? 0 : made.reduce((sum, bin) => sum + (bin.count / rows) * Math.abs(bin.accuracy - bin.confidence), 0),
    brier: rows === 0 ? 0 : squares / rows,
    logLoss: rows === 0 ? 0 : logs / rows,
  };
}

function indexOfHighest(values: Float32Array): number {
  let best = 0;
  for (let c = 1; c < values.length; c++) if ((values[c] as number) > (values[best] as number)) best = c;
  return best;
}

/**
 * Probabilities at another temperature: softmax(ln p / T). T above 1 makes a model that is too sure of itself more modest;
 * the class stays the same at every T (Guo et al. 2017, section 4.2; ln p stands for the logits, which differ from it by a
 * constant per row).
 */
export function atTemperature(probabilities: Float32Array, classes: number, temperature: number): Float32Array {
  const scaled = new Float32Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += classes) {
    let sum = 0;
    const powers = new Float64Array(classes);
    let highest = 0;
    for (let c = 0; c < classes; c++) highest = Math.max(highest, probabilities[start + c] as number);
    for (let c = 0; c < classes; c++) {
      const value = Math.exp(Math.log(Math.max(LEAST_PROBABILITY, probabilities[start + c] as number) / Math.max(LEAST_PROBABILITY, highest)) / temperature);
      powers[c] = value;
      sum += value;
    }
    for (let c = 0; c < classes; c++) scaled[start + c] = (powers[c] as number) / sum;
  }
  return scaled;
}

/** Temperatures beyond these say that the probabilities mean nothing, not that they need scaling. */
const COLDEST = 0.05;
const HOTTEST = 20;
const STEPS = 80;

/**
 * The temperature with the smallest log loss, by golden-section search over ln T (the loss has one valley: it is convex
 * in 1/T). Fit it on rows that neither taught the model nor test it.
 * @returns 1 without rows
 */
export function fittedTemperature(probabilities: Float32Array, reference: ArrayLike<number>, classes: number): number {
  if (reference.length === 0) return 1;
  const loss = (logT: number): number => lossAt(probabilities, reference, classes, Math.exp(logT));
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(COLDEST), Math.log(HOTTEST)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [loss(left), loss(right)];
  for (let i = 0; i < STEPS && high - low > 1e-7; i++) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = loss(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = loss(right);
    }
  }
  return Math.exp((low + high) / 2);
}

function lossAt(probabilities: Float32Array, reference: ArrayLike<number>, classes: number, temperature: number): number {
  let loss = 0;
  for (let row = 0; row < reference.length; row++) {
    const values = probabilities.subarray(row * classes, (row + 1) * classes);
    const own = Math.log(Math.max(LEAST_PROBABILITY, values[reference[row] as number] as number)) / temperature;
    let highest = -Infinity;
    const logs = Array.from(values, (value) => Math.log(Math.max(LEAST_PROBABILITY, value)) / temperature);
    for (const value of logs) highest = Math.max(highest, value);
    loss += highest + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - highest), 0)) - own;
  }
  return loss / reference.length;
}
