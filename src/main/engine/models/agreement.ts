import { appError } from '../../../shared/errors/app-error.ts';
import { likeliestClasses } from '../../../shared/stats/decision.ts';
import { openSession } from '../onnx/session.ts';
import type { ClassifierFile } from './families/trainer.ts';

/** What a trainer says about some rows. */
export interface TrainerAnswers {
  /** float32, row-major [rows, …shape]. */
  readonly values: Float32Array;
  readonly rows: number;
  /** Sizes of one row. */
  readonly shape: readonly number[];
  /** float32, row-major [rows, classes]. */
  readonly probabilities: Float32Array;
  /** Label per class, as the model file gives it. */
  readonly labels: readonly number[];
  /** Largest difference of a probability that counts as rounding. */
  readonly tolerance: number;
}

/** How well a file agrees with its trainer. */
export interface Agreement {
  /** Largest difference of a probability. */
  readonly largestDifference: number;
  /** Rows whose class differs although the difference is within the tolerance: ties to within rounding. */
  readonly differentLabels: number;
}

/**
 * Runs a model in ONNX Runtime on the rows that its trainer answered and compares: probabilities within the tolerance
 * and the same label for every row whose two likeliest classes differ by more than rounding.
 * @throws AppError MODEL_DISAGREES
 */
export async function requireAgreement(file: ClassifierFile, answers: TrainerAnswers): Promise<Agreement> {
  const { rows, probabilities, labels, tolerance } = answers;
  await using session = await openSession(file.bytes);
  const results = await session.run({ [file.input]: { data: answers.values, shape: [rows, ...answers.shape] } });
  const theirs = results[file.probabilities]?.data ?? new Float32Array(0);
  let difference = theirs.length === probabilities.length ? 0 : Infinity;
  for (let i = 0; i < probabilities.length; i++) difference = Math.max(difference, Math.abs((probabilities[i] as number) - Number(theirs[i])));
  if (!(difference <= tolerance)) throw appError('MODEL_DISAGREES', { difference: `${difference.toPrecision(3)} in a probability` });
  const classes = labels.length;
  const own = likeliestClasses(probabilities, rows, classes);
  const given = file.label === null ? null : (results[file.label]?.data ?? new BigInt64Array(0));
  const ofFile = given ? null : likeliestClasses(Float32Array.from(theirs as ArrayLike<number>), rows, classes);
  const differs = (row: number): boolean => (given ? Number(given[row]) !== labels[own[row] as number] : ofFile?.[row] !== own[row]);
  const different = Array.from(own.keys()).filter(differs);
  const wrong = different.filter((row) => !isTie(probabilities.subarray(row * classes, (row + 1) * classes), tolerance));
  if (wrong.length > 0) throw appError('MODEL_DISAGREES', { difference: `the class of ${wrong.length} of ${rows} rows` });
  return { largestDifference: difference, differentLabels: different.length };
}

function isTie(probabilities: Float32Array, tolerance: number): boolean {
  const [first = 0, second = 0] = [...probabilities].sort((a, b) => b - a);
  return first - second <= 2 * tolerance;
}
