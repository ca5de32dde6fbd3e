import { create } from 'zustand';
import { usePanels } from '../window/panels.ts';

interface SampleChoice {
  /** Id of the sample set that is looked at; empty for the newest. */
  readonly id: string;
  /** Whether its samples are to be on the map, as long as the panel is open. */
  readonly isOnMap: boolean;
  /** Whether the map has still to go where they lie, should they lie outside what it shows. */
  readonly isAwaited: boolean;
  /** Whether samples are on the map at this moment. */
  readonly isDrawn: boolean;
  readonly choose: (id: string) => void;
  /** Puts the samples of the chosen set on the map, which goes there. */
  readonly show: () => void;
  readonly hide: () => void;
  /** The samples are drawn, and the map shows them. */
  readonly arrive: () => void;
  /** The samples are no longer drawn. */
  readonly leave: () => void;
}

/** Which sample set is looked at, and whether its samples are on the map. */
export const useSampleChoice = create<SampleChoice>()((set) => ({
  id: '',
  isOnMap: false,
  isAwaited: false,
  isDrawn: false,
  choose: (id) => {
    set(({ isOnMap }) => ({ id, isAwaited: isOnMap }));
  },
  show: () => {
    set({ isOnMap: true, isAwaited: true });
  },
  hide: () => {
    set({ isOnMap: false, isAwaited: false });
  },
  arrive: () => {
    set({ isDrawn: true, isAwaited: false });
  },
  leave: () => {
    set({ isDrawn: false });
  },
}));

/** Opens the panel that shows what a sample set is made of; one that is named is put on the map too. */
export function openSamples(id?: string): void {
  if (id !== undefined) {
    useSampleChoice.getState().choose(id);
    useSampleChoice.getState().show();
  }
  usePanels.getState().open({ id: 'sample-sets', place: 'dock' });
}
