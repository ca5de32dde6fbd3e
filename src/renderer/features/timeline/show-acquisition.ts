import { type Bounds, intersects } from '../../../shared/geo/bounds.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { goToDay } from '../../state/map/moment.ts';
import { showPlaces } from '../../state/jobs/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { showDay } from '../../state/map/scene-layers.ts';

/** Shows the acquisitions of a day. The map stays where it is, unless nothing of that day lies there. */
export function showAcquisition(day: string): void {
  if (!showDay(day)) {
    goToDay(day);
    return;
  }
  const [west = -180, south = -90, east = 180, north = 90] = useMapHandle.getState().view?.viewBounds('EPSG:4326') ?? [];
  const inView: Bounds = [west, south, east, north];
  const scenes = useRecords.getState().scene.filter(({ datetime }) => datetime.startsWith(day));
  if (!scenes.some(({ footprint }) => footprint.some((box) => intersects(box, inView)))) showPlaces(scenes);
}
