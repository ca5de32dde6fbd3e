import { PLACE } from '../place.ts';
import { between } from '../random.ts';
import type { Acquisition } from '../season/acquisition.ts';

/** The names by which a product and its parts go (Sentinel-2 Products Specification Document, naming convention). */
export interface ProductNames {
  /** Without `.SAFE`. */
  readonly product: string;
  readonly granule: string;
  /** Start of every image file: `T31UDP_20220413T110031`. */
  readonly image: string;
  /** When it was processed; follows from the acquisition, so that writing again gives the same bytes. */
  readonly processed: Date;
  /** Start of the data strip, a moment before or after the tile was seen. */
  readonly strip: Date;
}

/** Names of the product of an acquisition. */
export function productNames(seed: number, acquisition: Acquisition): ProductNames {
  const { time, platform, baseline, relativeOrbit, absoluteOrbit } = acquisition;
  const processed = new Date(time.getTime() + Math.floor(between(2.5, 7, seed, acquisition.index, 901) * 3600) * 1000);
  const strip = new Date(time.getTime() + 9000);
  const orbit = String(relativeOrbit).padStart(3, '0');
  return {
    product: `${platform}_MSIL2A_${compact(time)}_N${baseline.replace('.', '')}_R${orbit}_T${PLACE.tile}_${compact(processed)}`,
    granule: `L2A_T${PLACE.tile}_A${String(absoluteOrbit).padStart(6, '0')}_${compact(strip)}`,
    image: `T${PLACE.tile}_${compact(time)}`,
    processed,
    strip,
  };
}

/** `20220413T110031`. */
export function compact(time: Date): string {
  return time.toISOString().slice(0, 19).replace(/[-:]/g, '');
}
