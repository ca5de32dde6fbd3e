import { appError } from '../../../shared/errors/app-error.ts';
import { likeliestClasses } from '../../../shared/stats/decision.ts';
import { TREE_TENSORS } from '../onnx/writer/tree-classifier.ts';
import { openSession } from '../onnx/session.ts';

/** Largest difference of a probability between ONNX Runtime and Furrow's kernel. */
const TOLERANCE = 1e-6;

/** What a kernel says about some rows. */
export interface KernelAnswers {
  /** float32, row-major [rows, columns]. */
  readonly features: Float32Array;
  readonly rows: number;
  /** float32, row-major [rows, classes]. */
  readonly probabilities: Float32Array;
  /** Label per class, as the model file gives it. */
  readonly labels: readonly number[];
}

/**
 * Runs a tree model in ONNX Runtime on the rows that a kernel answered and compares: the same label for every row and
 * probabilities within 10⁻⁶.
 * @param model the bytes of the file
 * @returns the largest difference of a probability
 * @throws AppError MODEL_DISAGREES
 */
export async function requireAgreement(model: Uint8Array, answers: KernelAnswers): Promise<number> {
  const { rows, probabilities, labels } = answers;
  await using session = await openSession(model);
  const results = await session.run({ [TREE_TENSORS.input]: { data: answers.features, shape: [rows, answers.features.length / rows] } });
  const expected = results[TREE_TENSORS.probabilities]?.data ?? new Float32Array(0);
  let difference = expected.length === probabilities.length ? 0 : Infinity;
  for (let i = 0; i < probabilities.length; i++) difference = Math.max(difference, Math.abs((probabilities[i] as number) - Number(expected[i])));
  if (!(difference <= TOLERANCE)) throw appError('MODEL_DISAGREES', { difference: `${difference.toPrecision(3)} in a probability` });
  const theirs = results[TREE_TENSORS.label]?.data ?? new BigInt64Array(0);
  const different = likeliestClasses(probabilities, rows, labels.length).reduce((count, c, row) => count + (Number(theirs[row]) === labels[c] ? 0 : 1), 0);
  if (different > 0) throw appError('MODEL_DISAGREES', { difference: `the class of ${different} of ${rows} rows` });
  return difference;
}
