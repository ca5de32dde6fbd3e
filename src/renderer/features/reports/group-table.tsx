import { useTranslation } from 'react-i18next';
import type { Assessment, GroupFigures } from '../../../shared/reports/assessment.ts';
import { figuresIn } from './figures.ts';
import { groupName } from './group-name.ts';
import { SortedTable, type TableColumn } from './sorted-table.tsx';

/** Figures of each region, year, data set or country: where the model holds and where it does not. */
export function GroupTable({ group: { by, values } }: { readonly group: Assessment['groups'][number] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { two, percent, count } = figuresIn(i18n.language);
  const name = ({ value }: GroupFigures): string => groupName(value, t);
  const columns: TableColumn<GroupFigures>[] = [
    { id: 'value', title: t(`reports.by.${by}`), value: name, cell: (row) => <span className="reports-group" title={row.value}>{name(row)}</span> },
    { id: 'macroF1', title: t('report.macro-f1'), value: ({ macroF1 }) => macroF1, cell: ({ macroF1 }) => two(macroF1) },
    { id: 'accuracy', title: t('reports.accuracy'), hint: t('reports.accuracy-tip'), value: ({ overallAccuracy }) => overallAccuracy, cell: (row) => <Interval row={row} words={percent(row.overallAccuracy)} hint={t('reports.interval', { low: percent(row.accuracyLow), high: percent(row.accuracyHigh) })} /> },
    { id: 'rows', title: t('report.support'), hint: t('report.support-tip'), value: ({ rows }) => rows, cell: ({ rows }) => count(rows) },
  ];
  return <SortedTable label={t(`reports.by.${by}`)} columns={columns} rows={values} keyOf={({ value }) => value} by="rows" />;
}

function Interval({ row, words, hint }: { readonly row: GroupFigures; readonly words: string; readonly hint: string }): React.JSX.Element {
  return (
    <span className="reports-interval" title={hint}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
        <line className="track" x1="0" x2="100" y1="5" y2="5" />
        <line x1={row.accuracyLow * 100} x2={row.accuracyHigh * 100} y1="5" y2="5" />
        <rect x={row.overallAccuracy * 100 - 1} y="1" width="2" height="8" />
      </svg>
      <span>{words}</span>
    </span>
  );
}
