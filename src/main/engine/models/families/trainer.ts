import type { CurvePoint } from '../../../../shared/families/curve.ts';
import type { Told } from '../../../../shared/messages/message.ts';
import type { InputSource } from '../inputs/input.ts';
import type { LabelledRows } from '../training-rows.ts';

/** What a family learns from. */
export interface TrainingRequest<O> {
  readonly train: LabelledRows;
  /** Rows to stop early by, never learnt from; null where the family wants none or there are none. */
  readonly validation: LabelledRows | null;
  /** Both together, where the model is to be trained anew on them once they have said how long; else null. */
  readonly refit?: LabelledRows | null;
  readonly classes: number;
  /** What the numbers of a row are: features, embeddings or a series, and its bands and periods. */
  readonly input: Pick<InputSource, 'kind' | 'card'>;
  readonly options: O;
  /** Decides every random choice. */
  readonly seed: number;
  /** Which of the family's parts this is, counted from 0. */
  readonly part: number;
  /** Of how many: the parts together are the classifier, whatever their number. */
  readonly parts: number;
  /**
   * Absolute path of a file of this training's own, which outlives a cancel or a crash: an iterative trainer keeps its state there
   * every few epochs (`writeScratch`), goes on from it where it exists, and so ends with the very same model. Removed with the run's scratch folder.
   */
  readonly checkpoint: string;
}

/** How a training tells where it is, and hears that it should stop. */
export interface TrainingWatch {
  /** A trainer looks at it at least twice a second. */
  readonly signal: AbortSignal;
  /** 0…1. */
  progress(fraction: number): void;
  /** A finished epoch: shown live, and kept in the report. */
  epoch(point: CurvePoint): void;
}

/** What a trainer made of one part: plain data that v8 can serialise (numbers, typed arrays, objects). */
export interface TrainedPart<S> {
  readonly state: S;
  /** Empty where it does not learn in epochs. After a resume it holds the epochs of before, too. */
  readonly curve: readonly CurvePoint[];
}

/** What the frame knows about the ONNX file to be written. */
export interface ClassifierFileSpec {
  readonly name: string;
  /** Pixel value per class: the labels of the file. */
  readonly labels: readonly number[];
  /** Title of the class scheme and number of periods, for the description. */
  readonly schemeTitle: string;
  readonly periods: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An ONNX file: `input` float32 [rows, …shape] to `probabilities` float32 [rows, classes] and, where it has one, `label` int64 [rows]. */
export interface ClassifierFile {
  readonly bytes: Uint8Array;
  readonly input: string;
  readonly label: string | null;
  readonly probabilities: string;
}

/** What judged the rows that a family held out, where it does not say so itself. */
export const OUT_OF_BAG = 'training rows, each judged by the trees that did not see it (out of bag)';

/** A trained classifier. Missing values are NaN and must be taken, in `predict` and in the file alike. */
export interface Classifier {
  /**
   * Probabilities as the trainer itself works them out: float32, row-major [rows, classes].
   * @param values float32, row-major [rows, …shape of a row]
   */
  predict(values: Float32Array, rows: number): Float32Array | Promise<Float32Array>;
  write(spec: ClassifierFileSpec): ClassifierFile;
  /** What classify would make of the file's bytes where that is not ONNX Runtime: checked against it, too. */
  reread?(file: ClassifierFile): Classifier;
  /** Largest difference to ONNX Runtime that is due to rounding; 1e-5 at most. */
  readonly tolerance: number;
  /** What nodata means to it, for the card. */
  readonly nodataPolicy: string;
  /** Importance per number of a row, summing to 1; null where the family has none of its own. */
  readonly importance: Float64Array | null;
  /** Class shares of training rows judged without themselves (out of bag): float32 [rows, classes], all 0 for a row that was never held out; null where there are none. */
  readonly heldOut: Float32Array | null;
  /** Which rows those are and what judged them, in words; {@link OUT_OF_BAG} where nothing is said. */
  readonly heldOutBy?: string;
  /** Class shares of the rows to stop early by, float32 [rows, classes], judged before they were learnt from; absent where they never were. */
  readonly aside?: Float32Array;
  /** What the card tells of the training besides its options, such as the normalisation of each band. */
  readonly provenance?: Readonly<Record<string, unknown>>;
  /** What a person should know of how it was fitted; absent where there is nothing. */
  readonly warnings?: readonly Told[];
  /** The epoch or round of the curve that it was kept as it was after; absent for families without a curve. */
  readonly keptEpoch?: number;
  /** Facts for the report: nodes, rounds. */
  readonly facts: Readonly<Record<string, number | string>>;
}

/** How a family learns. Loaded by worker processes only. */
export interface Trainer<O = unknown, S = unknown> {
  /** Id of the family. */
  readonly family: string;
  train(request: TrainingRequest<O>, watch: TrainingWatch): Promise<TrainedPart<S>>;
  /** Joins the states of all parts, in their order. */
  join(states: readonly S[], request: Omit<TrainingRequest<O>, 'part' | 'checkpoint'>): Classifier | Promise<Classifier>;
}

/** Erases the types of options and state once they belong together. */
export function defineTrainer<O, S>(trainer: Trainer<O, S>): Trainer {
  return trainer;
}
