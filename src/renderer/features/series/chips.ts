import type { RawDate } from '../../../shared/contract/values.ts';
import type { Place } from '../../state/map/places.ts';
import { momentOf } from './curve.ts';

/** An image of an acquisition and where its middle stands below the chart, CSS pixels from the chart's left. */
export interface Chip {
  readonly date: RawDate;
  readonly left: number;
}

/**
 * As many images as find room side by side, each at its date: clear ones first, since they show something, then masked
 * ones in the gaps. In order of time.
 * @param room CSS pixels that an image needs
 */
export function chipsInRoom(dates: readonly RawDate[], span: readonly [number, number], plot: { readonly left: number; readonly width: number }, room: number): Chip[] {
  const scale = plot.width / (span[1] - span[0]);
  const placed: Chip[] = [];
  const candidates = dates
    .filter(({ state }) => state === 'clear' || state === 'masked')
    .map((date) => ({ date, left: plot.left + (momentOf(date) - span[0]) * scale }))
    .filter(({ left }) => left >= plot.left && left <= plot.left + plot.width);
  for (const state of ['clear', 'masked']) {
    for (const chip of candidates) {
      if (chip.date.state === state && placed.every((other) => Math.abs(other.left - chip.left) >= room)) placed.push(chip);
    }
  }
  return placed.sort((a, b) => a.left - b.left);
}

/** Address of the image of an acquisition around a place. */
export function chipUrl(composite: string, place: Pick<Place, 'x' | 'y' | 'crs'>, scene: string, bands: readonly string[]): string {
  const query = new URLSearchParams({ x: String(place.x), y: String(place.y), crs: place.crs, scene, bands: bands.join(','), size: '48' });
  return `/chips/${encodeURIComponent(composite)}?${query.toString()}`;
}

/** True colour where the composite has it, else its first three bands, the last one again where there are fewer. */
export function chipBands(bands: readonly string[]): readonly string[] {
  const trueColour = ['B04', 'B03', 'B02'];
  if (trueColour.every((band) => bands.includes(band))) return trueColour;
  return [0, 1, 2].map((index) => bands[Math.min(index, bands.length - 1)] ?? '');
}
