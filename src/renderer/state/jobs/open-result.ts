import { create } from 'zustand';
import { splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { Model } from '../../../shared/records/learning.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import { type Bounds, union } from '../../../shared/geo/bounds.ts';
import { useMapHandle } from '../map/map-handle.ts';
import { recordWith, useRecords } from '../records.ts';
import { useModelImport } from '../model-import.ts';
import { openReport } from '../samples/report-choice.ts';
import { openReview } from '../samples/review-choice.ts';
import { openSamples } from '../samples/sample-choice.ts';
import { openScheme } from '../samples/scheme-choice.ts';
import { usePanels } from '../window/panels.ts';
import { openStep, type StepName } from '../window/step-path.ts';
import { showDay } from '../map/scene-layers.ts';
import { useStore } from '../store.ts';

/** The step that shows a record of a kind. */
type StepKind = Exclude<CatalogRecord['kind'], 'scheme' | 'samples' | 'model'>;
const STEP_OF: Readonly<Record<StepKind, StepName>> = { scene: 'data', parcels: 'data', mask: 'data', composite: 'composite', map: 'check' };

interface Subject {
  /** Id of the map or model that Check and Share speak of; empty for the first that there is. */
  readonly id: string;
  readonly choose: (id: string) => void;
}

/** What Check and Share speak of. */
export const useSubject = create<Subject>()((set) => ({
  id: '',
  choose: (id) => {
    set({ id });
  },
}));

/** Shows a record: selects its layer, zooms to it, and opens what tells of it. A scene is shown on the map by its date. */
export function openRecord(record: CatalogRecord): void {
  if (record.kind === 'scene') showDay(record.datetime.slice(0, 10));
  const layer = useStore.getState().layers.find(({ recordId }) => recordId === record.id);
  if (layer) useStore.getState().select(layer.id);
  showPlaces([record]);
  if (record.kind === 'map' || record.kind === 'model') useSubject.getState().choose(record.id);
  if (record.kind === 'scheme') openScheme(record.id);
  else if (record.kind === 'samples') openSamples(record.id);
  else if (record.kind === 'model') openModel(record);
  else openStep(STEP_OF[record.kind]);
}

/** A model that was tested is shown by its figures, any other by its card. */
function openModel({ id, card }: Model): void {
  if (card.metrics) {
    openStep('check');
    return;
  }
  useModelImport.getState().choose(id);
  usePanels.getState().open({ id: 'models', place: 'right' });
}

/** Zooms to what these records cover; those that lie nowhere, such as models, are passed over. */
export function showPlaces(records: readonly CatalogRecord[]): void {
  // Of a footprint across the antimeridian the first box: both together would be the whole world.
  const boxes = records.flatMap((record) => ('footprint' in record && record.footprint[0] ? [record.footprint[0]] : []));
  const [first, ...rest] = boxes;
  if (first) useMapHandle.getState().view?.fitDegrees([...rest.reduce<Bounds>(union, first)]);
}

/** What jobs come to that make no record, or more than one: how it is opened, by the kind of the job. */
const OPENED: Readonly<Record<string, (id: string, job: Job) => void>> = {
  train: (id) => { openReport({ kind: 'training', id }); },
  evaluate: (id) => { openReport({ kind: 'evaluation', id }); },
  'local-curve': (id) => { openReport({ kind: 'local-curve', id }); },
  'hygiene-check': (_id, { params }) => { openReview('doubts', { samples: String(params['samples']) }); },
  'samples-leak': (_id, { params }) => { openReview('split', { samples: String(params['samples']), split: splitSpecSchema.safeParse(params['split']).data ?? null }); },
};

/** Opens what a job has come to; null where there is nothing to open. */
export function openingOf(job: Job): (() => void) | null {
  const id = job.result?.['id'];
  const open = OPENED[job.kind];
  if (open && typeof id === 'string') return () => { open(id, job); };
  const record = resultOf(job);
  return record && (() => { openRecord(record); });
}

/** The record that a job made, or null. */
export function resultOf(job: Job): CatalogRecord | null {
  const id = job.result?.['id'];
  return typeof id === 'string' ? recordWith(useRecords.getState(), id) : null;
}
