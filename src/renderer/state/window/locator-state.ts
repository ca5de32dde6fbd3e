import { create } from 'zustand';
import type { Command } from './commands.ts';

interface LocatorState {
  readonly shown: 'locator' | 'keys' | null;
  /** What the locator starts with: a prefix such as `>`, or nothing. */
  readonly query: string;
  /** Every command of the window, as the shell knows them. */
  readonly commands: readonly Command[];
  readonly offer: (commands: readonly Command[]) => void;
  readonly open: (query: string) => void;
  readonly showKeys: () => void;
  readonly close: () => void;
}

/** Whether the locator or the list of keys is shown. */
export const useLocator = create<LocatorState>()((set) => ({
  shown: null,
  query: '',
  commands: [],
  offer: (commands) => {
    set({ commands });
  },
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
