import { studentQuantile95 } from '../stats/student.ts';
import { toldDifference } from '../stats/told-difference.ts';
import type { CurveVerdict, Gain, LocalCurve, LocalTrial, SaturatingCurve } from './local-curve.ts';
import { type CurvePoint, fitSaturating, isEndless } from './saturating-fit.ts';

/** Fewer steps or draws carry no statement on where a curve goes. */
const STEPS_NEEDED = 4;
const DRAWS_NEEDED = 3;
/** A gain of macro F1 that nobody would collect samples for. */
const SMALL_GAIN = 0.02;
/** Beyond so many times the last step the curve is nobody's knowledge. */
const FARTHEST = 3;
/** Limits further apart than this factor are no answer. */
const WIDEST = 5;
const RESAMPLINGS = 400;
const ENOUGH = Math.log(20);

/** What a local-data curve says. */
export type CurveSummary = Pick<LocalCurve, 'steps' | 'fit' | 'gain' | 'verdict'>;

/** Means, spread, fit and verdict of the draws' own curves. Steps that a draw could not make are left out of all. */
export function summariseCurve(trials: readonly LocalTrial[]): CurveSummary {
  const counts = (trials[0]?.steps ?? []).map(({ samples }) => samples).filter((samples) => trials.every(({ steps }) => steps.some((step) => step.samples === samples)));
  const steps = counts.map((samples) => stepOf(trials, samples));
  const fit = fitSaturating(pointsOf(trials, counts));
  const gain = gainOf(trials, counts);
  return { steps, fit, gain, verdict: verdictOf(trials, { counts, steps, fit, gain }) };
}

/** The gain as the steps show it to three decimals: the difference of the two figures that a reader sees. */
export function toldGain(gain: Gain, steps: LocalCurve['steps']): number {
  const at = (samples: number): number | undefined => steps.find((step) => step.samples === samples)?.macroF1;
  const [first, last] = [at(gain.from), at(gain.to)];
  return first === undefined || last === undefined ? gain.mean : toldDifference(last, first, 3);
}

function valueAt(trial: LocalTrial, samples: number, figure: 'macroF1' | 'overallAccuracy' = 'macroF1'): number {
  return trial.steps.find((step) => step.samples === samples)?.[figure] ?? NaN;
}

function stepOf(trials: readonly LocalTrial[], samples: number): LocalCurve['steps'][number] {
  const of = (figure: 'macroF1' | 'overallAccuracy') => meanAndSpread(trials.map((trial) => valueAt(trial, samples, figure)));
  const [f1, accuracy] = [of('macroF1'), of('overallAccuracy')];
  return { samples, macroF1: f1.mean, sd: f1.sd, overallAccuracy: accuracy.mean, overallAccuracySd: accuracy.sd };
}

function pointsOf(trials: readonly LocalTrial[], counts: readonly number[]): CurvePoint[] {
  return counts.map((samples) => ({ samples, value: meanAndSpread(trials.map((trial) => valueAt(trial, samples))).mean }));
}

/**
 * The gain of the last step over the first, within each draw. Draws share samples, so the variance is that of Nadeau and
 * Bengio (2003, Machine Learning 52, 239–281): (1/J + test/training) times the variance between draws.
 */
function gainOf(trials: readonly LocalTrial[], counts: readonly number[]): Gain | null {
  const [from, to] = [counts[0], counts.at(-1)];
  if (from === undefined || to === undefined || from === to || trials.length < 2) return null;
  const { mean, sd } = meanAndSpread(trials.map((trial) => valueAt(trial, to) - valueAt(trial, from)));
  const half = studentQuantile95(trials.length - 1) * sd * Math.sqrt(varianceFactor(trials));
  return { from, to, mean, low: mean - half, high: mean + half };
}

/** The variance of a mean over draws that share samples, in variances between draws. */
function varianceFactor(trials: readonly LocalTrial[]): number {
  return 1 / trials.length + meanAndSpread(trials.map(({ testRows, poolRows }) => testRows / Math.max(1, poolRows))).mean;
}

interface Found {
  readonly counts: readonly number[];
  readonly steps: LocalCurve['steps'];
  readonly fit: SaturatingCurve | null;
  readonly gain: Gain | null;
}

function verdictOf(trials: readonly LocalTrial[], { counts, steps, fit, gain }: Found): CurveVerdict {
  const unknown = { enough: null, low: null, high: null };
  const last = counts.at(-1) ?? 0;
  if (counts.length < STEPS_NEEDED || trials.length < DRAWS_NEEDED || !gain) {
    return { kind: 'unclear', ...unknown, words: `How many more samples are worth collecting cannot be told from ${counts.length} steps and ${trials.length} draws; it takes at least ${STEPS_NEEDED} and ${DRAWS_NEEDED}.` };
  }
  const told = `From ${gain.from} to ${gain.to} local samples macro F1 changes by ${signed(toldGain(gain, steps))} (90 %: ${signed(gain.low)} to ${signed(gain.high)})`;
  if (gain.low <= 0) {
    return gain.high < SMALL_GAIN
      ? { kind: 'no-gain', ...unknown, words: `${told}: local samples bring nothing that would be worth collecting more.` }
      : { kind: 'unclear', ...unknown, words: `${told}: whether local samples help cannot be told from this spread. Repeat with more draws, or with more local samples in the test.` };
  }
  const limits = limitsOf(trials, counts);
  const enough = fit && !isEndless(fit, pointsOf(trials, counts)) ? Math.round(fit.scale * ENOUGH) : null;
  const isKnown = enough !== null && limits.high !== null && limits.high <= last * FARTHEST && limits.high <= limits.low * WIDEST;
  if (!isKnown) {
    return limits.low > last
      ? { kind: 'rising', enough: null, low: limits.low, high: null, words: `${told}, and the curve still rises at its end: at least ${limits.low - last} more are worth collecting; where it ends cannot be told.` }
      : { kind: 'unclear', ...unknown, words: `${told}: local samples help, but where the curve flattens cannot be told from this spread. Repeat with more draws or more steps.` };
  }
  const span = { enough, low: limits.low, high: limits.high };
  return enough <= last
    ? { kind: 'saturated', ...span, words: `${told}; 95 % of it is reached with about ${enough} (${limits.low} to ${limits.high}): more than that are hardly worth collecting.` }
    : { kind: 'more', ...span, words: `${told}; about ${enough - last} more (${Math.max(0, limits.low - last)} to ${(limits.high ?? 0) - last}) are worth collecting, until 95 % of what they can bring is reached.` };
}

/**
 * Where 95 % of the reach lies for 80 % of curves of draws drawn again with repetition; no upper limit where these have no end.
 * Fewer draws than there are make one such curve, so many that its variance is that of draws which share samples.
 */
function limitsOf(trials: readonly LocalTrial[], counts: readonly number[]): { readonly low: number; readonly high: number | null } {
  const random = randomOf(trials.length * 7919 + counts.length);
  const taken = Math.max(1, Math.round(1 / varianceFactor(trials)));
  const found = Array.from({ length: RESAMPLINGS }, () => {
    const drawn = Array.from({ length: taken }, () => trials[Math.floor(random() * trials.length)] as LocalTrial);
    const points = pointsOf(drawn, counts);
    const fit = fitSaturating(points);
    return fit && !isEndless(fit, points) ? fit.scale * ENOUGH : Infinity;
  }).toSorted((a, b) => a - b);
  const [low, high] = [found[Math.floor(RESAMPLINGS * 0.1)] as number, found[Math.ceil(RESAMPLINGS * 0.9) - 1] as number];
  const last = counts.at(-1) ?? 0;
  return { low: Math.round(Math.min(low, last * FARTHEST)), high: Number.isFinite(high) ? Math.round(high) : null };
}

/** Numbers in [0, 1), the same for the same seed (mulberry32, T. Ettinger, public domain). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function meanAndSpread(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
