import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/reports/assessment.ts';
import { figuresIn } from './figures.ts';

const SIDE = 200;
const LEFT = 34;
const BOTTOM = 30;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** The reliability diagram: how often the model is right when it says so sure. On the diagonal, its probabilities can be believed. */
export function Reliability({ assessment: { calibration, scaled } }: { readonly assessment: Assessment }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { figure, two, percent, count } = figuresIn(i18n.language);
  const x = (share: number): number => LEFT + share * SIDE;
  const y = (share: number): number => 6 + (1 - share) * SIDE;
  const most = Math.max(1, ...calibration.bins.map((bin) => bin.count));
  const line = scaled?.calibration.bins.filter((bin) => bin.count > 0).map((bin) => `${x(bin.confidence)},${y(bin.accuracy)}`).join(' ');
  return (
    <figure className="reports-figure">
      <svg className="reports-plot" viewBox={`0 0 ${LEFT + SIDE + 18} ${SIDE + BOTTOM + 8}`} role="img" aria-label={t('reports.reliability-label', { error: figure(calibration.expectedError) })}>
        {TICKS.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 5} y={y(tick) + 3.5} textAnchor="end">{percentTick(tick, i18n.language)}</text>
            <text x={x(tick)} y={SIDE + 19} textAnchor="middle">{percentTick(tick, i18n.language)}</text>
          </g>
        ))}
        {calibration.bins.map((bin) => bin.count > 0 && (
          <g key={bin.low}>
            <title>{t('reports.bin', { confidence: percent(bin.confidence), accuracy: percent(bin.accuracy), count: bin.count, number: count(bin.count) })}</title>
            <rect className="bar" x={x(bin.low) + 1} width={(bin.high - bin.low) * SIDE - 2} y={y(bin.accuracy)} height={bin.accuracy * SIDE} fillOpacity={0.25 + 0.6 * Math.sqrt(bin.count / most)} />
            <rect className="hit" x={x(bin.low)} width={(bin.high - bin.low) * SIDE} y={y(1)} height={SIDE} />
          </g>
        ))}
        <line className="ideal" x1={x(0)} x2={x(1)} y1={y(0)} y2={y(1)} />
        {line !== undefined && <polyline className="scaled" points={line} />}
        <text x={x(0.5)} y={SIDE + BOTTOM + 4} textAnchor="middle">{t('reports.confidence')}</text>
      </svg>
      <figcaption>
        <dl className="reports-facts number">
          <dt title={t('reports.expected-error-tip')}>{t('reports.expected-error')}</dt><dd>{figure(calibration.expectedError)}{scaled && ` → ${figure(scaled.calibration.expectedError)}`}</dd>
          <dt title={t('reports.brier-tip')}>{t('reports.brier')}</dt><dd>{figure(calibration.brier)}{scaled && ` → ${figure(scaled.calibration.brier)}`}</dd>
          <dt>{t('reports.log-loss')}</dt><dd>{figure(calibration.logLoss)}{scaled && ` → ${figure(scaled.calibration.logLoss)}`}</dd>
        </dl>
        <p className="soft">{scaled ? t('reports.temperature', { value: two(scaled.temperature.value), rows: count(scaled.temperature.rows) }) : t('reports.no-temperature')}</p>
        {scaled && scaled.calibration.logLoss >= calibration.logLoss && <p>{t('reports.temperature-useless')}</p>}
      </figcaption>
    </figure>
  );
}

function percentTick(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
