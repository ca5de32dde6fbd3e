import type { Metrics } from '../records/learning.ts';
import type { Assessment } from './assessment.ts';
import type { LocalCurve } from './local-curve.ts';

type Cell = string | number | null;

/** A table of a report, as its file. */
export interface ReportTable {
  readonly name: string;
  /** Header first. */
  readonly lines: readonly (readonly Cell[])[];
}

/** Every table of a report, a file each; those that the report lacks are left out. Class codes stand for classes. */
export function reportTables({ metrics, assessment }: { readonly metrics: Metrics; readonly assessment: Assessment | null }): ReportTable[] {
  const { classes, confusion } = metrics;
  const matrix = (name: string, values: readonly (readonly number[])[]): ReportTable => ({
    name,
    lines: [['reference \\ predicted', ...classes], ...values.map((row, i) => [classes[i] ?? '', ...row])],
  });
  return [classTable(metrics, assessment), matrix('confusion.csv', confusion), ...(assessment ? [matrix('confusion-shares.csv', assessment.confusionShares), ...furtherTables(assessment)] : [])];
}

function classTable({ perClass, overallAccuracy }: Metrics, assessment: Assessment | null): ReportTable {
  const tested = perClass.reduce((sum, { support }) => sum + support, 0);
  const means = assessment ? (['macro', 'weighted'] as const).map((name) => [name, assessment[name].precision, assessment[name].recall, assessment[name].f1, tested]) : [];
  return {
    name: 'classes.csv',
    lines: [
      ['class', 'precision', 'recall', 'f1', 'support'],
      ...perClass.map(({ code, precision, recall, f1, support }) => [code, precision, recall, f1, support]),
      ...means,
      ['overall accuracy', null, null, overallAccuracy, tested],
      ...(assessment?.topK ?? []).slice(1).map((share, i) => [`among the ${i + 2} likeliest`, null, null, share, tested]),
    ],
  };
}

function furtherTables({ groups, calibration, scaled, importance }: Assessment): ReportTable[] {
  const bins = (name: string, { bins: of }: Assessment['calibration']): Cell[][] => of.map(({ low, high, count, confidence, accuracy }) => [name, low, high, count, count === 0 ? null : confidence, count === 0 ? null : accuracy]);
  return [
    ...(groups.length > 0
      ? [{
          name: 'groups.csv',
          lines: [
            ['by', 'value', 'rows', 'classes', 'overall_accuracy', 'accuracy_low_95', 'accuracy_high_95', 'macro_f1', 'weighted_f1'],
            ...groups.flatMap(({ by, values }) => values.map((group) => [by, group.value, group.rows, group.classes, group.overallAccuracy, group.accuracyLow, group.accuracyHigh, group.macroF1, group.weightedF1])),
          ],
        }]
      : []),
    { name: 'calibration.csv', lines: [['probabilities', 'low', 'high', 'count', 'confidence', 'accuracy'], ...bins('as they are', calibration), ...(scaled ? bins(`at temperature ${scaled.temperature.value.toFixed(4)}`, scaled.calibration) : [])] },
    ...(importance
      ? [{ name: 'importance.csv', lines: [['grouping', 'name', 'columns', 'macro_f1_drop', 'sd', 'accuracy_drop'], ...importance.items.map(({ grouping, name, columns, drop, sd, accuracyDrop }) => [grouping, name, columns, drop, sd, accuracyDrop])] }]
      : []),
  ];
}

/** The table of a local-data curve: a line per draw and step, and the means with their spread. */
export function curveTable({ trials, steps }: LocalCurve): ReportTable {
  return {
    name: 'curve.csv',
    lines: [
      ['draw', 'local_samples', 'macro_f1', 'macro_f1_sd', 'overall_accuracy', 'overall_accuracy_sd', 'test_rows'],
      ...trials.flatMap((trial) => trial.steps.map(({ samples, macroF1, overallAccuracy }) => [trial.seed, samples, macroF1, null, overallAccuracy, null, trial.testRows])),
      ...steps.map(({ samples, macroF1, sd, overallAccuracy, overallAccuracySd }) => ['mean', samples, macroF1, sd, overallAccuracy, overallAccuracySd, null]),
    ],
  };
}
