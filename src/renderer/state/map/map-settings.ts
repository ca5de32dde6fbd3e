import { create } from 'zustand';
import type { Sight } from '../../map/sight.ts';

interface MapSettingsValues {
  /** CRS that the map is shown in; null follows the topmost raster. */
  readonly crs: string | null;
  /** Meridians and parallels over the map. */
  readonly graticule: boolean;
  /** A fine hatch where nothing is drawn. */
  readonly hatch: boolean;
  /** Where the map looked when the workspace was left; taken up once. */
  readonly sight: Sight | null;
}

interface MapSettings extends MapSettingsValues {
  readonly set: (change: Partial<MapSettingsValues>) => void;
}

/** How the map is shown, apart from its layers. Kept with the workspace. */
export const useMapSettings = create<MapSettings>()((set) => ({
  crs: null,
  graticule: false,
  hatch: true,
  sight: null,
  set: (change) => {
    set(change);
  },
}));
