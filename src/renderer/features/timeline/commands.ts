import type { Command } from '../../state/window/commands.ts';
import { framesInRange, goToFrame, type TimeLayer, timeLayer, useMoment } from '../../state/map/moment.ts';
import { useStore } from '../../state/store.ts';
import { usePlaying } from './playing.ts';

const layerNow = (): TimeLayer | null => timeLayer(useStore.getState().layers);
const needsLayer = (): string | null => (layerNow() ? null : 'time.no-layer');

/** Steps the time layer by frames, inside the chosen range where there is one. */
export function stepFrame(by: number): void {
  const layer = layerNow();
  if (!layer) return;
  const inside = framesInRange(layer.frames, useMoment.getState().range);
  const at = inside.indexOf(layer.frame);
  const next = inside[at < 0 ? (by > 0 ? 0 : inside.length - 1) : (at + by + inside.length) % inside.length];
  if (next !== undefined) goToFrame(layer, next);
}

export const timelineCommands: readonly Command[] = [
  { id: 'time.previous', title: 'time.previous', unavailable: needsLayer, run: () => { stepFrame(-1); } },
  { id: 'time.next', title: 'time.next', unavailable: needsLayer, run: () => { stepFrame(1); } },
  { id: 'time.play', title: 'time.play-stop', unavailable: needsLayer, run: () => { usePlaying.getState().set(!usePlaying.getState().playing); } },
  { id: 'time.whole', title: 'time.whole', unavailable: () => (useMoment.getState().range ? null : 'time.no-range'), run: () => { useMoment.getState().setRange(null); } },
];
