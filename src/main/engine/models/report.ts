import { confusionFigures, confusionMatrix } from '../../../shared/stats/confusion.ts';
import type { Metrics } from '../../../shared/records/learning.ts';

/** What a training report counts. */
export interface ReportInput {
  /** Class index per tested row. */
  readonly reference: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly classes: readonly string[];
  readonly trainRows: number;
  /** Samples that the training rows are changed copies of; absent where the rows are the samples. */
  readonly trainSamples?: number;
  /** How training and test rows were told apart, in words. */
  readonly split: string;
}

/** Confusion matrix, overall accuracy, precision, recall, F1 per class and macro F1 of predictions. */
export function trainingMetrics(input: ReportInput): Metrics {
  const confusion = confusionMatrix(input.reference, input.predicted, input.classes.length);
  const figures = confusionFigures(confusion);
  return {
    overallAccuracy: figures.overallAccuracy,
    macroF1: figures.macroF1,
    perClass: figures.perClass.map((figure, c) => ({ code: input.classes[c] ?? '', ...figure })),
    confusion,
    classes: [...input.classes],
    trainRows: input.trainRows,
    ...(input.trainSamples === undefined ? {} : { trainSamples: input.trainSamples }),
    testRows: input.reference.length,
    split: input.split,
  };
}
