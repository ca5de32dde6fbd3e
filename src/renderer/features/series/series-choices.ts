import { create } from 'zustand';
import type { Curve } from './curve.ts';
import type { Behind } from './usual.ts';

interface Choices {
  readonly mode: Curve['mode'];
  /** Names of bands and indices; what the composite does not have is passed over. */
  readonly chosen: readonly string[];
  readonly behind: Behind;
  /** Null: the topmost on the map. */
  readonly composite: string | null;
}

interface SeriesChoices extends Choices {
  readonly change: (change: Partial<Choices>) => void;
}

/** How the chart is set up; it stays so while the panel is closed. */
export const useSeriesChoices = create<SeriesChoices>()((set) => ({
  mode: 'pixel',
  chosen: [],
  behind: 'at-place',
  composite: null,
  change: (change) => {
    set(change);
  },
}));
