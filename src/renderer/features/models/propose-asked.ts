import { create } from 'zustand';

interface ProposeAsked {
  /** How often the form was asked for from elsewhere; each time it is unfolded. */
  readonly times: number;
  readonly ask: () => void;
}

/** Unfolds the form that proposes fields to visit. */
export const useProposeAsked = create<ProposeAsked>()((set) => ({
  times: 0,
  ask: () => {
    set(({ times }) => ({ times: times + 1 }));
  },
}));
