import { z } from 'zod';
import { create } from 'zustand';
import { recalled, remember } from '../state/window/remembered.ts';

const KEY = 'dock-height';
const LEAST = 140;
/** What the map keeps at least of the height between top bar and status bar. */
const MAP_LEAST = 160;

interface DockHeight {
  /** CSS pixels; null until someone chose. */
  readonly chosen: number | null;
  readonly resize: (height: number) => void;
}

/** How tall the dock is; remembered on this machine. */
export const useDockHeight = create<DockHeight>()((set) => ({
  chosen: recalled(KEY, z.number()),
  resize: (height) => {
    const chosen = fitting(height);
    set({ chosen });
    remember(KEY, chosen);
  },
}));

/** The height for this window: as chosen, else a third of it. */
export function dockHeight(chosen: number | null): number {
  return fitting(chosen ?? Math.min(264, innerHeight * 0.34));
}

function fitting(height: number): number {
  return Math.round(Math.max(LEAST, Math.min(height, innerHeight - MAP_LEAST - 122)));
}
