import type { CalendarSeason } from '../../../shared/contract/calendars.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { useRecords } from '../../state/records.ts';
import type { StepName } from '../../state/window/step-path.ts';
import { chosenOr } from '../../forms/record-field.tsx';
import type { JobRequest } from '../../state/jobs/start-job.ts';

/** The choices of the Samples step; an empty id means the first that there is. */
export interface SamplesDraft {
  readonly source: 'parcels' | 'extraction' | 'observations';
  readonly parcels: string;
  readonly extraction: string;
  readonly composite: string;
  readonly scheme: string;
  /** Further composites, of other places. */
  readonly moreComposites: readonly string[];
  readonly take: 'points' | 'median';
  readonly perClassRegion: number | null;
  readonly regionM: number;
  /** Of field observations: the file, and columns where they have other names than usual. */
  readonly file: string;
  readonly classColumn: string;
  readonly dateColumn: string;
  readonly observerColumn: string;
  readonly codeSource: string;
  /** Character set of a CSV that is not Unicode, and which comes first in its dates; empty to find out. */
  readonly encoding: string;
  readonly dateOrder: string;
  /** Where the season of an extraction comes from: its middle month, its months or the crop calendar. */
  readonly season: 'labels' | 'middle' | 'months' | 'calendar';
  readonly seasonFirst: number;
  readonly seasonLast: number;
  readonly calendar: string;
  readonly calendarSeason: CalendarSeason;
  readonly window: 'season' | 'label' | 'whole';
  readonly quality: 'auto' | 'landcover' | 'croptype' | 'none';
  /** Percent. */
  readonly testShare: number;
  readonly perClass: number | null;
  readonly minPerClass: number;
  readonly innerBufferM: number | null;
  readonly minAreaM2: number;
  readonly perParcel: number;
  readonly blockM: number;
  /** Calendar month, 1…12. */
  readonly centreMonth: number;
  readonly validTimeBuffer: number;
  readonly minEdgeBuffer: number;
  readonly seed: number;
  readonly title: string;
}

const SAMPLES_DEFAULTS: SamplesDraft = {
  source: 'parcels',
  parcels: '',
  extraction: '',
  composite: '',
  scheme: '',
  moreComposites: [],
  take: 'points',
  perClassRegion: null,
  regionM: 50_000,
  file: '',
  classColumn: '',
  dateColumn: '',
  observerColumn: '',
  codeSource: '',
  encoding: '',
  dateOrder: '',
  season: 'labels',
  seasonFirst: 10,
  seasonLast: 7,
  calendar: '',
  calendarSeason: 'tc-s1',
  window: 'season',
  quality: 'auto',
  testShare: 30,
  perClass: 2000,
  minPerClass: 1,
  innerBufferM: null,
  minAreaM2: 0,
  perParcel: 10,
  blockM: 1000,
  centreMonth: 6,
  validTimeBuffer: 0,
  minEdgeBuffer: 2,
  seed: 42,
  title: '',
};

const OF_EXTRACTION: SamplesDraft = { ...SAMPLES_DEFAULTS, source: 'extraction' };

/** What nobody has chosen yet: labels come from parcels, or from an extraction where that is all there is. */
export function useDefaults(): SamplesDraft {
  const { parcels, samples } = useRecords();
  return parcels.length === 0 && samples.some(isExtraction) ? OF_EXTRACTION : SAMPLES_DEFAULTS;
}

/** What to start, or what is missing and where to get it. */
export interface SamplesRequest {
  readonly request: JobRequest | null;
  readonly missing: { readonly reason: string; readonly step: StepName | null } | null;
  /** Sample sets that an import of an extraction made. */
  readonly extractions: readonly SampleSet[];
  /** Ids that are chosen, or taken where none is. */
  readonly sets: { readonly parcels: string; readonly extraction: string; readonly composite: string; readonly scheme: string };
}

const DEFAULT_SCHEME = { parcels: 'furrow-crops', extraction: 'worldcereal-landcover10', observations: 'furrow-crops' } as const;

/** The request for these choices and these records. */
export function useSamplesRequest(draft: SamplesDraft): SamplesRequest {
  const records = useRecords();
  const extractions = records.samples.filter(isExtraction);
  const scheme = records.scheme.find(({ id }) => id === draft.scheme) ?? records.scheme.find(({ id }) => id === DEFAULT_SCHEME[draft.source]) ?? records.scheme[0];
  const sets = {
    parcels: chosenOr(records.parcels, draft.parcels)?.id ?? '',
    extraction: chosenOr(extractions, draft.extraction)?.id ?? '',
    composite: draft.source === 'extraction' ? draft.composite : (chosenOr(records.composite, draft.composite)?.id ?? ''),
    scheme: scheme?.id ?? '',
  };
  const missing = missingOf(draft, sets);
  return { request: missing ? null : requestOf(draft, sets), missing, extractions, sets };
}

/** Sample sets that an extraction was imported as; those drawn in parcels cannot be cut anew. */
function isExtraction({ settings }: SampleSet): boolean {
  return settings['origin'] === 'worldcereal-extraction';
}

function missingOf({ source, file, season, calendar }: SamplesDraft, sets: SamplesRequest['sets']): SamplesRequest['missing'] {
  if (source === 'extraction' && sets.extraction === '') return { reason: 'samples.no-extraction', step: 'data' };
  if (source === 'extraction') return season === 'calendar' && calendar === '' ? { reason: 'season.no-calendar', step: null } : null;
  if (source === 'parcels' && sets.parcels === '') return { reason: 'samples.no-parcels', step: 'data' };
  if (sets.composite === '') return { reason: 'samples.no-composites', step: 'composite' };
  return source === 'observations' && file === '' ? { reason: 'samples.no-file', step: null } : null;
}

function requestOf(draft: SamplesDraft, sets: SamplesRequest['sets']): JobRequest {
  const { minPerClass, perClass, perClassRegion, seed, blockM } = draft;
  const title = draft.title.trim();
  const common = { scheme: sets.scheme, testShare: draft.testShare / 100, minPerClass, perClass, perClassRegion, seed, blockM, ...(title === '' ? {} : { title }) };
  if (draft.source === 'extraction') return { kind: 'samples-from-extractions', params: { ...common, ...alignment(draft, sets) } };
  const { innerBufferM, perParcel, take, regionM } = draft;
  const moreComposites = draft.moreComposites.filter((id) => id !== sets.composite);
  const drawing = { ...common, composite: sets.composite, moreComposites, innerBufferM, perParcel, take, regionM };
  if (draft.source === 'parcels') return { kind: 'samples-from-parcels', params: { ...drawing, parcels: sets.parcels, minAreaM2: draft.minAreaM2 } };
  const columns = { classColumn: draft.classColumn, dateColumn: draft.dateColumn, observerColumn: draft.observerColumn, codeSource: draft.codeSource, encoding: draft.encoding, dateOrder: draft.dateOrder };
  return { kind: 'samples-from-observations', params: { ...drawing, file: draft.file, ...Object.fromEntries(Object.entries(columns).filter(([, value]) => value.trim() !== '')) } };
}

/** How an extraction is aligned: season, middle month, window and weights. */
function alignment(draft: SamplesDraft, sets: SamplesRequest['sets']): Record<string, unknown> {
  const { validTimeBuffer, minEdgeBuffer, window } = draft;
  return {
    extraction: sets.extraction,
    ...(sets.composite === '' ? {} : { composite: sets.composite }),
    ...(draft.season === 'months' ? { season: { start: dayOf(draft.seasonFirst, 1), end: dayOf(draft.seasonLast, LAST_DAYS[draft.seasonLast - 1] ?? 31) } } : {}),
    ...(draft.season === 'calendar' ? { calendar: { id: draft.calendar, season: draft.calendarSeason } } : {}),
    centreMonth: draft.season === 'middle' ? draft.centreMonth : null,
    validTimeBuffer, minEdgeBuffer, window,
    quality: draft.quality === 'auto' ? null : draft.quality,
  };
}

/** Last days of the months, in a year without 29 February. */
const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function dayOf(month: number, day: number): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
