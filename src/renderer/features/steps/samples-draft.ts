import type { SampleSet } from '../../../shared/records/learning.ts';
import { useRecords } from '../../state/records.ts';
import type { StepName } from '../../state/step-path.ts';
import { chosenOr } from './record-field.tsx';
import type { JobRequest } from './use-job-step.ts';

/** The choices of the Samples step; an empty id means the first that there is. */
export interface SamplesDraft {
  readonly source: 'parcels' | 'extraction';
  readonly parcels: string;
  readonly extraction: string;
  readonly composite: string;
  readonly scheme: string;
  /** Percent. */
  readonly testShare: number;
  readonly perClass: number | null;
  readonly minPerClass: number;
  readonly innerBufferM: number | null;
  readonly minAreaM2: number;
  readonly perParcel: number;
  readonly blockM: number;
  readonly centreMonth: number | null;
  readonly validTimeBuffer: number;
  readonly minEdgeBuffer: number;
  readonly seed: number;
  readonly title: string;
}

export const SAMPLES_DEFAULTS: SamplesDraft = {
  source: 'parcels',
  parcels: '',
  extraction: '',
  composite: '',
  scheme: '',
  testShare: 30,
  perClass: 2000,
  minPerClass: 1,
  innerBufferM: null,
  minAreaM2: 0,
  perParcel: 10,
  blockM: 1000,
  centreMonth: null,
  validTimeBuffer: 0,
  minEdgeBuffer: 2,
  seed: 42,
  title: '',
};

/** What to start, or what is missing and where to get it. */
export interface SamplesRequest {
  readonly request: JobRequest | null;
  readonly missing: { readonly reason: string; readonly step: StepName } | null;
  /** Sample sets that an import of an extraction made. */
  readonly extractions: readonly SampleSet[];
  /** Ids that are chosen, or taken where none is. */
  readonly sets: { readonly parcels: string; readonly extraction: string; readonly composite: string; readonly scheme: string };
}

const DEFAULT_SCHEME = { parcels: 'furrow-crops', extraction: 'worldcereal-landcover10' } as const;

/** The request for these choices and these records. */
export function useSamplesRequest(draft: SamplesDraft): SamplesRequest {
  const records = useRecords();
  const extractions = records.samples.filter(isExtraction);
  const scheme = records.scheme.find(({ id }) => id === draft.scheme) ?? records.scheme.find(({ id }) => id === DEFAULT_SCHEME[draft.source]) ?? records.scheme[0];
  const sets = {
    parcels: chosenOr(records.parcels, draft.parcels)?.id ?? '',
    extraction: chosenOr(extractions, draft.extraction)?.id ?? '',
    composite: draft.source === 'parcels' ? (chosenOr(records.composite, draft.composite)?.id ?? '') : draft.composite,
    scheme: scheme?.id ?? '',
  };
  const missing = missingOf(draft.source, sets);
  return { request: missing ? null : requestOf(draft, sets), missing, extractions, sets };
}

/** Sample sets that an extraction was imported as; those drawn in parcels cannot be cut anew. */
function isExtraction({ settings }: SampleSet): boolean {
  return settings['origin'] === 'worldcereal-extraction';
}

function missingOf(source: SamplesDraft['source'], sets: SamplesRequest['sets']): SamplesRequest['missing'] {
  if (source === 'extraction') return sets.extraction === '' ? { reason: 'samples.no-extraction', step: 'data' } : null;
  if (sets.parcels === '') return { reason: 'samples.no-parcels', step: 'data' };
  return sets.composite === '' ? { reason: 'samples.no-composites', step: 'composite' } : null;
}

function requestOf(draft: SamplesDraft, sets: SamplesRequest['sets']): JobRequest {
  const { minPerClass, perClass, seed, blockM } = draft;
  const title = draft.title.trim();
  const common = { scheme: sets.scheme, testShare: draft.testShare / 100, minPerClass, perClass, seed, blockM, ...(title === '' ? {} : { title }) };
  if (draft.source === 'parcels') {
    const { innerBufferM, minAreaM2, perParcel } = draft;
    return { kind: 'samples-from-parcels', params: { ...common, parcels: sets.parcels, composite: sets.composite, innerBufferM, minAreaM2, perParcel } };
  }
  const { centreMonth, validTimeBuffer, minEdgeBuffer } = draft;
  return { kind: 'samples-from-extractions', params: { ...common, extraction: sets.extraction, ...(sets.composite === '' ? {} : { composite: sets.composite }), centreMonth, validTimeBuffer, minEdgeBuffer } };
}
