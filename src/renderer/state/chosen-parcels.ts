import { create } from 'zustand';

interface ChosenParcels {
  /** Record of the parcels that are chosen; null when none are. */
  readonly set: string | null;
  readonly fids: ReadonlySet<number>;
  /** Chooses these instead of what was chosen. */
  readonly choose: (set: string, fids: Iterable<number>) => void;
  /** Adds a parcel, or takes it out when it is chosen. Choosing in another set begins anew. */
  readonly toggle: (set: string, fid: number) => void;
  readonly clear: () => void;
}

/** Parcels that are chosen, in the table and on the map alike. They glow on the map and keep their colour. */
export const useChosenParcels = create<ChosenParcels>()((set) => ({
  set: null,
  fids: new Set(),
  choose: (record, fids) => {
    const chosen = new Set(fids);
    set({ set: chosen.size > 0 ? record : null, fids: chosen });
  },
  toggle: (record, fid) => {
    set((state) => {
      const fids = new Set(state.set === record ? state.fids : []);
      if (!fids.delete(fid)) fids.add(fid);
      return { set: fids.size > 0 ? record : null, fids };
    });
  },
  clear: () => {
    set({ set: null, fids: new Set() });
  },
}));
