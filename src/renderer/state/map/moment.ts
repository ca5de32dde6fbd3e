import { create } from 'zustand';
import { atFrame } from '../../layers/layer-tree.ts';
import { type Frame, hasTime, type Layer } from '../../layers/layer.ts';
import { SCENES } from '../../layers/scene-layers.ts';
import { useStore } from '../store.ts';

/** First and last day, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

interface Moment {
  /** The day that timeline, chart and map point at; null before anyone chose one. */
  readonly day: string | null;
  /** What a drag on the timeline chose: the chart shows it alone and playing stays inside. */
  readonly range: DayRange | null;
  readonly setDay: (day: string | null) => void;
  readonly setRange: (range: DayRange | null) => void;
}

/** The one moment that timeline, chart and map share. */
export const useMoment = create<Moment>()((set) => ({
  day: null,
  range: null,
  setDay: (day) => {
    set({ day });
  },
  setRange: (range) => {
    set({ range });
  },
}));

type Days = Pick<Frame, 'start' | 'end'>;
export type TimeLayer = Extract<Layer, { readonly frames: readonly Frame[] }>;

const DAY_MS = 86_400_000;

/** Milliseconds UTC of the start of a day. */
export function dayMs(day: string): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
}

/** The ISO day of a moment in milliseconds UTC. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The day in the middle of a frame. */
export function middleDay(frame: Days): string {
  return isoDay((dayMs(frame.start) + dayMs(frame.end)) / 2);
}

/** Index of the frame that holds the day, else of the one nearest to it; −1 without frames. */
export function frameAt(frames: readonly Days[], day: string): number {
  const at = dayMs(day);
  const away = frames.map(({ start, end }) => Math.max(0, dayMs(start) - at, at - dayMs(end) - (DAY_MS - 1)));
  return away.reduce((best, distance, index) => (best < 0 || distance < (away[best] ?? Infinity) ? index : best), -1);
}

/** The layer that the timeline steers: the topmost one with dates that is shown, else the topmost with dates. */
export function timeLayer(layers: readonly Layer[]): TimeLayer | null {
  const dated = layers.filter(hasTime).filter(({ frames }) => frames.length > 1);
  return dated.find(({ visible }) => visible) ?? dated[0] ?? null;
}

/** The day that is pointed at: the chosen one while the shown frame holds it, else the middle of the shown frame. */
export function dayOf(layer: Pick<TimeLayer, 'frames' | 'frame'>, chosen: string | null): string | null {
  const frame = layer.frames[layer.frame];
  if (!frame) return null;
  return chosen !== null && frameAt(layer.frames, chosen) === layer.frame ? chosen : middleDay(frame);
}

/** Moves timeline, chart and map to a day; the time layer shows the frame that holds it, or the nearest. */
export function goToDay(day: string): void {
  const { layers, previewLayers } = useStore.getState();
  const layer = timeLayer(layers);
  const frame = layer ? frameAt(layer.frames, day) : -1;
  previewLayers((all) => scenesAt(layer && frame !== layer.frame ? atFrame(all, layer.recordId, frame) : all, day));
  useMoment.getState().setDay(day);
}

/** Scenes that are shown by date follow the moment, whatever the timeline steers; the others stay as they are. */
function scenesAt(layers: readonly Layer[], day: string): readonly Layer[] {
  const follows = layers.some((layer) => isByDate(layer) && layer.visible && layer.frame !== frameAt(layer.frames, day));
  if (!follows) return layers;
  return layers.map((layer) => (isByDate(layer) && layer.visible ? { ...layer, frame: frameAt(layer.frames, day) } : layer));
}

function isByDate(layer: Layer): layer is TimeLayer {
  return layer.recordId === SCENES && hasTime(layer);
}

/** Shows a frame of a layer, counted round: after the last comes the first. */
export function goToFrame(layer: Pick<TimeLayer, 'recordId' | 'frames'>, index: number): void {
  const at = (index + layer.frames.length) % layer.frames.length;
  const frame = layer.frames[at];
  if (!frame) return;
  const day = middleDay(frame);
  useStore.getState().previewLayers((all) => scenesAt(atFrame(all, layer.recordId, at), day));
  useMoment.getState().setDay(day);
}

/** Indices of the frames that a range touches; all without a range. */
export function framesInRange(frames: readonly Days[], range: DayRange | null): number[] {
  return frames.flatMap(({ start, end }, index) => (!range || (start.slice(0, 10) <= range.to && end.slice(0, 10) >= range.from) ? [index] : []));
}
