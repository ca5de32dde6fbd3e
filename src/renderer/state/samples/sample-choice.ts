import { create } from 'zustand';
import { usePanels } from '../window/panels.ts';

interface SampleChoice {
  /** Id of the sample set that is looked at; empty for the newest. */
  readonly id: string;
  readonly choose: (id: string) => void;
}

/** Which sample set is looked at. */
export const useSampleChoice = create<SampleChoice>()((set) => ({
  id: '',
  choose: (id) => {
    set({ id });
  },
}));

/** Opens the panel that shows what a sample set is made of, at a set where one is named. */
export function openSamples(id?: string): void {
  if (id !== undefined) useSampleChoice.getState().choose(id);
  usePanels.getState().open({ id: 'sample-sets', place: 'dock' });
}
