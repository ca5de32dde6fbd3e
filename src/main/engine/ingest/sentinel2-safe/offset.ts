import { BOA_OFFSET, looksShifted, type Samples } from '../offset-check.ts';
import { hasOffsetByBaseline } from './metadata.ts';

/** What is known about the offset of a product. */
export interface OffsetEvidence {
  /** By band, from the metadata; null where they list none. */
  readonly listed: ReadonlyMap<string, number> | null;
  /** What the user gave. */
  readonly given: number | null;
  readonly baseline: string | null;
  readonly hasProductXml: boolean;
  readonly samples: Samples;
}

/** The offset of each reflectance band, and what a reviewer should know about the choice. */
export interface ChosenOffsets {
  of(band: string): number;
  readonly warnings: readonly string[];
}

/**
 * Chooses the offset that is added to stored numbers: the user's, else the metadata's per band; else, where the
 * baseline says that there must be one, −1000 unless the numbers say that it was applied already.
 */
export function chooseOffsets(evidence: OffsetEvidence): ChosenOffsets {
  const { listed, given, baseline, samples } = evidence;
  if (given !== null) {
    const contradicts = listed !== null && [...listed.values()].some((value) => value !== given);
    return { of: () => given, warnings: contradicts ? [`The offset ${given} given on import replaces the one of its metadata.`] : [] };
  }
  if (listed) return { of: (band) => listed.get(band) ?? BOA_OFFSET, warnings: [] };
  if (!hasOffsetByBaseline(baseline)) return { of: () => 0, warnings: baseline === null ? ['Its processing baseline is not known, so no offset is applied.'] : [] };
  const applied = looksShifted(samples) === false;
  const offset = applied ? 0 : BOA_OFFSET;
  const why = applied ? 'its numbers look as if it was applied already, so none is applied' : `${BOA_OFFSET} is applied as that baseline asks`;
  const source = evidence.hasProductXml ? 'Its metadata list no offset' : 'Without product metadata its offset is not known';
  return { of: () => offset, warnings: [`${source} although its processing baseline is ${baseline}: ${why}. Give --boa-offset to decide otherwise.`] };
}
