import type { ClassFigures, ConfusionFigures } from './confusion.ts';

/** Precision, recall and F1 over all classes at once. */
export interface MeanFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The means of a report, each over the classes that occur in the reference or in the prediction. */
export interface ClassMeans {
  /** Every class weighs the same: a rare crop counts as much as wheat. */
  readonly macro: MeanFigures;
  /** Every class weighs as its reference samples: what a sample drawn at random may expect. */
  readonly weighted: MeanFigures;
}

/** Macro and weighted means of a confusion matrix (scikit-learn's `classification_report`, without classes that occur nowhere). */
export function classMeans({ perClass }: ConfusionFigures, confusion: readonly (readonly number[])[]): ClassMeans {
  const present = perClass.filter((figures, i) => figures.support > 0 || confusion.some((row) => (row[i] ?? 0) > 0));
  return { macro: meanOf(present, () => 1), weighted: meanOf(present, ({ support }) => support) };
}

function meanOf(classes: readonly ClassFigures[], weightOf: (figures: ClassFigures) => number): MeanFigures {
  const total = classes.reduce((sum, figures) => sum + weightOf(figures), 0);
  const mean = (field: keyof MeanFigures): number => (total === 0 ? 0 : classes.reduce((sum, figures) => sum + figures[field] * weightOf(figures), 0) / total);
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

/** Shares of each reference class: rows of the matrix divided by their sums; rows of classes without samples stay 0. */
export function rowNormalised(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => {
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => (sum === 0 ? 0 : value / sum));
  });
}
