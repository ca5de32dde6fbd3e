import type { Job } from '../../shared/job/job.ts';
import type { CatalogRecord } from '../../shared/records/record.ts';
import { type Bounds, union } from '../../shared/geo/bounds.ts';
import { useMapHandle } from './map-handle.ts';
import { recordWith, useRecords } from './records.ts';
import { openStep, type StepName } from './step-path.ts';
import { useStore } from './store.ts';

/** The step that shows a record of a kind. */
const STEP_OF: Readonly<Record<CatalogRecord['kind'], StepName>> = { scene: 'data', parcels: 'data', mask: 'data', scheme: 'samples', composite: 'composite', samples: 'samples', model: 'check', map: 'check' };

/** Which record of a kind the panels of Check and others show first. */
export function shownFirst(kind: CatalogRecord['kind']): string | null {
  return wanted.get(kind) ?? null;
}
const wanted = new Map<CatalogRecord['kind'], string>();

/** Shows a record: selects its layer, zooms to it, and opens the step that tells of it. */
export function openRecord(record: CatalogRecord): void {
  const layer = useStore.getState().layers.find(({ recordId }) => recordId === record.id);
  if (layer) useStore.getState().select(layer.id);
  showPlaces([record]);
  wanted.set(record.kind, record.id);
  openStep(STEP_OF[record.kind]);
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
