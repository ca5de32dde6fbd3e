import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import type { CurvePoint } from '../../../shared/families/curve.ts';
import { type ThemeColours, useThemeColours } from '../../ui/theme-colours.ts';
import 'uplot/dist/uPlot.min.css';
import type { KeptPoint } from './training-curve.ts';
import './curve-chart.css';

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const AXIS_WIDTH = 40;
const SMALLEST = { width: 120, height: 80 };

interface CurveChartProps {
  readonly points: readonly CurvePoint[];
  /** The epoch to mark; null for none. Once a training is done, the figures below are those of the epoch that it kept. */
  readonly kept: KeptPoint | null;
}

/** How a training goes: loss of training and validation on the left, macro F1 of the validation on the right, by epoch; the epoch that is kept is marked. */
export function CurveChart({ points, kept }: CurveChartProps): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const target = useRef<HTMLDivElement>(null);
  const latest = points.at(-1);
  const hasValidation = points.some(({ validationLoss }) => validationLoss !== null);
  usePlot(target, points, kept?.point ?? null);
  if (!latest) return null;
  const figure = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const whole = new Intl.NumberFormat(i18n.language);
  const told = (value: number | null): string => (value === null ? '–' : figure.format(value));
  const isOver = kept?.kind === 'kept';
  const shown = isOver ? kept.point : latest;
  const words = { epoch: whole.format(shown.epoch), last: whole.format(latest.epoch), loss: told(shown.trainLoss), validation: told(shown.validationLoss), f1: told(shown.macroF1) };
  return (
    <figure className="curve-chart">
      <div className="curve-plot" ref={target} role="img" aria-label={t(isOver ? 'train.kept-words' : 'train.curve-words', words)} />
      <figcaption className="number">
        <span data-kept={isOver}>{t(isOver ? 'train.kept' : 'train.epoch', words)}</span>
        <span data-line="train">{t('train.loss-train')} {words.loss}</span>
        {hasValidation && <span data-line="validation">{t('train.loss-validation')} {words.validation}</span>}
        {hasValidation && <span data-line="f1">{t('train.curve-f1')} {words.f1}</span>}
        {kept?.kind === 'lowest' && <span data-kept>{t('train.lowest', { epoch: whole.format(kept.point.epoch), validation: told(kept.point.validationLoss) })}</span>}
      </figcaption>
    </figure>
  );
}

/** Makes the plot once per theme and language; new epochs only move what is there. */
function usePlot(target: React.RefObject<HTMLDivElement | null>, points: readonly CurvePoint[], marked: CurvePoint | null): void {
  const { i18n } = useTranslation();
  const colours = useThemeColours(target);
  const plot = useRef<uPlot>(null);
  const isShown = points.length > 0;
  const markedEpoch = marked?.epoch ?? null;
  const latest = useRef(dataOf(points, markedEpoch));
  useEffect(() => {
    latest.current = dataOf(points, markedEpoch);
    plot.current?.setData(latest.current);
  }, [points, markedEpoch]);
  useEffect(() => {
    const element = target.current;
    if (!element || !colours || !isShown) return undefined;
    const size = (): { width: number; height: number } => ({ width: Math.max(SMALLEST.width, element.clientWidth), height: Math.max(SMALLEST.height, element.clientHeight) });
    const made = new uPlot({ ...size(), ...plotOptions(colours, i18n.language) }, latest.current, element);
    plot.current = made;
    const observer = new ResizeObserver(() => { made.setSize(size()); });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [target, colours, isShown, i18n.language]);
}

/** The lines, and the validation loss of the marked epoch alone. */
function dataOf(points: readonly CurvePoint[], marked: number | null): uPlot.AlignedData {
  return [points.map(({ epoch }) => epoch), points.map(({ trainLoss }) => trainLoss), points.map(({ validationLoss }) => validationLoss), points.map(({ macroF1 }) => macroF1), points.map(({ epoch, validationLoss }) => (epoch === marked ? validationLoss : null))];
}

function plotOptions(colours: ThemeColours, language: string): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = { stroke: colours.soft, font: FONT, grid: { stroke: colours.line, width: 1 }, ticks: { show: false } };
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const values = (_: uPlot, splits: number[]): string[] => splits.map((value) => numbers.format(value));
  const whole = (_: uPlot, splits: number[]): string[] => splits.map((value) => (Number.isInteger(value) ? numbers.format(value) : ''));
  return {
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, low, high) => [low, Math.max(high, low + 1)] },
      loss: { range: (_, _low, high) => [0, high > 0 ? high * 1.05 : 1] },
      f1: { range: () => [0, 1] },
    },
    axes: [
      { ...axis, values: whole, size: 24 },
      { ...axis, scale: 'loss', size: AXIS_WIDTH, values },
      { ...axis, scale: 'f1', side: 1, size: 32, grid: { show: false }, values },
    ],
    series: [
      {},
      { scale: 'loss', stroke: colours.soft, width: 1.5, points: { show: false } },
      { scale: 'loss', stroke: colours.accent, width: 2, points: { show: false } },
      { scale: 'f1', stroke: colours.accent, width: 1.5, dash: [5, 4], points: { show: false } },
      { scale: 'loss', stroke: colours.accent, width: 0, points: { show: true, size: 9, fill: colours.accent, stroke: colours.accent } },
    ],
  };
}
