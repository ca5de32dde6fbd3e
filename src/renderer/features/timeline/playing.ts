import { create } from 'zustand';

/** True while the timeline goes on by itself. */
export const usePlaying = create<{ readonly playing: boolean; readonly set: (playing: boolean) => void }>()((set) => ({
  playing: false,
  set: (playing) => {
    set({ playing });
  },
}));
