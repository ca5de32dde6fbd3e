import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { Metrics } from '../../../shared/records/learning.ts';
import { classLook } from '../../ui/class-look.ts';
import { ConfusionPicture } from '../../ui/confusion-picture.tsx';
import { ReportSummary } from '../../forms/report-summary.tsx';

export interface ReportProps {
  readonly metrics: Metrics;
  readonly scheme: ClassScheme;
}

type Order = 'support' | 'f1' | 'precision' | 'recall';

/** The training report: two figures, every class, and which classes are taken for which. */
export function Report({ metrics, scheme }: ReportProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <ReportSummary metrics={metrics} />
      <h3>{t('report.confusion')}</h3>
      <ConfusionPicture metrics={metrics} scheme={scheme} />
      <h3>{t('report.classes')}</h3>
      <ClassTable metrics={metrics} scheme={scheme} />
    </>
  );
}

function ClassTable({ metrics, scheme }: ReportProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [order, setOrder] = useState<Order>('support');
  const figure = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const count = new Intl.NumberFormat(i18n.language);
  const rows = [...metrics.perClass].sort((a, b) => b[order] - a[order]);
  const columns: readonly Order[] = ['precision', 'recall', 'f1', 'support'];
  return (
    <table className="report-table number">
      <thead>
        <tr>
          <th scope="col">{t('report.class')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" aria-sort={order === column ? 'descending' : 'none'}>
              <button type="button" title={t(`report.${column}-tip`)} onClick={() => { setOrder(column); }}>{t(`report.${column}`)}</button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { label, colour } = classLook(scheme, row.code, i18n.language);
          return (
            <tr key={row.code}>
              <th scope="row">
                <svg className="swatch" viewBox="0 0 14 14" aria-hidden><rect x="0.5" y="0.5" width="13" height="13" rx="2" fill={colour} stroke="currentColor" strokeOpacity="0.35" /></svg>
                {label}
              </th>
              <td>{figure.format(row.precision)}</td>
              <td>{figure.format(row.recall)}</td>
              <td className="bar-cell"><svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden><rect width={row.f1 * 100} height="16" /></svg><span>{figure.format(row.f1)}</span></td>
              <td>{count.format(row.support)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
