import { useTranslation } from 'react-i18next';
import type { Metrics } from '../../shared/records/learning.ts';
import { measuredText } from '../state/samples/split-text.ts';
import './report-summary.css';

/** How good a model is, in two figures and one sentence on what they were measured on. */
export function ReportSummary({ metrics }: { readonly metrics: Metrics }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <div className="report-summary">
      <dl className="big-figures number">
        <div>
          <dt>{t('report.macro-f1')}</dt>
          <dd>{figure.format(metrics.macroF1)}</dd>
        </div>
        <div>
          <dt>{t('report.accuracy')}</dt>
          <dd>{percent.format(metrics.overallAccuracy)}</dd>
        </div>
      </dl>
      <p className="soft">{measuredText(metrics, t, i18n.language)}</p>
    </div>
  );
}
