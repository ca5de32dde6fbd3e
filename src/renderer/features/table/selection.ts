import { useEffect, useRef } from 'react';
import { useChosenParcels } from '../../state/map/chosen-parcels.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { usePlaces } from '../../state/map/places.ts';
import { report } from '../../state/report.ts';
import { call } from '../../client/call.ts';
import { boxAround } from './collect.ts';
import type { TableQuery } from './pages.ts';

/** Shows the chosen parcels on the map; nothing happens when none are. */
export function zoomToChosen(): void {
  const { set, fids } = useChosenParcels.getState();
  const { view } = useMapHandle.getState();
  if (set === null || !view) return;
  report(
    boxAround(set, [...fids]).then((box) => {
      if (box) view.fitDegrees(box);
    }),
  );
}

/** The table goes to the row of a parcel that was found elsewhere, such as by the locator. */
export function useSoughtRow(query: TableQuery | null, goTo: (row: number) => void): void {
  const sought = useChosenParcels((state) => state.sought);
  const latest = useRef({ query, goTo });
  useEffect(() => { latest.current = { query, goTo }; });
  const asked = sought !== null && query?.id === sought.set ? sought : null;
  useEffect(() => {
    const now = latest.current.query;
    if (!asked || !now) return undefined;
    const aborter = new AbortController();
    report(call('parcels.rank', { ...now, fid: asked.fid }, aborter.signal).then(({ rank }) => { if (rank !== null) latest.current.goTo(rank); }));
    return () => { aborter.abort(); };
  }, [asked]);
}

/**
 * A click on the map chooses the parcel there while the table is open, with Shift beside those already chosen, and the
 * table goes to its row.
 */
export function useMapSelection(query: TableQuery | null, goTo: (row: number) => void): void {
  const { current, kept } = usePlaces();
  const answered = useRef(current?.id ?? null);
  const latest = useRef({ query, goTo, beside: false });
  useEffect(() => { latest.current = { query, goTo, beside: kept.length > 1 }; });
  useEffect(() => {
    const { query: now, beside } = latest.current;
    if (!current || !now || answered.current === current.id) return undefined;
    answered.current = current.id;
    const aborter = new AbortController();
    const { x, y, crs } = current;
    const choose = async (): Promise<void> => {
      const { items } = await call('values.identify', { x, y, crs, records: [now.id] }, aborter.signal);
      const found = items[0]?.found;
      const fid = found?.kind === 'parcels' ? found.parcels[0]?.fid : undefined;
      const { set, fids, choose: chooseThese } = useChosenParcels.getState();
      const others = beside && set === now.id ? [...fids] : [];
      chooseThese(now.id, fid === undefined ? others : [...others, fid]);
      if (fid === undefined) return;
      const { rank } = await call('parcels.rank', { ...now, fid }, aborter.signal);
      if (rank !== null) latest.current.goTo(rank);
    };
    report(choose());
    return () => { aborter.abort(); };
  }, [current]);
}
