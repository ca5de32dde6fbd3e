import { type Message, message } from '../../../../shared/messages/message.ts';
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
  readonly warnings: readonly Message[];
}

/**
 * Chooses the offset that is added to stored numbers: the user's, else the metadata's per band; else, where the
 * baseline says that there must be one, −1000 unless the numbers say that it was applied already.
 */
export function chooseOffsets(evidence: OffsetEvidence): ChosenOffsets {
  const { listed, given, baseline, samples } = evidence;
  if (given !== null) {
    const contradicts = listed !== null && [...listed.values()].some((value) => value !== given);
    return { of: () => given, warnings: contradicts ? [message('OFFSET_GIVEN', { offset: given })] : [] };
  }
  if (listed) return { of: (band) => listed.get(band) ?? BOA_OFFSET, warnings: [] };
  if (baseline === null || !hasOffsetByBaseline(baseline)) return { of: () => 0, warnings: baseline === null ? [message('BASELINE_UNKNOWN')] : [] };
  const applied = looksShifted(samples) === false;
  const offset = applied ? 0 : BOA_OFFSET;
  const choice = applied ? message('OFFSET_SEEMS_APPLIED') : message('OFFSET_AS_BASELINE', { offset: BOA_OFFSET });
  return { of: () => offset, warnings: [message(evidence.hasProductXml ? 'OFFSET_UNLISTED' : 'OFFSET_UNKNOWN', { baseline, choice })] };
}
