import { create } from 'zustand';

/** A right click on the map: the place in the map’s CRS, and where the menu opens in pixels of the window. */
export interface MapMenuRequest {
  readonly position: readonly [x: number, y: number];
  readonly crs: string;
  readonly at: { readonly x: number; readonly y: number };
}

interface MapMenu {
  readonly request: MapMenuRequest | null;
  readonly ask: (request: MapMenuRequest | null) => void;
}

/** The menu of the map, while it is open. */
export const useMapMenu = create<MapMenu>()((set) => ({
  request: null,
  ask: (request) => {
    set({ request });
  },
}));
