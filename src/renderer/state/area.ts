import { create } from 'zustand';
import { type AreaChoice, areaSchema } from '../../shared/contract/jobs/composite.ts';
import { recalled, remember } from './remembered.ts';

interface Area {
  /** What the work is limited to: a rectangle in its CRS, the bounds of what a vector file holds, or null for all that the scenes cover. */
  readonly area: AreaChoice | null;
  readonly choose: (area: AreaChoice | null) => void;
  /** Workspace folder that the area belongs to. */
  readonly folder: string;
}

const schema = areaSchema.nullable();

/** The area of interest. It belongs to the workspace folder, and is remembered by it. */
export const useArea = create<Area>()((set, get) => ({
  area: null,
  folder: '',
  choose: (area) => {
    set({ area });
    if (get().folder !== '') remember(`area:${get().folder}`, area);
  },
}));

/** Takes up the area that was chosen in this workspace before. */
export function recallArea(folder: string): void {
  if (folder !== useArea.getState().folder) useArea.setState({ folder, area: recalled(`area:${folder}`, schema) });
}
