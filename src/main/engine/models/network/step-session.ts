import { type InputTensor, type OnnxSession, openSession } from '../../onnx/session.ts';
import type { RandomStream } from '../forest/random.ts';
import { adamRates } from './adam.ts';
import { drawKeeps } from './keeps.ts';
import { type Network, feedsOf, lengthOf, parametersOf, statisticsOf } from './network.ts';
import type { NetworkRows, SharedFeeds } from './rows.ts';
import { STEP_TENSORS, encodeTrainingStep, nextOf } from './step-graph.ts';

/** All that training changes, float32: what a checkpoint holds. */
export interface NetworkState {
  readonly weights: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  readonly statistics: Float32Array;
  /** Steps done. */
  readonly steps: number;
}

const VECTORS = ['weights', 'moment1', 'moment2', 'statistics'] as const;

/** What every step of a training has in common. */
export interface StepSettings {
  readonly network: Network;
  readonly shared: SharedFeeds;
  /** L2 penalty of the weights, and AdamW's decay. */
  readonly penalty: number;
  readonly decay: number;
}

/**
 * Training steps in ONNX Runtime, one thread. The state is kept twice: a step reads one and writes the other, so nothing is
 * made or copied between steps.
 */
export class StepSession implements AsyncDisposable {
  readonly #session: OnnxSession;
  readonly #settings: StepSettings;
  readonly #batches = new Map<number, Readonly<Record<string, Float32Array>>>();
  readonly #loss = new Float32Array(1);
  #now: NetworkState;
  #next: NetworkState;

  private constructor(session: OnnxSession, settings: StepSettings, state: NetworkState) {
    this.#session = session;
    this.#settings = settings;
    this.#now = copyOf(state);
    this.#next = copyOf(state);
  }

  /** Writes the graph and loads it. `state` is copied. */
  static async open(settings: StepSettings, state: NetworkState): Promise<StepSession> {
    const session = await openSession(encodeTrainingStep(settings.network, { penalty: settings.penalty }), { name: 'training step' });
    return new StepSession(session, settings, state);
  }

  /** The state after the last step; it changes with the next but one, so copy what is kept. */
  get state(): NetworkState {
    return this.#now;
  }

  /**
   * Takes one step on some rows.
   * @param chosen their numbers
   * @param weightScale 1 / mean weight of the training rows as they are taken
   * @param random what the dropouts draw from
   * @returns the loss before the step
   */
  async step(rows: NetworkRows, chosen: Int32Array, { learningRate, weightScale, random }: { readonly learningRate: number; readonly weightScale: number; readonly random: RandomStream }): Promise<number> {
    const { network, shared, decay } = this.#settings;
    const batch = this.#batchOf(chosen.length);
    fillBatch(network, batch, rows, chosen, weightScale);
    const steps = this.#now.steps + 1;
    const rates = adamRates(steps, learningRate, decay);
    const feeds: Record<string, InputTensor> = {
      ...this.#vectors(this.#now, (name) => name),
      input: { data: batch['input'] as Float32Array, shape: [chosen.length, ...network.input] },
      targets: { data: batch['targets'] as Float32Array, shape: [chosen.length, network.classes] },
      row_weights: { data: batch['row_weights'] as Float32Array, shape: [chosen.length, 1] },
    };
    for (const [name, value] of Object.entries(rates)) feeds[name] = { data: Float32Array.of(value), shape: [] };
    for (const { name, shape, source } of feedsOf(network)) {
      if (source.kind === 'keep') drawKeeps(random, source.rate, batch[name] as Float32Array);
      feeds[name] = source.kind === 'keep' ? { data: batch[name] as Float32Array, shape: [chosen.length, ...shape] } : { data: shared[name] ?? new Float32Array(0), shape: [1, ...shape] };
    }
    await this.#session.runInto(feeds, { ...this.#vectors(this.#next, nextOf), [STEP_TENSORS.loss]: { data: this.#loss, shape: [] } });
    [this.#now, this.#next] = [{ ...this.#next, steps }, this.#now];
    return this.#loss[0] as number;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
  }

  #vectors(state: NetworkState, named: (name: string) => string): Record<string, InputTensor> {
    const present = VECTORS.filter((name) => state[name].length > 0);
    return Object.fromEntries(present.map((name) => [named(name), { data: state[name], shape: [state[name].length] }]));
  }

  /** Room for a batch of that many rows: there are two sizes at most. */
  #batchOf(rows: number): Readonly<Record<string, Float32Array>> {
    const known = this.#batches.get(rows);
    if (known) return known;
    const { network } = this.#settings;
    const room = (shape: readonly number[]): Float32Array => new Float32Array(shape.reduce((product, side) => product * side, rows));
    const keeps = feedsOf(network).filter(({ source }) => source.kind === 'keep');
    const batch = { input: room(network.input), targets: room([network.classes]), row_weights: room([1]), ...Object.fromEntries(keeps.map(({ name, shape }) => [name, room(shape)])) };
    this.#batches.set(rows, batch);
    return batch;
  }
}

/** The state before the first step. */
export function beginState(network: Network, weights: Float32Array, statistics: Float32Array): NetworkState {
  const size = lengthOf(parametersOf(network));
  if (weights.length !== size || statistics.length !== lengthOf(statisticsOf(network))) throw new RangeError('the weights are not those of the network');
  return { weights, moment1: new Float32Array(size), moment2: new Float32Array(size), statistics, steps: 0 };
}

/** A state of its own. */
export function copyOf(state: NetworkState): NetworkState {
  return { weights: state.weights.slice(), moment1: state.moment1.slice(), moment2: state.moment2.slice(), statistics: state.statistics.slice(), steps: state.steps };
}

function fillBatch(network: Network, batch: Readonly<Record<string, Float32Array>>, rows: NetworkRows, chosen: Int32Array, weightScale: number): void {
  const width = rows.input.length / rows.rows;
  const [input, targets, weights] = [batch['input'], batch['targets'], batch['row_weights']] as [Float32Array, Float32Array, Float32Array];
  targets.fill(0);
  chosen.forEach((row, i) => {
    input.set(rows.input.subarray(row * width, (row + 1) * width), i * width);
    targets[i * network.classes + (rows.labels[row] as number)] = 1;
    weights[i] = ((rows.weights[row] as number) * weightScale) / chosen.length;
  });
}
