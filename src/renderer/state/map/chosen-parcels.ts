import { create } from 'zustand';

interface ChosenParcels {
  /** Record of the parcels that are chosen; null when none are. */
  readonly set: string | null;
  readonly fids: ReadonlySet<number>;
  /** Parcel that was just found elsewhere, for the table to go to; a new object each time. */
  readonly sought: { readonly set: string; readonly fid: number } | null;
  /** Chooses one parcel that was found elsewhere: the table goes to it. */
  readonly seek: (set: string, fid: number) => void;
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
  sought: null,
  seek: (record, fid) => {
    set({ set: record, fids: new Set([fid]), sought: { set: record, fid } });
  },
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
