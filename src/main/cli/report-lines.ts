import type { Evaluation } from '../../shared/reports/evaluation.ts';
import type { LocalCurve } from '../../shared/reports/local-curve.ts';
import { counted } from './counted.ts';
import { textOf, type Told } from '../../shared/messages/message.ts';

/** Items of the importance that are printed; all are in the file. */
const MOST_ITEMS = 8;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const figure = (value: number): string => value.toFixed(3);

/** What a person wants to see of an evaluation. */
export function evaluationLines({ metrics, assessment, leftOut }: Evaluation): string[] {
  const { calibration, scaled, groups, importance, topK, weighted } = assessment;
  const top = topK[2] === undefined ? [] : [`among the 3 likeliest ${percent(topK[2])}`];
  const unknown = Object.entries(leftOut.unknownClass);
  return [
    [`${counted(metrics.testRows, 'sample')} tested: macro F1 ${figure(metrics.macroF1)}, weighted F1 ${figure(weighted.f1)}, overall accuracy ${percent(metrics.overallAccuracy)}`, ...top].join(', '),
    ...(leftOut.learnt > 0 ? [`  left out: ${counted(leftOut.learnt, 'sample')} that the model learnt from`] : []),
    ...(unknown.length > 0 ? [`  left out: classes that the model does not know: ${unknown.map(([code, count]) => `${code} (${count})`).join(', ')}`] : []),
    ...metrics.perClass.filter(({ support }) => support > 0).map(({ code, precision, recall, f1, support }) => `  ${code.padEnd(24)} precision ${figure(precision)}  recall ${figure(recall)}  F1 ${figure(f1)}  ${counted(support, 'sample')}`),
    ...groups.flatMap(({ by, values }) => values.map((group) => `  ${`${by} ${group.value}`.padEnd(24)} macro F1 ${figure(group.macroF1)}  accuracy ${percent(group.overallAccuracy)} (${percent(group.accuracyLow)} … ${percent(group.accuracyHigh)})  ${counted(group.rows, 'sample')}`)),
    `calibration: expected error ${figure(calibration.expectedError)}, Brier ${figure(calibration.brier)}, log loss ${figure(calibration.logLoss)}${scaled ? `; at temperature ${scaled.temperature.value.toFixed(2)}: ${figure(scaled.calibration.expectedError)}, ${figure(scaled.calibration.brier)}, ${figure(scaled.calibration.logLoss)}${scaled.calibration.logLoss < calibration.logLoss ? '' : ', which is no better on these rows'}` : ''}`,
    ...(importance ? [`what matters (drop of macro F1 when shuffled): ${importance.items.filter(({ grouping }) => grouping === 'feature').slice(0, MOST_ITEMS).map(({ name, drop }) => `${name} ${figure(drop)}`).join(', ')}`] : []),
  ];
}

/** A local-data curve as lines, and what it says in words. @param told warnings that were said before the start */
export function curveLines({ steps, verdict, trials, warnings }: LocalCurve, told: readonly Told[]): string[] {
  return [
    ...steps.map(({ samples, macroF1, sd, overallAccuracy }) => `  ${String(samples).padStart(7)} local samples: macro F1 ${figure(macroF1)} ± ${figure(sd)}, overall accuracy ${percent(overallAccuracy)} (${counted(trials.length, 'draw')})`),
    ...warnings.map(textOf).filter((warning) => !told.map(textOf).includes(warning)).map((warning) => `  ! ${warning}`),
    verdict.words,
  ];
}
