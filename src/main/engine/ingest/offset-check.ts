import { type Message, message } from '../../../shared/messages/message.ts';
import type { BandSample } from './raster-facts.rpc.ts';

/** The offset of Sentinel-2 L2A since processing baseline 04.00, 2022-01-25. */
export const BOA_OFFSET = -1000;

/** Bands where clouds apart something dark (water, shadow, forest) is found in almost any picture. */
const DARK_BANDS = ['B02', 'B03', 'B04'] as const;

/** Samples of stored numbers by band. */
export type Samples = ReadonlyMap<string, BandSample>;

/**
 * Does the picture look as if every number still carried +1000? Then no dark band holds anything below 1000, and its
 * darkest hundredth lies close above it (below reflectance 0.1). An all-cloud picture is bright and says nothing.
 * @returns null when the samples do not tell
 */
export function looksShifted(samples: Samples): boolean | null {
  const darkest = DARK_BANDS.flatMap((band) => samples.get(band)?.quantiles?.p01 ?? []);
  if (darkest.length === 0) return null;
  if (Math.min(...darkest) < 980) return false;
  return Math.min(...darkest) < 2000 ? true : null;
}

/**
 * Compares the offset that will be used with the numbers, and says in words what contradicts it.
 * @param offset added to the stored numbers
 */
export function offsetWarnings(samples: Samples, offset: number): Message[] {
  if (offset < 0) {
    const below = DARK_BANDS.filter((band) => {
      const p10 = samples.get(band)?.quantiles?.p10;
      return p10 !== undefined && p10 + offset < 0;
    });
    return below.length === 0 ? [] : [message('OFFSET_TOO_LOW', { offset, bands: below })];
  }
  if (offset === 0 && looksShifted(samples) === true) {
    return [message('OFFSET_MISSING', { bands: DARK_BANDS.filter((band) => samples.get(band)?.quantiles), offset: BOA_OFFSET })];
  }
  return [];
}

/** Words for a picture of which much holds no data, or nothing. */
export function emptinessWarnings(sample: BandSample | undefined): Message[] {
  const share = sample?.empty ?? 0;
  return share < 0.2 ? [] : [message('PICTURE_EMPTY', { share })];
}
