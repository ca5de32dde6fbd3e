import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayMs, type DayRange, goToDay, goToFrame, isoDay, type TimeLayer } from '../../state/map/moment.ts';
import { showPeriod } from '../../state/map/scene-layers.ts';
import { dayRange } from '../../ui/day-range.ts';
import { axisDays, nearestDay, type SceneDay } from './scene-days.ts';
import { stepFrame } from './commands.ts';
import { showAcquisition } from './show-acquisition.ts';

const DAY_MS = 86_400_000;
/** Where the ticks stand, the bars lie and the months are written, CSS pixels from the top. */
const TICKS = { top: 2, base: 25 };
const BARS = { top: 28, height: 7 };
const LABELS = 46;
/** A press nearer than this to a tick means the tick; farther than this moved it is a drag. */
const NEAR_PX = 5;

interface TrackProps {
  /** The layer that the keys step through. */
  readonly layer: TimeLayer | null;
  /** The layer whose periods are drawn. */
  readonly bars: TimeLayer | null;
  readonly days: readonly SceneDay[];
  readonly time: readonly [number, number];
  readonly day: string | null;
  readonly range: DayRange | null;
  readonly onRange: (range: DayRange | null) => void;
  readonly onPlay: () => void;
  readonly label: string;
  readonly words: string;
}

/** The time itself: acquisitions as ticks, periods as bars, what is chosen upon them. */
export function Track({ layer, bars, days, time, day, range, onRange, onPlay, label, words }: TrackProps): React.JSX.Element {
  const svg = useRef<SVGSVGElement>(null);
  const width = useWidth(svg);
  const [tip, setTip] = useState<number | null>(null);
  const scale = width / (time[1] - time[0]);
  const x = (moment: number): number => (moment - time[0]) * scale;
  const drag = useDrag(svg, { scale, first: time[0], onRange, onPress: (moment, y) => { press(moment, y, days, NEAR_PX / scale); }, onHover: setTip });
  const shown = drag.range ?? range;
  const onKey = useTrackKeys({ layer, days, day, range, onRange, onPlay });
  return (
    <div className="track">
      <svg ref={svg} {...drag.handlers} role="slider" tabIndex={0} aria-label={label} aria-valuemin={1} aria-valuemax={Math.max(1, layer?.frames.length ?? days.length)} aria-valuenow={(layer?.frame ?? 0) + 1} aria-valuetext={words} onKeyDown={onKey}>
        <Axis time={time} width={width} x={x} />
        {bars && <Bars layer={bars} isShown={bars === layer} x={x} />}
        {days.map((item) => <Tick key={item.day} item={item} at={x(dayMs(item.day) + DAY_MS / 2)} isCurrent={item.day === day} />)}
        {day !== null && <line className="moment" x1={x(dayMs(day) + DAY_MS / 2)} x2={x(dayMs(day) + DAY_MS / 2)} y1={0} y2={BARS.top + BARS.height + 1} />}
        {shown && <rect className="range" x={x(dayMs(shown.from))} y={0} width={Math.max(2, x(dayMs(shown.to) + DAY_MS) - x(dayMs(shown.from)))} height={BARS.top + BARS.height + 1} />}
      </svg>
      {tip !== null && drag.range === null && <TrackTip moment={tip} left={x(tip)} width={width} layer={bars} days={days} reach={NEAR_PX / scale} />}
    </div>
  );
}

function Axis({ time, width, x }: { readonly time: readonly [number, number]; readonly width: number; readonly x: (moment: number) => number }): React.JSX.Element {
  const { i18n } = useTranslation();
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC' });
  const year = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', timeZone: 'UTC' });
  return (
    <g aria-hidden>
      <line className="baseline" x1={0} x2={width} y1={TICKS.base + 0.5} y2={TICKS.base + 0.5} />
      {axisDays(time, width).map(({ at, isYear }) => (
        <g key={at}>
          <line className="month" x1={x(at)} x2={x(at)} y1={TICKS.base} y2={LABELS - 8} />
          {x(at) < width - 20 && <text className={isYear ? 'year-label' : 'month-label'} x={x(at) + 3} y={LABELS}>{(isYear ? year : month).format(at)}</text>}
        </g>
      ))}
    </g>
  );
}

/** Periods as bars; the shown one stands out. */
function Bars({ layer, isShown, x }: { readonly layer: TimeLayer; readonly isShown: boolean; readonly x: (moment: number) => number }): React.JSX.Element {
  return (
    <>
      {layer.frames.map(({ start, end }, index) => {
        const left = x(dayMs(start));
        const wide = x(dayMs(end) + DAY_MS) - left;
        return <rect key={`${start} ${index}`} className="period" data-current={isShown && index === layer.frame} x={left + Math.min(1, wide / 4)} y={BARS.top} width={Math.max(1.5, wide - Math.min(2, wide / 2))} height={BARS.height} rx={1.5} />;
      })}
    </>
  );
}

/** A day of acquisitions: its height is the clear share; dashed where nobody knows it. */
function Tick({ item, at, isCurrent }: { readonly item: SceneDay; readonly at: number; readonly isCurrent: boolean }): React.JSX.Element {
  const full = TICKS.base - TICKS.top;
  const height = item.cloud === null ? full / 2 : 3 + (full - 3) * (1 - Math.min(100, item.cloud) / 100);
  return <line className="tick" data-current={isCurrent} data-unknown={item.cloud === null} x1={at} x2={at} y1={TICKS.base} y2={TICKS.base - height} />;
}

interface TrackTipProps {
  readonly moment: number;
  readonly left: number;
  readonly width: number;
  readonly layer: TimeLayer | null;
  readonly days: readonly SceneDay[];
  readonly reach: number;
}

/** What is under the pointer: the acquisition and its cloud, and the period. */
function TrackTip({ moment, left, width, layer, days, reach }: TrackTipProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const near = nearestDay(days, moment, reach);
  const at = near?.day ?? isoDay(moment);
  const frame = layer?.frames.find(({ start, end }) => start.slice(0, 10) <= at && at <= end.slice(0, 10));
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  const cloud = near && (near.cloud === null ? t('time.cloud-unknown') : t('time.cloud', { share: percent.format(near.cloud / 100) }));
  return (
    <div className="track-tip" style={{ left: Math.min(width - 70, Math.max(70, left)) }} aria-hidden>
      <strong>{new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at))}</strong>
      {near && <span>{near.scenes > 1 ? `${t('time.scenes', { count: near.scenes })}, ${cloud ?? ''}` : cloud}</span>}
      {frame && frame.start !== frame.end && <span className="soft">{dayRange(frame.start, frame.end, i18n.language)}</span>}
      {near && <span className="soft">{t('time.show-day')}</span>}
    </div>
  );
}

/** A press on a tick shows the acquisition, one on a bar its period; elsewhere the moment goes there. */
function press(moment: number, y: number, days: readonly SceneDay[], reach: number): void {
  const near = y < BARS.top ? nearestDay(days, moment, reach) : null;
  if (near) showAcquisition(near.day);
  else if (y >= BARS.top) showPeriod(isoDay(moment));
  else goToDay(isoDay(moment));
}

interface TrackKeys {
  readonly layer: TimeLayer | null;
  readonly days: readonly SceneDay[];
  readonly day: string | null;
  readonly range: DayRange | null;
  readonly onRange: (range: DayRange | null) => void;
  readonly onPlay: () => void;
}

/** Arrows step by frames, with Shift by acquisitions; Home and End go to the ends; Enter shows the acquisition; Space plays; Escape frees the range. */
function useTrackKeys({ layer, days, day, range, onRange, onPlay }: TrackKeys): (event: React.KeyboardEvent) => void {
  return (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (by !== undefined && (event.shiftKey || !layer)) stepDay(days, day, by);
    else if (by !== undefined) stepFrame(by);
    else if (event.key === 'Home') goToEnd(layer, days, 'first');
    else if (event.key === 'End') goToEnd(layer, days, 'last');
    else if (event.key === ' ') onPlay();
    else if (event.key === 'Enter') showNearest(days, day);
    else if (event.key === 'Escape' && range) onRange(null);
    else return;
    event.preventDefault();
  };
}

function stepDay(days: readonly SceneDay[], day: string | null, by: number): void {
  const next = by > 0 ? days.find((item) => day === null || item.day > day) : days.findLast((item) => day === null || item.day < day);
  if (next) goToDay(next.day);
}

/** Shows the acquisition of the day, or the one nearest to it. */
function showNearest(days: readonly SceneDay[], day: string | null): void {
  const near = nearestDay(days, dayMs(day ?? days[0]?.day ?? '') + DAY_MS / 2, Infinity);
  if (near) showAcquisition(near.day);
}

function goToEnd(layer: TimeLayer | null, days: readonly SceneDay[], end: 'first' | 'last'): void {
  if (layer) goToFrame(layer, end === 'first' ? 0 : layer.frames.length - 1);
  else goToDay((end === 'first' ? days[0] : days.at(-1))?.day ?? '');
}

interface DragOptions {
  /** CSS pixels per millisecond, and the moment at the left edge. */
  readonly scale: number;
  readonly first: number;
  readonly onRange: (range: DayRange | null) => void;
  /** @param y CSS pixels below the upper edge */
  readonly onPress: (moment: number, y: number) => void;
  readonly onHover: (moment: number | null) => void;
}

/** A press goes there; a drag draws a range. */
function useDrag(svg: React.RefObject<SVGSVGElement | null>, { scale, first, onRange, onPress, onHover }: DragOptions): { readonly range: DayRange | null; readonly handlers: React.SVGAttributes<SVGSVGElement> } {
  const [span, setSpan] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const momentAt = ({ clientX }: React.PointerEvent): number => first + (clientX - (svg.current?.getBoundingClientRect().left ?? 0)) / scale;
  const isDrag = span !== null && Math.abs(span.to - span.from) * scale >= NEAR_PX;
  const range = isDrag ? { from: isoDay(Math.min(span.from, span.to)), to: isoDay(Math.max(span.from, span.to)) } : null;
  return {
    range,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setSpan({ from: momentAt(event), to: momentAt(event) });
      },
      onPointerMove: (event) => {
        onHover(momentAt(event));
        if (span) setSpan({ ...span, to: momentAt(event) });
      },
      onPointerUp: (event) => {
        if (range) onRange(range);
        else if (span) onPress(span.from, event.clientY - (svg.current?.getBoundingClientRect().top ?? 0));
        setSpan(null);
      },
      onPointerCancel: () => { setSpan(null); },
      onPointerLeave: () => { onHover(null); },
    },
  };
}

/** The width of an element in CSS pixels, also after the window changed. */
function useWidth(element: React.RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const observer = new ResizeObserver(() => { setWidth(Math.max(60, target.clientWidth)); });
    observer.observe(target);
    setWidth(Math.max(60, target.clientWidth));
    return () => { observer.disconnect(); };
  }, [element]);
  return width;
}
