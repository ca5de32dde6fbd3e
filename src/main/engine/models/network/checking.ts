import { confusionFigures, confusionMatrix } from '../../../../shared/stats/confusion.ts';
import { likeliestClasses } from '../../../../shared/stats/decision.ts';
import { type InputTensor, type OnnxSession, openSession } from '../../onnx/session.ts';
import { type Network, feedsOf } from './network.ts';
import type { NetworkRows, SharedFeeds } from './rows.ts';
import type { NetworkState } from './step-session.ts';
import { STEP_TENSORS, encodeChecking } from './step-graph.ts';

/** Rows in one run: enough to be at full speed, few enough for the caches. */
const BLOCK_ROWS = 256;

/** How well a network does on rows that it does not learn from. */
export interface Check {
  /** Mean weighted cross-entropy in nats; infinite where the network gives no numbers. */
  readonly loss: number;
  readonly macroF1: number;
}

/** A network as it infers with the weights of the moment, in ONNX Runtime. */
export class CheckingSession implements AsyncDisposable {
  readonly #session: OnnxSession;
  readonly #network: Network;
  readonly #shared: SharedFeeds;

  private constructor(session: OnnxSession, network: Network, shared: SharedFeeds) {
    this.#session = session;
    this.#network = network;
    this.#shared = shared;
  }

  static async open(network: Network, shared: SharedFeeds): Promise<CheckingSession> {
    return new CheckingSession(await openSession(encodeChecking(network), { name: 'check' }), network, shared);
  }

  /** Logarithms of the class shares, float32, row-major [rows, classes]. */
  async logShares(state: Pick<NetworkState, 'weights' | 'statistics'>, input: Float32Array, rows: number, signal?: AbortSignal): Promise<Float32Array> {
    const { classes } = this.#network;
    const width = this.#network.input.reduce((product, side) => product * side, 1);
    const answer = new Float32Array(rows * classes);
    const fixed = this.#fixedFeeds(state);
    for (let first = 0; first < rows; first += BLOCK_ROWS) {
      signal?.throwIfAborted();
      const count = Math.min(BLOCK_ROWS, rows - first);
      const block = { data: input.subarray(first * width, (first + count) * width), shape: [count, ...this.#network.input] };
      const into = { data: answer.subarray(first * classes, (first + count) * classes), shape: [count, classes] };
      await this.#session.runInto({ ...fixed, input: block }, { [STEP_TENSORS.logShares]: into });
    }
    return answer;
  }

  /** Loss and macro F1 of labelled rows. Stops between two blocks when `signal` is aborted. */
  async check(state: Pick<NetworkState, 'weights' | 'statistics'>, rows: NetworkRows, signal: AbortSignal): Promise<Check> {
    const { classes } = this.#network;
    const shares = await this.logShares(state, rows.input, rows.rows, signal);
    let [sum, total] = [0, 0];
    rows.labels.forEach((label, row) => {
      sum -= (rows.weights[row] as number) * (shares[row * classes + label] as number);
      total += rows.weights[row] as number;
    });
    if (!Number.isFinite(sum)) return { loss: Infinity, macroF1: 0 };
    const predicted = likeliestClasses(shares, rows.rows, classes);
    return { loss: sum / total, macroF1: confusionFigures(confusionMatrix(rows.labels, predicted, classes)).macroF1 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
  }

  #fixedFeeds({ weights, statistics }: Pick<NetworkState, 'weights' | 'statistics'>): Record<string, InputTensor> {
    const data = feedsOf(this.#network).filter(({ source }) => source.kind === 'data');
    return {
      weights: { data: weights, shape: [weights.length] },
      ...(statistics.length > 0 ? { statistics: { data: statistics, shape: [statistics.length] } } : {}),
      ...Object.fromEntries(data.map(({ name, shape }) => [name, { data: this.#shared[name] ?? new Float32Array(0), shape: [1, ...shape] }])),
    };
  }
}
