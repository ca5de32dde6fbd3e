import { create } from 'zustand';
import type { Job } from '../../../shared/job/job.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import { type Bounds, union } from '../../../shared/geo/bounds.ts';
import { useMapHandle } from '../map/map-handle.ts';
import { recordWith, useRecords } from '../records.ts';
import { openScheme } from '../samples/scheme-choice.ts';
import { openStep, type StepName } from '../window/step-path.ts';
import { showDay } from '../map/scene-layers.ts';
import { useStore } from '../store.ts';

/** The step that shows a record of a kind. */
const STEP_OF: Readonly<Record<CatalogRecord['kind'], StepName>> = { scene: 'data', parcels: 'data', mask: 'data', scheme: 'samples', composite: 'composite', samples: 'samples', model: 'check', map: 'check' };

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

/** Shows a record: selects its layer, zooms to it, and opens the step that tells of it. A scene is shown on the map by its date. */
export function openRecord(record: CatalogRecord): void {
  if (record.kind === 'scene') showDay(record.datetime.slice(0, 10));
  const layer = useStore.getState().layers.find(({ recordId }) => recordId === record.id);
  if (layer) useStore.getState().select(layer.id);
  showPlaces([record]);
  if (record.kind === 'map' || record.kind === 'model') useSubject.getState().choose(record.id);
  if (record.kind === 'scheme') openScheme(record.id);
  else openStep(STEP_OF[record.kind]);
}

/** Zooms to what these records cover; those that lie nowhere, such as models, are passed over. */
export function showPlaces(records: readonly CatalogRecord[]): void {
  // Of a footprint across the antimeridian the first box: both together would be the whole world.
  const boxes = records.flatMap((record) => ('footprint' in record && record.footprint[0] ? [record.footprint[0]] : []));
  const [first, ...rest] = boxes;
  if (first) useMapHandle.getState().view?.fitDegrees([...rest.reduce<Bounds>(union, first)]);
}

/** The record that a job made, or null. */
export function resultOf(job: Job): CatalogRecord | null {
  const id = job.result?.['id'];
  return typeof id === 'string' ? recordWith(useRecords.getState(), id) : null;
}
