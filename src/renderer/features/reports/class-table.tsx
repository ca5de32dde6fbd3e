import { useTranslation } from 'react-i18next';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { Metrics } from '../../../shared/records/learning.ts';
import type { Assessment } from '../../../shared/reports/assessment.ts';
import { classLook } from '../../ui/class-look.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { figuresIn } from './figures.ts';
import { SortedTable, type TableColumn } from './sorted-table.tsx';

type Row = Metrics['perClass'][number];
const MEASURES = ['precision', 'recall', 'f1'] as const;

export interface ClassTableProps {
  readonly metrics: Metrics;
  readonly assessment: Assessment | null;
  readonly scheme: ClassScheme;
}

/** Precision, recall, F1 and tested samples of every class, sorted by any of them; the means below. */
export function ClassTable({ metrics, assessment, scheme }: ClassTableProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { two, count } = figuresIn(i18n.language);
  const look = ({ code }: Row) => classLook(scheme, code, i18n.language);
  const columns: TableColumn<Row>[] = [
    { id: 'class', title: t('report.class'), value: (row) => look(row).label, cell: (row) => <><Swatch colour={look(row).colour} /><span className="reports-name" title={look(row).label}>{look(row).label}</span></> },
    ...MEASURES.map((measure) => ({
      id: measure, title: t(`report.${measure}`), hint: t(`report.${measure}-tip`), value: (row: Row) => row[measure],
      cell: (row: Row) => (measure === 'f1' ? <span className="reports-bar"><svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden><rect width={row.f1 * 100} height="16" /></svg><span>{two(row.f1)}</span></span> : two(row[measure])),
    })),
    { id: 'support', title: t('report.support'), hint: t('report.support-tip'), value: (row) => row.support, cell: (row) => count(row.support) },
  ];
  const foot = assessment && (['macro', 'weighted'] as const).map((mean) => (
    <tr key={mean}>
      <th scope="row" title={t(`reports.${mean}-tip`)}>{t(`reports.${mean}`)}</th>
      {MEASURES.map((measure) => <td key={measure}>{two(assessment[mean][measure])}</td>)}
      <td>{count(metrics.testRows)}</td>
    </tr>
  ));
  return <SortedTable label={t('report.classes')} columns={columns} rows={metrics.perClass} keyOf={({ code }) => code} by="support" foot={foot} />;
}
