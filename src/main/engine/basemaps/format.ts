import type { Basemap } from '../../../shared/contract/basemaps.ts';
import type { WorkerPool } from '../pool/rpc.ts';

/** What a format tells of a file; the rest is the same for all. */
export type BasemapFacts = Pick<Basemap, 'title' | 'content' | 'bounds' | 'attribution' | 'tiles' | 'picture'>;

/** A kind of file that can be a basemap. A format is a file here and a line in `formats.ts`. */
export interface BasemapFormat {
  readonly name: Basemap['format'];
  /** True for a file that begins like this. @param head its first bytes, 127 at most */
  recognises(head: Buffer): boolean;
  /** Reads what the window must know. @throws BASEMAP_NOT_UNDERSTOOD, BASEMAP_DAMAGED, CRS_MISSING, RASTER_UNREADABLE */
  inspect(path: string, lookups: WorkerPool): Promise<BasemapFacts>;
}

/** Plain text of an attribution, which files write as HTML. */
export function plainText(html: string): string {
  const text = html.replace(/<[^>]*>/g, ' ').replace(/&copy;/g, '©').replace(/&amp;/g, '&').replace(/&#?\w+;/g, ' ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** Bounds that lie on the Earth; the whole of what Web Mercator shows for others. */
export function boundsOnEarth(numbers: readonly number[]): Basemap['bounds'] {
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
  const isRight = west >= -180 && east <= 180 && west < east && south >= -90 && north <= 90 && south < north;
  return isRight ? [west, south, east, north] : [-180, -85.0511, 180, 85.0511];
}
