import uPlot from 'uplot';
import type { ChartModel, Line } from './chart-model.ts';

/** Colours of the window, as the canvas wants them. */
export interface PlotColours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  readonly wash: string;
}

/** What the plot asks for while it draws, so that it need not be made anew when it changes. */
export interface PlotState {
  /** First and last moment shown, milliseconds UTC. */
  readonly span: readonly [number, number];
  readonly day: number | null;
  /** First moment of the frame on the map, and the first after it. */
  readonly frame: readonly [number, number] | null;
}

export interface PlotEvents {
  /** Index of the moment under the pointer, and how far it stands from the left of the plot. */
  readonly hovered: (index: number | null, left: number) => void;
  readonly pressed: (moment: number) => void;
  readonly spanned: (from: number, to: number) => void;
  readonly laidOut: (plot: uPlot) => void;
}

/** Room on the right for the names of the lines. */
const NAME_ROOM = 52;
const AXIS_WIDTH = 46;
const FONT = '11px "Inter Variable", system-ui, sans-serif';

/** The options of the plot of a model. */
export function plotOptions(model: ChartModel, size: { readonly width: number; readonly height: number }, language: string, colours: PlotColours, state: () => PlotState, events: PlotEvents): uPlot.Options {
  const scales = [...new Set(model.lines.map(({ scale }) => scale))];
  const quantities = new Set(model.lines.map(({ quantity }) => quantity));
  let justSpanned = false;
  const pressed = (moment: number): void => {
    // The click that ends a drag is no press.
    if (!justSpanned) events.pressed(moment);
    justSpanned = false;
  };
  return {
    ...size,
    ms: 1,
    tzDate: (ms) => uPlot.tzDate(new Date(ms), 'Etc/UTC'),
    padding: [8, quantities.size > 1 ? NAME_ROOM : 12, 0, 0],
    legend: { show: false },
    scales: { x: { time: true, range: () => [...state().span] }, ...Object.fromEntries(scales.map((scale) => [scale, { range: valueRange }])) },
    axes: [timeAxis(language, colours), ...scales.map((scale, index) => valueAxis(scale, index, language, colours))],
    series: [{}, ...model.lines.map((line) => seriesOptions(line, colours))],
    bands: model.bands.map(([high, low]) => ({ series: [high + 1, low + 1], fill: `${model.lines[high]?.colour ?? ''}33` })),
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 4, click: () => undefined }, bind: { dblclick: () => null, click: (plot, _target, handler) => pressListener(plot, handler, pressed) } },
    hooks: {
      drawClear: [(plot) => { drawFrame(plot, state(), colours); }],
      draw: [(plot) => { drawDay(plot, state(), colours); if (quantities.size > 1) drawNames(plot, model, colours); events.laidOut(plot); }],
      setCursor: [(plot) => { events.hovered(plot.cursor.idx ?? null, plot.cursor.left ?? -1); }],
      setSelect: [(plot) => {
        const { left, width } = plot.select;
        if (width > 0) {
          justSpanned = true;
          events.spanned(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
        }
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      }],
    },
  };
}

function pressListener(plot: uPlot, handler: uPlot.Cursor.MouseListener, pressed: (moment: number) => void): uPlot.Cursor.MouseListener {
  return (event) => {
    handler(event);
    const left = plot.cursor.left ?? -1;
    if (left >= 0) pressed(plot.posToVal(left, 'x'));
    return null;
  };
}

/** The data as uPlot wants it. */
export function plotData(model: ChartModel): uPlot.AlignedData {
  return [[...model.moments], ...model.rows.map((row) => [...row])];
}

function valueRange(_plot: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  return min === null || max === null ? [0, 1] : uPlot.rangeNum(min, max, 0.08, true);
}

function seriesOptions({ kind, colour, scale }: Line, colours: PlotColours): uPlot.Series {
  const base: uPlot.Series = { scale, stroke: colour, points: { show: false } };
  switch (kind) {
    case 'composite':
      return { ...base, width: 2.5, cap: 'round', points: { show: false } };
    case 'filled':
      return { ...base, width: 2, dash: [3, 4] };
    case 'raw':
      return { ...base, width: 1, alpha: 0.55 };
    case 'clear':
      return { ...base, paths: () => null, points: { show: true, size: 6, width: 1, stroke: colours.paper, fill: colour } };
    case 'masked':
      // Clouds are bright: they are drawn where they fall, and do not press the season flat.
      return { ...base, auto: false, paths: () => null, alpha: 0.8, points: { show: true, size: 6, width: 1.25, stroke: colour, fill: colours.paper } };
    case 'low':
    case 'high':
      return { ...base, width: 0, stroke: 'transparent' };
  }
}

const DAY_MS = 86_400_000;

function timeAxis(language: string, { soft, line }: PlotColours): uPlot.Axis {
  const month = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
  const monthYear = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return {
    stroke: soft,
    font: FONT,
    size: 24,
    gap: 4,
    space: 56,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 4 },
    values: (_plot, splits, _axis, _space, step) => splits.map((moment, index) => (step < 27 * DAY_MS ? day : index === 0 || new Date(moment).getUTCMonth() === 0 ? monthYear : month).format(moment)),
  };
}

function valueAxis(scale: string, index: number, language: string, { soft, line }: PlotColours): uPlot.Axis {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  return {
    scale,
    side: index === 0 ? 3 : 1,
    stroke: soft,
    font: FONT,
    size: AXIS_WIDTH,
    gap: 4,
    space: 26,
    grid: { show: index === 0, stroke: line, width: 1 },
    ticks: { show: false },
    values: (_plot, splits) => splits.map((value) => format.format(value)),
  };
}

/** The period that the map shows, as a wash behind everything. */
function drawFrame(plot: uPlot, { frame }: PlotState, { wash }: PlotColours): void {
  if (!frame) return;
  const { left, top, width, height } = plot.bbox;
  const from = Math.max(left, plot.valToPos(frame[0], 'x', true));
  const to = Math.min(left + width, plot.valToPos(frame[1], 'x', true));
  if (to <= from) return;
  plot.ctx.save();
  plot.ctx.fillStyle = wash;
  plot.ctx.fillRect(from, top, to - from, height);
  plot.ctx.restore();
}

function drawDay(plot: uPlot, { day }: PlotState, { accent }: PlotColours): void {
  if (day === null) return;
  const { left, top, width, height } = plot.bbox;
  const x = Math.round(plot.valToPos(day, 'x', true)) + 0.5;
  if (x < left || x > left + width) return;
  const { ctx } = plot;
  ctx.save();
  ctx.strokeStyle = accent;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  ctx.restore();
}

interface LineEnd {
  readonly text: string;
  readonly colour: string;
  readonly y: number;
}

/** Where the line of each quantity ends; of several places the middle of their ends, in the colour of none. */
function lineEnds(plot: uPlot, model: ChartModel, ink: string): LineEnd[] {
  const ends = model.lines.flatMap((line, index): LineEnd[] => {
    const row = model.rows[index] ?? [];
    const last = line.kind === 'composite' ? row.findLastIndex((value) => typeof value === 'number') : -1;
    return last < 0 ? [] : [{ text: line.quantity, colour: line.colour, y: plot.valToPos(row[last] ?? 0, line.scale, true) }];
  });
  return [...new Set(ends.map(({ text }) => text))].map((text) => {
    const own = ends.filter((end) => end.text === text);
    return { text, colour: own.length > 1 ? ink : (own[0]?.colour ?? ink), y: own.reduce((sum, { y }) => sum + y, 0) / own.length };
  });
}

/** The name of each quantity at the end of its line, pushed apart where they would lie upon each other. */
function drawNames(plot: uPlot, model: ChartModel, { ink }: PlotColours): void {
  const { ctx, bbox } = plot;
  const step = 12 * uPlot.pxRatio;
  const names = lineEnds(plot, model, ink).sort((a, b) => a.y - b.y);
  let above = -Infinity;
  ctx.save();
  ctx.font = `600 ${11 * uPlot.pxRatio}px "Inter Variable", system-ui, sans-serif`;
  ctx.textBaseline = 'middle';
  for (const { text, colour, y } of names) {
    above = Math.max(Math.min(Math.max(y, bbox.top), bbox.top + bbox.height), above + step);
    ctx.fillStyle = colour;
    ctx.fillText(text, plot.bbox.left + plot.bbox.width + 6 * uPlot.pxRatio, above);
  }
  ctx.restore();
}
