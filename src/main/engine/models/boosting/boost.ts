import { setImmediate as turn } from 'node:timers/promises';
import type { CurvePoint } from '../../../../shared/families/curve.ts';
import type { BoostingOptions } from '../../../../shared/families/boosting.ts';
import type { Checkpoint } from '../families/checkpoint.ts';
import type { TrainingRequest, TrainingWatch } from '../families/trainer.ts';
import { binMatrix, codedMatrix } from '../forest/bins.ts';
import { RandomStream } from '../forest/random.ts';
import type { LabelledRows } from '../training-rows.ts';
import { type Derivatives, type SteppedMatrix, steppedMatrix } from './histogram.ts';
import { type RegressionTree, RegressionTreeGrower, addTree, scoreOf } from './regression-tree.ts';
import { type ScoredRows, derivativesOf, lossOf, macroF1Of, probabilitiesOf } from './softmax.ts';

/** Least share of a class in the first scores, so that their logarithm stays small. */
const LEAST_SHARE = 1e-6;
/** Streams of random numbers: of rows by round, of columns by tree. */
const ROW_STREAM = 0x1000_0000;

/** A boosted classifier: the score of a class is its base and the values of its trees. */
export interface Boosted {
  /** Round by round, a tree per class. */
  readonly trees: readonly RegressionTree[];
  /** First score per class. */
  readonly base: Float32Array;
  readonly thresholds: readonly Float32Array[];
  /** Decrease of the loss per column. */
  readonly gains: Float64Array;
  readonly rounds: number;
  /** Rounds that were done before it was cut back to the best. */
  readonly roundsDone: number;
}

/** What is kept between two rounds. */
interface Progress {
  readonly trees: RegressionTree[];
  readonly curve: CurvePoint[];
  readonly gains: Float64Array;
  readonly train: Float64Array;
  readonly validation: Float64Array | null;
}

/**
 * Multinomial gradient boosting with histograms: each round fits a tree per class to the derivatives of the weighted
 * cross-entropy (Friedman 2001, algorithm 6, with the second-order leaves of Chen and Guestrin 2016). Ends after `patience`
 * rounds without a better validation loss and keeps the best. The same rows, options and seed give the same trees.
 */
export async function boost(request: TrainingRequest<BoostingOptions>, watch: TrainingWatch, checkpoint: Checkpoint<Progress>): Promise<{ readonly boosted: Boosted; readonly curve: readonly CurvePoint[] }> {
  const booster = new Booster(request, (await checkpoint.read()) ?? null);
  while (!booster.isDone) {
    await turn();
    if (watch.signal.aborted) await checkpoint.keep(() => booster.progress, 'now');
    watch.signal.throwIfAborted();
    watch.epoch(booster.round());
    watch.progress(booster.fraction);
    await checkpoint.keep(() => booster.progress);
  }
  return { boosted: booster.boosted(), curve: booster.progress.curve };
}

class Booster {
  readonly progress: Progress;
  readonly #request: TrainingRequest<BoostingOptions>;
  readonly #matrix: SteppedMatrix;
  readonly #train: ScoredRows;
  readonly #validationMatrix: SteppedMatrix | null;
  readonly #validation: ScoredRows | null;
  readonly #base: Float32Array;
  readonly #grower: RegressionTreeGrower;
  readonly #derivatives: Derivatives;
  /** Of the training rows, by the trees so far. */
  #probabilities: Float64Array;

  constructor(request: TrainingRequest<BoostingOptions>, kept: Progress | null) {
    const { train, validation, classes, options } = request;
    this.#request = request;
    const columns = train.matrix.length / train.rows;
    const binned = binMatrix(train.matrix, train.rows, columns, options.bins);
    this.#matrix = steppedMatrix(binned);
    this.#validationMatrix = validation ? steppedMatrix(codedMatrix(validation.matrix, validation.rows, binned.thresholds)) : null;
    this.#base = baseScores(train, classes);
    this.progress = kept ?? {
      trees: [],
      curve: [],
      gains: new Float64Array(columns),
      train: repeated(this.#base, train.rows),
      validation: validation ? repeated(this.#base, validation.rows) : null,
    };
    this.#train = scored(train, classes, this.progress.train);
    this.#validation = validation && this.progress.validation ? scored(validation, classes, this.progress.validation) : null;
    this.#grower = new RegressionTreeGrower(this.#matrix, options);
    this.#grower.gains.set(this.progress.gains);
    this.#derivatives = { gradient: new Float64Array(train.rows), curvature: new Float64Array(train.rows) };
    this.#probabilities = probabilitiesOf(this.#train);
  }

  get isDone(): boolean {
    const { rounds, patience } = this.#request.options;
    const done = this.progress.curve.length;
    return done >= rounds || (patience > 0 && this.#validation !== null && done - this.#bestRound() >= patience);
  }

  get fraction(): number {
    return this.progress.curve.length / this.#request.options.rounds;
  }

  /** Does one round. */
  round(): CurvePoint {
    const { classes } = this.#request;
    const number = this.progress.curve.length;
    const rows = this.#drawRows(number);
    for (let c = 0; c < classes; c++) {
      derivativesOf(this.#train, this.#probabilities, c, this.#derivatives);
      const tree = this.#grower.grow(rows, this.#derivatives, this.#drawColumns(number * classes + c));
      this.progress.trees.push(tree);
      addTree(tree, this.#matrix, this.progress.train, { stride: classes, offset: c });
      if (this.#validationMatrix && this.progress.validation) addTree(tree, this.#validationMatrix, this.progress.validation, { stride: classes, offset: c });
    }
    this.progress.gains.set(this.#grower.gains);
    this.#probabilities = probabilitiesOf(this.#train);
    const validation = this.#validation && probabilitiesOf(this.#validation);
    const point: CurvePoint = {
      epoch: number + 1,
      trainLoss: lossOf(this.#train, this.#probabilities),
      validationLoss: this.#validation && validation && lossOf(this.#validation, validation),
      macroF1: this.#validation && validation && macroF1Of(this.#validation, validation),
    };
    this.progress.curve.push(point);
    return point;
  }

  boosted(): Boosted {
    const roundsDone = this.progress.curve.length;
    const rounds = this.#validation && this.#request.options.patience > 0 ? this.#bestRound() : roundsDone;
    return { trees: this.progress.trees.slice(0, rounds * this.#request.classes), base: this.#base, thresholds: this.#matrix.thresholds, gains: this.progress.gains, rounds, roundsDone };
  }

  /** Number of the round with the lowest validation loss, the first among equals. */
  #bestRound(): number {
    let best = 0;
    this.progress.curve.forEach(({ validationLoss }, i, curve) => {
      if ((validationLoss ?? Infinity) < (curve[best]?.validationLoss ?? Infinity)) best = i;
    });
    return best + 1;
  }

  #drawRows(round: number): Int32Array {
    const { train, options, seed } = this.#request;
    const all = Int32Array.from({ length: train.rows }, (_, row) => row);
    return drawn(all, Math.max(1, Math.round(train.rows * options.rowShare)), new RandomStream(seed, ROW_STREAM + round));
  }

  #drawColumns(tree: number): Int32Array {
    const { columns } = this.#matrix;
    const all = Int32Array.from({ length: columns }, (_, column) => column);
    return drawn(all, Math.max(1, Math.round(columns * this.#request.options.columnShare)), new RandomStream(this.#request.seed, tree));
  }
}

/** So many of the values without repetition, ascending; all of them without touching the random numbers. */
function drawn(values: Int32Array, count: number, random: RandomStream): Int32Array {
  if (count >= values.length) return values;
  for (let i = 0; i < count; i++) {
    const at = i + random.below(values.length - i);
    [values[i], values[at]] = [values[at] as number, values[i] as number];
  }
  return values.slice(0, count).sort();
}

/** Logarithm of each class's share of the weights, around 0. */
function baseScores({ labels, weights }: LabelledRows, classes: number): Float32Array {
  const sums = new Float64Array(classes);
  labels.forEach((label, row) => (sums[label] = (sums[label] as number) + (weights[row] as number)));
  const total = sums.reduce((sum, value) => sum + value, 0);
  const logs = sums.map((sum) => Math.log(Math.max(LEAST_SHARE, sum / total)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / classes;
  return Float32Array.from(logs, (log) => scoreOf(log - mean));
}

function repeated(base: Float32Array, rows: number): Float64Array {
  return Float64Array.from({ length: rows * base.length }, (_, i) => base[i % base.length] as number);
}

function scored({ rows, labels, weights }: LabelledRows, classes: number, scores: Float64Array): ScoredRows {
  return { rows, classes, labels, weights, scores };
}
