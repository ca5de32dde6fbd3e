import type { CurvePoint } from '../../../../shared/families/curve.ts';
import type { Checkpoint } from '../families/checkpoint.ts';
import type { TrainingWatch } from '../families/trainer.ts';
import { RandomStream } from '../forest/random.ts';
import { drawnBatches, shuffledBatches } from './batches.ts';
import { CheckingSession } from './checking.ts';
import { initialStatistics, initialWeights } from './initial-weights.ts';
import type { Network } from './network.ts';
import { type PlateauState, afterEpoch, beginPlateau } from './plateau.ts';
import type { NetworkRows, SharedFeeds } from './rows.ts';
import { type NetworkState, StepSession, beginState, copyOf } from './step-session.ts';

/** How a network is trained. */
export interface FitOptions {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** AdamW's decay of the weights. */
  readonly decay: number;
  /** L2 penalty of the weights. */
  readonly penalty: number;
  /** Epochs without a better validation loss before the learning rate falls to a tenth. */
  readonly patience: number;
  /** Epochs without a better validation loss before the training ends. */
  readonly stopAfter: number;
  /** Learning rate of each epoch, where an earlier fit has found them. */
  readonly rates?: readonly number[];
}

/** What is trained on what. */
export interface FitRequest {
  readonly network: Network;
  readonly train: NetworkRows;
  /** Rows to stop early by; without them the training takes all its epochs and keeps the last weights. */
  readonly validation: NetworkRows | null;
  readonly shared: SharedFeeds;
  readonly options: FitOptions;
  readonly seed: number;
  /** Where the state is kept at the ends of epochs, some seconds apart. */
  readonly checkpoint: Checkpoint<FitProgress>;
}

/** A trained network. */
export interface Fitted {
  readonly weights: Float32Array;
  readonly statistics: Float32Array;
  readonly curve: readonly CurvePoint[];
  /** The epoch whose weights these are, and the learning rate of each epoch up to it. */
  readonly epoch: number;
  readonly rates: readonly number[];
}

/** What the learning rate is multiplied by when it falls. */
const FACTOR = 0.1;
/** Streams of the seed for the epochs: what is drawn in an epoch depends on the seed and its number alone, so a resumed run draws the same. */
const SHUFFLE_STREAM = 1 << 20;
const KEEP_STREAM = 1 << 24;
const DRAW_STREAM = 1 << 25;

/** Everything between two epochs: plain data. The random numbers of an epoch depend on the seed and its number alone. */
export interface FitProgress {
  readonly epoch: number;
  readonly state: NetworkState;
  readonly plateau: PlateauState;
  readonly best: Pick<NetworkState, 'weights' | 'statistics'>;
  readonly curve: readonly CurvePoint[];
  /** Learning rate of each epoch. */
  readonly rates: readonly number[];
  readonly isOver: boolean;
}

/**
 * Trains a network: epochs of shuffled batches, or of drawn ones where rows have chances, AdamW, a learning rate that falls when the validation loss stays, early
 * stop, and the weights of the best epoch, which is the last one where a training runs away. Goes on from a checkpoint where there is one. The same request gives the same
 * weights, bit by bit on one machine, whether it was interrupted or not.
 */
export async function fitNetwork(request: FitRequest, watch: TrainingWatch): Promise<Fitted> {
  const { network, shared, options } = request;
  let progress = await beginning(request);
  await using steps = await StepSession.open({ network, shared, penalty: options.penalty, decay: options.decay }, progress.state);
  await using checking = await CheckingSession.open(network, shared);
  while (!progress.isOver && progress.epoch < options.epochs) {
    const done = progress.curve.length;
    progress = await epochAfter(progress, request, { steps, checking, watch });
    for (const point of progress.curve.slice(done)) watch.epoch(point);
    const kept = progress;
    await request.checkpoint.keep(() => kept);
  }
  const { best, curve, plateau, rates } = progress;
  const epoch = request.validation ? plateau.bestEpoch : progress.epoch;
  return { weights: best.weights, statistics: best.statistics, curve, epoch, rates: rates.slice(0, epoch) };
}

async function beginning(request: FitRequest): Promise<FitProgress> {
  const { network, seed, options, checkpoint } = request;
  const kept = await checkpoint.read();
  if (kept) return kept;
  const state = beginState(network, initialWeights(network, seed), initialStatistics(network));
  return { epoch: 0, state, plateau: beginPlateau(options.learningRate), best: state, curve: [], rates: [], isOver: false };
}

interface Sessions {
  readonly steps: StepSession;
  readonly checking: CheckingSession;
  readonly watch: TrainingWatch;
}

async function epochAfter(before: FitProgress, request: FitRequest, { steps, checking, watch }: Sessions): Promise<FitProgress> {
  const { train, validation, options, seed } = request;
  const epoch = before.epoch + 1;
  const random = new RandomStream(seed, KEEP_STREAM + epoch);
  const weightScale = weightScaleOf(train);
  const learningRate = options.rates?.[epoch - 1] ?? before.plateau.learningRate;
  const rates = [...before.rates, learningRate];
  let [sum, done] = [0, 0];
  for (const chosen of batchesOf(train, options.batch, seed, epoch)) {
    watch.signal.throwIfAborted();
    sum += (await steps.step(train, chosen, { learningRate, weightScale, random })) * chosen.length;
    done += chosen.length;
    watch.progress((before.epoch + done / train.rows) / options.epochs);
  }
  const state = copyOf(steps.state);
  if (!Number.isFinite(sum) || !state.weights.every(Number.isFinite)) return { ...before, best: before.plateau.bestEpoch > 0 ? before.best : state, isOver: true };
  const check = validation ? await checking.check(state, validation, watch.signal) : null;
  const point = { epoch, trainLoss: sum / train.rows, validationLoss: check?.loss ?? null, macroF1: check?.macroF1 ?? null };
  const curve = [...before.curve, point];
  if (!check) return { epoch, state, plateau: before.plateau, best: state, curve, rates, isOver: false };
  const next = afterEpoch(before.plateau, epoch, check.loss, { patience: options.patience, factor: FACTOR, stopAfter: options.stopAfter });
  return { epoch, state, plateau: next.state, best: next.isBest ? state : before.best, curve, rates, isOver: next.isOver };
}

/** The rows of an epoch in their batches; all of it depends on the seed and the epoch's number alone. */
function batchesOf({ rows, chances }: NetworkRows, size: number, seed: number, epoch: number): Int32Array[] {
  if (chances) return drawnBatches(chances, size, new RandomStream(seed, DRAW_STREAM + epoch));
  return shuffledBatches(rows, size, new RandomStream(seed, SHUFFLE_STREAM + epoch));
}

/** 1 / mean weight of the rows as they are taken, so that the size of a step does not hang on what weights add up to. */
function weightScaleOf({ rows, weights, chances }: NetworkRows): number {
  const total = chances ? chances.reduce((sum, chance) => sum + chance, 0) : rows;
  return total / weights.reduce((sum, weight, row) => sum + weight * (chances?.[row] ?? 1), 0);
}
