import { appError } from '../../../../shared/errors/app-error.ts';
import type { Failure, Found, Identified } from '../../../../shared/contract/values.ts';
import type { CatalogRecord } from '../../../../shared/records/record.ts';
import type { ParcelSet } from '../../../../shared/records/parcels.ts';
import { findRecord } from '../../catalog/handlers.ts';
import type { LookupServices } from '../services.ts';
import { compositeQuestion, mapQuestion, maskQuestion, type RasterQuestion, sceneQuestion } from './identify-raster.ts';
import { parcelsAtTask } from './parcel-at.rpc.ts';
import { failureOf } from './failure.ts';
import type { Place } from '../place.ts';
import { type PixelRead, readPointTask } from './point.rpc.ts';

/** Columns of a parcel file that Furrow wrote beside the source's own. */
const OWN_COLUMNS = new Set(['fid', 'source_id', 'code', 'label', 'area_m2']);

export interface IdentifyRequest extends Place {
  readonly records: readonly string[];
  readonly period: number | null;
}

/**
 * What the records hold at a place, in the order asked. A record whose file cannot be read says so in its own answer.
 * @throws CRS_UNKNOWN
 */
export async function identify(services: LookupServices, request: IdentifyRequest, signal?: AbortSignal): Promise<Identified[]> {
  const { x, y, crs } = request;
  const asked = request.records.map((id) => ({ id, record: findRecord(services.catalog, id) }));
  const questions = asked.map(({ record }) => (record ? questionOf(services, record, request.period) : null));
  const reads = questions.flatMap((question) => question?.reads ?? []);
  const options = signal ? { signal } : {};
  const { rasters } = await services.lookups.run(readPointTask, { x, y, crs, rasters: reads.map((read) => ({ ...read, bands: [...read.bands] })), observations: null }, options);
  const answers: Identified[] = [];
  let next = 0;
  for (const [i, { id, record }] of asked.entries()) {
    const question = questions[i];
    const own = rasters.slice(next, (next += question?.reads.length ?? 0));
    if (!record) answers.push(failed(id, null, appError('RECORD_NOT_FOUND', { kind: 'record', id }).toJSON()));
    else if (question) answers.push(rasterAnswer(record, question, own));
    else answers.push(record.kind === 'parcels' ? await parcelAnswer(services, record, request, options) : outside(record));
  }
  return answers;
}

function questionOf(services: LookupServices, record: CatalogRecord, period: number | null): RasterQuestion | null {
  const { workspace } = services;
  switch (record.kind) {
    case 'map':
      return mapQuestion(workspace, record);
    case 'composite':
      return compositeQuestion(workspace, record, period);
    case 'scene':
      return sceneQuestion(workspace, record);
    case 'mask':
      return maskQuestion(workspace, record);
    default:
      return null;
  }
}

function rasterAnswer(record: CatalogRecord, question: RasterQuestion, reads: readonly PixelRead[]): Identified {
  const failure = reads.find((read) => read.state === 'failed')?.failure;
  if (failure) return failed(record.id, record, failure);
  if (reads.every(({ state }) => state === 'outside')) return outside(record);
  return found(record, question.answer(reads.map((read) => (read.state === 'read' ? read.values : []))));
}

async function parcelAnswer(services: LookupServices, record: ParcelSet, { x, y, crs }: Place, options: { signal?: AbortSignal }): Promise<Identified> {
  try {
    const path = services.workspace.absolute(record.path);
    const { parcels } = await services.lookups.run(parcelsAtTask, { path, layer: record.layer, x, y, crs }, options);
    if (parcels.length === 0) return outside(record);
    return found(record, {
      kind: 'parcels',
      parcels: parcels.map(({ fid, properties }) => ({
        fid,
        sourceId: String(properties['source_id'] ?? fid),
        code: String(properties['code'] ?? ''),
        label: String(properties['label'] ?? ''),
        areaM2: typeof properties['area_m2'] === 'number' ? properties['area_m2'] : null,
        attributes: Object.fromEntries(Object.entries(properties).filter(([name]) => !OWN_COLUMNS.has(name))),
      })),
    });
  } catch (thrown) {
    return failed(record.id, record, failureOf(thrown));
  }
}

function found(record: CatalogRecord, what: Found): Identified {
  return { ...headOf(record), state: 'found', found: what, failure: null };
}

function outside(record: CatalogRecord): Identified {
  return { ...headOf(record), state: 'outside', found: null, failure: null };
}

function failed(id: string, record: CatalogRecord | null, failure: Failure): Identified {
  const head = record ? headOf(record) : { id, kind: null, title: id, simulated: false };
  return { ...head, state: 'failed', found: null, failure };
}

function headOf({ id, kind, title, simulated }: CatalogRecord): Pick<Identified, 'id' | 'kind' | 'title' | 'simulated'> {
  return { id, kind, title, simulated };
}
