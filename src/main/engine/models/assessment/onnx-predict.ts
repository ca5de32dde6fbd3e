import { openSession } from '../../onnx/session.ts';
import type { Predict } from './permutation.ts';

/** Rows of one run: a few megabytes of input whatever the set. */
const ROWS_PER_RUN = 1024;

/** An ONNX classifier that is open. */
export interface OnnxClassifier extends AsyncDisposable {
  readonly predict: Predict;
}

/** What names the tensors of a classifier's file and their sizes. */
export interface ClassifierTensors {
  readonly input: string;
  readonly probabilities: string;
  /** Sizes of one row. */
  readonly shape: readonly number[];
  readonly classes: number;
}

/** Opens a classifier to ask it for probabilities, in runs of some rows. @throws AppError MODEL_UNUSABLE */
export async function openClassifier(model: string | Uint8Array, { input, probabilities, shape, classes }: ClassifierTensors): Promise<OnnxClassifier> {
  const session = await openSession(model);
  const width = shape.reduce((product, side) => product * side, 1);
  return {
    async predict(values, rows) {
      const all = new Float32Array(rows * classes);
      for (let first = 0; first < rows; first += ROWS_PER_RUN) {
        const count = Math.min(ROWS_PER_RUN, rows - first);
        const results = await session.run({ [input]: { data: values.slice(first * width, (first + count) * width), shape: [count, ...shape] } });
        all.set(Float32Array.from((results[probabilities]?.data ?? []) as ArrayLike<number>), first * classes);
      }
      return all;
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
