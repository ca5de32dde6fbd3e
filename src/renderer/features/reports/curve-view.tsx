import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { textOf } from '../../../shared/messages/message.ts';
import { toldGain } from '../../../shared/reports/curve-verdict.ts';
import type { LocalCurve } from '../../../shared/reports/local-curve.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { splitText } from '../../state/samples/split-text.ts';
import { inLanguage, useFamilies } from '../../state/families.ts';
import { useRecords } from '../../state/records.ts';
import { type Figures, figuresIn } from './figures.ts';
import { JoinCard } from './join-card.tsx';

const WIDTH = 460;
const HEIGHT = 210;
const LEFT = 42;
const BOTTOM = 34;

/** Macro F1 over the number of local samples: the mean with its spread, every draw as a thin line, the fitted curve dashed, and in words what more are worth. */
export function CurveView({ curve }: { readonly curve: LocalCurve }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const figures = figuresIn(i18n.language);
  const learner = useLearnerWords(curve);
  return (
    <>
      <section className="reports-card reports-wide">
        <h3>{t('reports.curve')}</h3>
        <p className="reports-verdict" data-kind={curve.verdict.kind}>{verdictWords(curve, t, figures)}</p>
        <Plot curve={curve} figures={figures} />
        <p className="soft">{t('reports.curve-note', { draws: figures.count(curve.trials.length), count: curve.trials.length, split: splitText(curve.split, t, i18n.language), family: learner })}</p>
        {curve.warnings.length > 0 && <ul className="reports-notes soft">{curve.warnings.map((warning) => <li key={textOf(warning)}>{toldText(warning)}</li>)}</ul>}
      </section>
      <section className="reports-card">
        <h3>{t('reports.curve-steps')}</h3>
        <Steps curve={curve} figures={figures} />
      </section>
      {curve.foreign.id !== curve.local.id && curve.foreign.where.length + curve.local.where.length === 0 && <JoinCard curve={curve} />}
    </>
  );
}

/** Which classifier was trained, in the language of the window. */
function useLearnerWords({ family, learner }: LocalCurve): string {
  const { t, i18n } = useTranslation();
  const known = useFamilies()?.find(({ id }) => id === learner?.family);
  const encoder = useRecords((state) => state.model.find(({ id }) => id === learner?.encoder))?.title ?? learner?.encoder ?? null;
  if (!learner || !known) return family;
  return [inLanguage(known.label, i18n.language), t(`learner.input.${learner.input}`), ...(encoder === null ? [] : [encoder])].join(' · ');
}

function verdictWords({ verdict, gain, steps }: LocalCurve, t: TFunction, { change, count }: Figures): string {
  const last = steps.at(-1)?.samples ?? 0;
  const more = (n: number | null): string => count(Math.max(0, (n ?? 0) - last));
  const told = gain ? t('reports.gain', { from: count(gain.from), to: count(gain.to), mean: change(toldGain(gain, steps)), low: change(gain.low), high: change(gain.high) }) : '';
  const values = { last: count(last), enough: count(verdict.enough ?? 0), low: count(verdict.low ?? 0), high: count(verdict.high ?? 0), more: more(verdict.enough), moreLow: more(verdict.low), moreHigh: more(verdict.high) };
  return `${told} ${t(`reports.verdict.${verdict.kind}`, values)}`.trim();
}

function Plot({ curve, figures }: { readonly curve: LocalCurve; readonly figures: Figures }): React.JSX.Element {
  const { t } = useTranslation();
  const { steps, trials, fit } = curve;
  const { count, two } = figures;
  const all = trials.flatMap((trial) => trial.steps.map(({ macroF1 }) => macroF1));
  const { low, high, step } = axis(all);
  const last = Math.max(1, steps.at(-1)?.samples ?? 1);
  const x = (samples: number): number => LEFT + (samples / last) * (WIDTH - LEFT - 12);
  const y = (value: number): number => 8 + (1 - (value - low) / (high - low)) * (HEIGHT - BOTTOM - 8);
  const path = (points: readonly (readonly [number, number])[]): string => points.map(([n, value], i) => `${i === 0 ? 'M' : 'L'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const band = [...steps.map(({ samples, macroF1, sd }) => [samples, macroF1 + sd] as const), ...steps.toReversed().map(({ samples, macroF1, sd }) => [samples, macroF1 - sd] as const)];
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + step * i);
  return (
    <svg className="reports-plot reports-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('reports.curve-label', { from: two(steps[0]?.macroF1 ?? 0), to: two(steps.at(-1)?.macroF1 ?? 0), count: last, samples: count(last) })}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={LEFT} x2={WIDTH - 12} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 6} y={y(tick) + 3.5} textAnchor="end">{two(tick)}</text>
        </g>
      ))}
      {trials.map(({ seed, steps: own }) => <path key={seed} className="draw" d={path(own.map(({ samples, macroF1 }) => [samples, macroF1]))} />)}
      <path className="band" d={`${path(band)}Z`} />
      {fit && <path className="fit" d={path(Array.from({ length: 60 }, (_, i) => [(last * i) / 59, fit.ceiling - fit.reach * Math.exp(-(last * i) / 59 / fit.scale)]))} />}
      <path className="mean" d={path(steps.map(({ samples, macroF1 }) => [samples, macroF1]))} />
      {steps.map(({ samples, macroF1, sd }) => (
        <g key={samples}>
          <circle className="mean-dot" cx={x(samples)} cy={y(macroF1)} r="3.5"><title>{t('reports.curve-step', { count: samples, samples: count(samples), macroF1: two(macroF1), sd: two(sd) })}</title></circle>
          <text x={x(samples)} y={HEIGHT - BOTTOM + 16} textAnchor="middle">{count(samples)}</text>
        </g>
      ))}
      <text transform={`translate(9 ${(8 + HEIGHT - BOTTOM) / 2}) rotate(-90)`} textAnchor="middle">{t('report.macro-f1')}</text>
      <text x={(LEFT + WIDTH) / 2} y={HEIGHT - 4} textAnchor="middle">{t('reports.local-samples')}</text>
    </svg>
  );
}

/** Round limits around the values and a round step between the lines. */
function axis(values: readonly number[]): { readonly low: number; readonly high: number; readonly step: number } {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = [0.02, 0.05, 0.1, 0.2].find((candidate) => most - least <= candidate * 5) ?? 0.2;
  const low = Math.floor(least / step) * step;
  return { low, high: Math.max(low + step, Math.ceil(most / step) * step), step };
}

function Steps({ curve: { steps }, figures: { count, figure, percent } }: { readonly curve: LocalCurve; readonly figures: Figures }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <table className="reports-table number">
      <thead><tr><th scope="col">{t('reports.local-samples')}</th><th scope="col">{t('report.macro-f1')}</th><th scope="col">±</th><th scope="col">{t('reports.accuracy')}</th></tr></thead>
      <tbody>{steps.map(({ samples, macroF1, sd, overallAccuracy }) => <tr key={samples}><th scope="row">{count(samples)}</th><td>{figure(macroF1)}</td><td>{figure(sd)}</td><td>{percent(overallAccuracy)}</td></tr>)}</tbody>
    </table>
  );
}
