import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingReport } from '../../../shared/contract/reports.ts';
import type { Evaluation } from '../../../shared/reports/evaluation.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { measuredText } from '../../state/samples/split-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { ConfusionPicture } from '../../ui/confusion-picture.tsx';
import { ClassTable } from './class-table.tsx';
import { figuresIn } from './figures.ts';
import { GroupTable } from './group-table.tsx';
import { ImportanceBars } from './importance-bars.tsx';
import { Reliability } from './reliability.tsx';

export type FigureReport = TrainingReport | Evaluation;

/** A report on tested samples: figures, classes, confusion, groups, calibration, what matters. */
export function ReportView({ report }: { readonly report: FigureReport }): React.JSX.Element {
  const { t } = useTranslation();
  const { metrics, assessment, scheme } = report;
  return (
    <>
      <section className="reports-card">
        <Summary report={report} />
        <h3>{t('report.classes')}</h3>
        <ClassTable metrics={metrics} assessment={assessment} scheme={scheme} />
      </section>
      <ConfusionCard report={report} />
      {assessment?.groups.filter(({ values }) => values.length > 1).map((group) => (
        <section key={group.by} className="reports-card">
          <h3>{t(`reports.each.${group.by}`)}</h3>
          <GroupTable group={group} />
        </section>
      ))}
      {assessment && (
        <section className="reports-card">
          <h3>{t('reports.reliability')}</h3>
          <Reliability assessment={assessment} />
        </section>
      )}
      {assessment?.importance && (
        <section className="reports-card">
          <h3>{t('reports.importance')}</h3>
          <ImportanceBars importance={assessment.importance} />
        </section>
      )}
    </>
  );
}

function Summary({ report }: { readonly report: FigureReport }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { figure, percent, count } = figuresIn(i18n.language);
  const { metrics, assessment } = report;
  const top = assessment?.topK[2];
  const big: readonly (readonly [string, string])[] = [
    [t('report.macro-f1'), figure(metrics.macroF1)],
    ...(assessment ? [[t('reports.weighted-f1'), figure(assessment.weighted.f1)] as const] : []),
    [t('report.accuracy'), percent(metrics.overallAccuracy)],
    ...(top === undefined || metrics.classes.length < 4 ? [] : [[t('reports.top-3'), percent(top)] as const]),
  ];
  return (
    <>
      <dl className="reports-big number">{big.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <p className="soft">{report.kind === 'evaluation' ? t('reports.tested-on', { number: count(metrics.testRows), count: metrics.testRows, samples: report.samples.title, model: report.model.title }) : measuredText(metrics, t, i18n.language)}</p>
      {report.kind === 'evaluation' ? <LeftOut report={report} /> : <Notes lines={report.warnings.map(toldText)} />}
      {report.kind === 'training' && assessment === null && <p className="soft">{t('reports.no-assessment')}</p>}
    </>
  );
}

function LeftOut({ report: { leftOut, warnings } }: { readonly report: Evaluation }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { count } = figuresIn(i18n.language);
  const unknown = Object.entries(leftOut.unknownClass);
  const lines = [
    ...(leftOut.where > 0 ? [t('reports.left-where', { count: leftOut.where, number: count(leftOut.where) })] : []),
    ...(leftOut.learnt > 0 ? [t('reports.left-learnt', { count: leftOut.learnt, number: count(leftOut.learnt) })] : []),
    ...(leftOut.empty > 0 ? [t('reports.left-empty', { count: leftOut.empty, number: count(leftOut.empty) })] : []),
    ...(unknown.length > 0 ? [t('reports.left-unknown', { classes: unknown.map(([code, rows]) => `${code} (${count(rows)})`).join(', ') })] : []),
    ...warnings.map(toldText),
  ];
  return <Notes lines={lines} />;
}

function Notes({ lines }: { readonly lines: readonly string[] }): React.JSX.Element {
  return lines.length === 0 ? <></> : <ul className="reports-notes soft">{lines.map((line) => <li key={line}>{line}</li>)}</ul>;
}

function ConfusionCard({ report: { metrics, scheme } }: { readonly report: FigureReport }): React.JSX.Element {
  const { t } = useTranslation();
  const [shown, setShown] = useState<'shares' | 'counts'>('shares');
  return (
    <section className="reports-card reports-confusion">
      <div className="reports-card-head">
        <h3>{t('report.confusion')}</h3>
        <Choice legend="aloud" label={t('reports.cells')} value={shown} options={(['shares', 'counts'] as const).map((value) => ({ value, label: t(`reports.cells-${value}`) }))} onChange={setShown} />
      </div>
      <ConfusionPicture key={shown} metrics={metrics} scheme={scheme} shown={shown} />
    </section>
  );
}
