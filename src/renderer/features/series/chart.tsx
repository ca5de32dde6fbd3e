import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import { useThemeColours } from '../../ui/theme-colours.ts';
import type { ChartModel } from './chart-model.ts';
import { plotData, plotOptions, type PlotState } from './plot.ts';
import 'uplot/dist/uPlot.min.css';
import './chart.css';

/** A moment that the person points at, and where it stands in the plot. */
export interface Pointed {
  readonly moment: number;
  /** CSS pixels from the left of the chart. */
  readonly left: number;
}

/** Where the plot lies in the chart, for what is drawn below it. */
export interface Layout {
  readonly left: number;
  readonly width: number;
}

export interface ChartProps extends PlotState {
  readonly model: ChartModel;
  readonly label: string;
  /** What is at the pointed moment, in words. */
  readonly words: string;
  readonly onPoint: (pointed: Pointed | null) => void;
  readonly onPress: (moment: number) => void;
  /** A stretch of time was drawn with the pointer; null: show all of it again. */
  readonly onSpan: (span: readonly [number, number] | null) => void;
  readonly onLayout: (layout: Layout) => void;
}

/** The plot. Arrow keys go from point to point, Enter moves the map there, Escape shows the whole time again. */
export function Chart(props: ChartProps): React.JSX.Element {
  const { model, label, words, onPress, onSpan, onPoint } = props;
  const target = useRef<HTMLDivElement>(null);
  const [index, setIndex] = useState<number | null>(null);
  const plot = usePlot(target, props, setIndex);
  const pointTo = (next: number): void => {
    const at = Math.min(model.moments.length - 1, Math.max(0, next));
    const moment = model.moments[at];
    if (moment === undefined || !plot.current) return;
    setIndex(at);
    onPoint({ moment, left: plot.current.valToPos(moment, 'x') + plot.current.bbox.left / uPlot.pxRatio });
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const from = index ?? -1;
    if (event.key === 'ArrowRight') pointTo(from + 1);
    else if (event.key === 'ArrowLeft') pointTo(from < 0 ? model.moments.length - 1 : from - 1);
    else if (event.key === 'Home') pointTo(0);
    else if (event.key === 'End') pointTo(model.moments.length - 1);
    else if (event.key === 'Enter' && model.moments[from] !== undefined) onPress(model.moments[from]);
    else if (event.key === 'Escape') onSpan(null);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="series-chart"
      ref={target}
      tabIndex={0}
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, model.moments.length - 1)}
      aria-valuenow={index ?? 0}
      aria-valuetext={words}
      onKeyDown={onKey}
      onDoubleClick={() => { onSpan(null); }}
      onPointerLeave={() => { setIndex(null); onPoint(null); }}
      onBlur={() => { onPoint(null); }}
    />
  );
}

/** Makes the plot, and makes it anew only when its lines are others; new points only move what is there. */
function usePlot(target: React.RefObject<HTMLDivElement | null>, props: ChartProps, setIndex: (index: number | null) => void): React.RefObject<uPlot | null> {
  const { i18n } = useTranslation();
  const colours = useThemeColours(target);
  const plot = useRef<uPlot>(null);
  const latest = useRef(props);
  useEffect(() => { latest.current = props; });
  const structure = JSON.stringify(props.model.lines.map(({ points: _points, ...line }) => line));
  useEffect(() => {
    const element = target.current;
    if (!element || !colours) return undefined;
    const now = latest.current;
    const size = { width: Math.max(120, element.clientWidth), height: Math.max(60, element.clientHeight) };
    const events = {
      hovered: (index: number | null, left: number) => {
        const moment = index === null ? undefined : latest.current.model.moments[index];
        setIndex(index);
        latest.current.onPoint(moment === undefined || left < 0 || !plot.current ? null : { moment, left: plot.current.valToPos(moment, 'x') + plot.current.bbox.left / uPlot.pxRatio });
      },
      pressed: (moment: number) => { latest.current.onPress(moment); },
      spanned: (from: number, to: number) => { latest.current.onSpan([from, to]); },
      laidOut: ({ bbox }: uPlot) => { latest.current.onLayout({ left: bbox.left / uPlot.pxRatio, width: bbox.width / uPlot.pxRatio }); },
    };
    const made = new uPlot(plotOptions(now.model, size, i18n.language, colours, () => latest.current, events), plotData(now.model), element);
    plot.current = made;
    const observer = new ResizeObserver(() => { made.setSize({ width: Math.max(120, element.clientWidth), height: Math.max(60, element.clientHeight) }); });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [target, colours, structure, i18n.language, setIndex]);
  const { model, span, day, frame } = props;
  useEffect(() => { plot.current?.setData(plotData(model)); }, [model, span]);
  useEffect(() => { plot.current?.redraw(false); }, [day, frame]);
  return plot;
}
