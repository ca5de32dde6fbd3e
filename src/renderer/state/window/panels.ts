import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { create } from 'zustand';

/** A panel of the window. One is open on the right and one in the dock at a time; none is ever modal. */
export interface Panel {
  readonly id: string;
  /** Key of its title in the catalogue of words. */
  readonly title: string;
  readonly icon: LucideIcon;
  readonly place: 'right' | 'dock';
  readonly component: ComponentType;
  /** How it is opened: as a step of the path, by its icon, or by a command alone. Icon when not said. */
  readonly opens?: 'path' | 'icon' | 'command';
}

interface OpenPanels {
  readonly right: string | null;
  readonly dock: string | null;
  /** True while all panels are out of the way; which were open is remembered. */
  readonly hidden: boolean;
  readonly hide: (hidden: boolean) => void;
  readonly open: (panel: Pick<Panel, 'id' | 'place'>) => void;
  readonly close: (place: Panel['place']) => void;
  /** Opens it, or closes it when it is open. */
  readonly toggle: (panel: Pick<Panel, 'id' | 'place'>) => void;
}

/** Which panels are open. */
export const usePanels = create<OpenPanels>()((set, get) => ({
  right: null,
  dock: null,
  hidden: false,
  hide: (hidden) => {
    set({ hidden });
  },
  open: ({ id, place }) => {
    set({ [place]: id, hidden: false });
  },
  close: (place) => {
    set({ [place]: null });
  },
  toggle: ({ id, place }) => {
    set({ [place]: get()[place] === id && !get().hidden ? null : id, hidden: false });
  },
}));
