import { create } from 'zustand';
import type { Grid } from '../../../shared/geo/grid.ts';
import type { MapView } from '../../map/map-view.ts';

interface MapHandle {
  readonly view: MapView | null;
  readonly hold: (view: MapView | null) => void;
}

/** The map of the window, for those who steer it or draw over it; null before it stands. */
export const useMapHandle = create<MapHandle>()((set) => ({
  view: null,
  hold: (view) => {
    set({ view });
  },
}));

/** Shows a whole grid on the map. */
export function zoomTo(grid: Grid): void {
  useMapHandle.getState().view?.fit(grid);
}
