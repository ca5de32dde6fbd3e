import type { RecordKind } from '../../../../shared/records/record-base.ts';
import { compositePart } from './composite-part.ts';
import { mapPart } from './map-part.ts';
import { maskPart } from './mask-part.ts';
import { parcelsPart } from './parcels-part.ts';
import { scenePart } from './scene-part.ts';
import type { StacPart } from './stac-part.ts';

/** The kinds of records that lie somewhere on the Earth, in the order of the root catalog; one line each. */
export const STAC_PARTS: readonly StacPart[] = [scenePart, parcelsPart, maskPart, compositePart, mapPart] as unknown as readonly StacPart[];

/** The part of a kind, or null for kinds that are not in the STAC catalog (samples, schemes, models). */
export function partOf(kind: RecordKind): StacPart | null {
  return STAC_PARTS.find((part) => part.kind === kind) ?? null;
}
