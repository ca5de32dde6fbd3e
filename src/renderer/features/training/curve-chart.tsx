import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import type { CurvePoint } from '../../../shared/families/curve.ts';
import { type ThemeColours, useThemeColours } from '../../ui/theme-colours.ts';
import 'uplot/dist/uPlot.min.css';
import './curve-chart.css';

const FONT = '11px "Inter Variable", system-ui, sans-serif';
const AXIS_WIDTH = 40;
const SMALLEST = { width: 120, height: 80 };

/** How a training goes: loss of training and validation on the left, macro F1 of the validation on the right, by epoch. */
export function CurveChart({ points }: { readonly points: readonly CurvePoint[] }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const target = useRef<HTMLDivElement>(null);
  const latest = points.at(-1);
  const hasValidation = points.some(({ validationLoss }) => validationLoss !== null);
  usePlot(target, points);
  if (!latest) return null;
  const figure = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const told = (value: number | null): string => (value === null ? '–' : figure.format(value));
  return (
    <figure className="curve-chart">
      <div className="curve-plot" ref={target} role="img" aria-label={t('train.curve-words', { epoch: latest.epoch, loss: told(latest.trainLoss), validation: told(latest.validationLoss), f1: told(latest.macroF1) })} />
      <figcaption className="number">
        <span>{t('train.epoch', { epoch: new Intl.NumberFormat(i18n.language).format(latest.epoch) })}</span>
        <span data-line="train">{t('train.loss-train')} {told(latest.trainLoss)}</span>
        {hasValidation && <span data-line="validation">{t('train.loss-validation')} {told(latest.validationLoss)}</span>}
        {hasValidation && <span data-line="f1">{t('train.curve-f1')} {told(latest.macroF1)}</span>}
      </figcaption>
    </figure>
  );
}

/** Makes the plot once per theme and language; new epochs only move what is there. */
function usePlot(target: React.RefObject<HTMLDivElement | null>, points: readonly CurvePoint[]): void {
  const { i18n } = useTranslation();
  const colours = useThemeColours(target);
  const plot = useRef<uPlot>(null);
  const isShown = points.length > 0;
  const latest = useRef(points);
  useEffect(() => {
    latest.current = points;
    plot.current?.setData(dataOf(points));
  }, [points]);
  useEffect(() => {
    const element = target.current;
    if (!element || !colours || !isShown) return undefined;
    const size = (): { width: number; height: number } => ({ width: Math.max(SMALLEST.width, element.clientWidth), height: Math.max(SMALLEST.height, element.clientHeight) });
    const made = new uPlot({ ...size(), ...plotOptions(colours, i18n.language) }, dataOf(latest.current), element);
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

function dataOf(points: readonly CurvePoint[]): uPlot.AlignedData {
  return [points.map(({ epoch }) => epoch), points.map(({ trainLoss }) => trainLoss), points.map(({ validationLoss }) => validationLoss), points.map(({ macroF1 }) => macroF1)];
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
    ],
  };
}
