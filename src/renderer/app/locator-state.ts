import { create } from 'zustand';

interface LocatorState {
  readonly shown: 'locator' | 'keys' | null;
  /** What the locator starts with: a prefix such as `>`, or nothing. */
  readonly query: string;
  readonly open: (query: string) => void;
  readonly showKeys: () => void;
  readonly close: () => void;
}

/** Whether the locator or the list of keys is shown. */
export const useLocator = create<LocatorState>()((set) => ({
  shown: null,
  query: '',
  open: (query) => {
    set({ shown: 'locator', query });
  },
  showKeys: () => {
    set({ shown: 'keys' });
  },
  close: () => {
    set({ shown: null });
  },
}));
