import { type RefObject, useEffect } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { MapView } from '../../map/map-view.ts';
import type { Pin } from '../../map/pins.ts';
import { useAreaDrawing } from './area-drawing.ts';
import { useChosenParcels } from './chosen-parcels.ts';
import { usePanels } from '../window/panels.ts';
import { type Place, placeColour, usePlaces } from './places.ts';

/** Keeps the pins of the places and the glow of the chosen parcels on the map. */
export function useMapMarks(view: RefObject<MapView | null>): void {
  const { t } = useTranslation();
  const { kept, current } = usePlaces();
  const { set, fids } = useChosenParcels();
  useEffect(() => {
    view.current?.setPins(pinsOf(kept, current, t));
  }, [view, kept, current, t]);
  useEffect(() => {
    view.current?.setGlow({ record: set, fids });
  }, [view, set, fids]);
}

/** The places as pins. */
export function pinsOf(kept: readonly Place[], current: Place | null, t: TFunction): Pin[] {
  return kept.map((place, index) => ({ ...place, colour: placeColour(place), label: t('map.pin', { number: index + 1 }), current: place.id === current?.id }));
}

/**
 * A click inspects, whatever tool is in the hand: the place gets a pin, and what is open tells of it. Identify opens
 * where nothing else is open; a panel that someone works in stays. Clicks that draw the area, or hold its outline, are
 * no question.
 */
export function inspectAt(position: readonly number[], crs: string, how: 'instead' | 'beside'): void {
  if (useAreaDrawing.getState().sketch?.claims([...position])) return;
  usePlaces.getState().inspect({ x: position[0] ?? 0, y: position[1] ?? 0, crs }, how);
  const { right, dock, hidden, open } = usePanels.getState();
  if (right === null && dock !== 'series' && !hidden) open({ id: 'identify', place: 'right' });
}
