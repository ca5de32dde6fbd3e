import { create } from 'zustand';
import { usePanels } from '../window/panels.ts';

interface SchemeChoice {
  /** Id of the scheme that the panel shows; empty for the first that there is. */
  readonly id: string;
  readonly choose: (id: string) => void;
}

/** Which class scheme is looked at. */
export const useSchemeChoice = create<SchemeChoice>()((set) => ({
  id: '',
  choose: (id) => {
    set({ id });
  },
}));

/** Opens the panel of class schemes, at a scheme where one is named. */
export function openScheme(id?: string): void {
  if (id !== undefined) useSchemeChoice.getState().choose(id);
  usePanels.getState().open({ id: 'schemes', place: 'right' });
}
