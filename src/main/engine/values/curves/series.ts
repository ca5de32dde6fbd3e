import type { CompositeParams } from '../../../../shared/contract/jobs/composite.ts';
import type { RawDate, ValueSeries } from '../../../../shared/contract/values.ts';
import { parseIsoDate } from '../../../../shared/dates/iso-date.ts';
import { toMap } from '../../../../shared/geo/affine.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Composite } from '../../../../shared/records/composite.ts';
import { periodMiddle } from '../../composite/calendar.ts';
import type { LookupServices } from '../services.ts';
import { type Curves, curvesOf, curveValues, namesOf } from './curves.ts';
import { thrownOf } from '../point/failure.ts';
import { sclName } from '../point/identify-raster.ts';
import type { Place } from '../place.ts';
import { type ObservationRead, type ObservationsRead, type PixelRead, type RasterRead, readPointTask } from '../point/point.rpc.ts';
import { compositeSettings, pixelMetres, type SceneRead, sceneReads, scenesOf } from '../scene-reads.ts';

export interface SeriesRequest extends Place {
  readonly composite: string;
  readonly bands: readonly string[] | null;
  readonly indices: readonly string[] | null;
}

/** The curve of a composite at a place, with the acquisitions that are read in an instant. @throws as the contract says */
export async function seriesAt(services: LookupServices, request: SeriesRequest, signal?: AbortSignal): Promise<ValueSeries> {
  const composite = services.catalog.composite.get(request.composite);
  const curves = curvesOf(composite.bands, composite.title, request.bands, request.indices);
  const settings = compositeSettings(composite);
  const reads = settings ? sceneReads(services, composite, settings, scenesOf(services, composite), curves.read.map(({ band }) => band)) : [];
  const quick = reads.filter((read) => read.quick);
  const point = await services.lookups.run(
    readPointTask,
    { x: request.x, y: request.y, crs: request.crs, rasters: periodReads(services, composite, curves), observations: settings ? observationsRead(composite, settings, quick) : null },
    signal ? { signal } : {},
  );
  const empty: ValueSeries = { ...namesOf(curves), covered: false, pixel: null, periods: [], dates: [], pending: [] };
  const first = readsOf(point.rasters)[0];
  if (!first) return empty;
  return {
    ...empty,
    covered: true,
    pixel: pixelOf(composite, first),
    periods: periodRows(composite, curves, readsOf(point.rasters)),
    dates: quick.flatMap((read, i) => dateOf(curves, read, point.observations[i])),
    pending: reads.filter((read) => !read.quick).map(({ scene }) => scene.id),
  };
}

/** Acquisitions of a composite at a place, decoded where they must be. @throws RECORD_NOT_FOUND and as {@link seriesAt} */
export async function datesAt(services: LookupServices, request: SeriesRequest & { readonly scenes: readonly string[] }, signal?: AbortSignal): Promise<Pick<ValueSeries, 'bands' | 'indices' | 'dates'>> {
  const composite = services.catalog.composite.get(request.composite);
  const curves = curvesOf(composite.bands, composite.title, request.bands, request.indices);
  const settings = compositeSettings(composite);
  const members = new Set(composite.sceneIds);
  const scenes = request.scenes.map((id) => {
    if (!members.has(id)) throw appError('RECORD_NOT_FOUND', { kind: 'scene', id });
    return services.catalog.scene.get(id);
  });
  if (!settings) return { ...namesOf(curves), dates: [] };
  const reads = sceneReads(services, composite, settings, scenes, curves.read.map(({ band }) => band));
  const { x, y, crs } = request;
  const { observations } = await services.lookups.run(readPointTask, { x, y, crs, rasters: [], observations: observationsRead(composite, settings, reads) }, signal ? { signal } : {});
  return { ...namesOf(curves), dates: reads.flatMap((read, i) => dateOf(curves, read, observations[i])) };
}

/** Bands in the order of `curves.read`, the count last. */
function periodReads({ workspace }: LookupServices, composite: Composite, curves: Curves): RasterRead[] {
  const bands = [...curves.read.map((quantity) => composite.bands.indexOf(quantity) + 1), composite.bands.length + 1];
  return composite.periods.map(({ path }) => ({ path: workspace.absolute(path), driver: 'GTiff', grid: composite.grid, bands }));
}

function observationsRead(composite: Composite, settings: CompositeParams, reads: readonly SceneRead[]): ObservationsRead {
  const { mask, erodeM, dilateM, resampling } = settings;
  return { grid: composite.grid, resampling, mask: { setting: mask, erodeM, dilateM }, pixelM: pixelMetres(composite.grid), scenes: reads.map(({ source }) => source) };
}

/** @throws the failure of a period's file: a curve with holes that nobody sees would mislead */
function readsOf(rasters: readonly PixelRead[]): Extract<PixelRead, { state: 'read' }>[] {
  const failed = rasters.find((read) => read.state === 'failed');
  if (failed) throw thrownOf(failed.failure);
  return rasters.filter((read) => read.state === 'read');
}

function pixelOf({ grid }: Composite, { column, row }: { column: number; row: number }): ValueSeries['pixel'] {
  const [x, y] = toMap(grid.affine, column + 0.5, row + 0.5);
  return { column, row, x, y, crs: grid.crs };
}

function periodRows(composite: Composite, curves: Curves, reads: readonly { readonly values: readonly (number | null)[] }[]): ValueSeries['periods'] {
  return composite.periods.map(({ start, end }, i) => {
    const stored = reads[i]?.values ?? [];
    const count = stored.at(-1) ?? 0;
    const { values, indices } = curveValues(curves, stored.slice(0, -1));
    return { start, end, middle: periodMiddle({ start, end }), count, filled: count === 0 && values.some((value) => value !== null), values, indices };
  });
}

function dateOf(curves: Curves, { scene }: SceneRead, read: ObservationRead | undefined): RawDate[] {
  if (!read) return [];
  const { id, datetime, tile } = scene;
  const head = { scene: id, datetime, date: parseIsoDate(datetime) ?? datetime.slice(0, 10), tile };
  if (read.state === 'failed') return [{ ...head, state: 'failed', quality: null, maskedBy: 'none', values: [], indices: [], failure: read.failure }];
  const quality = read.code === null ? null : { code: read.code, name: sclName(read.code) };
  const isEmpty = read.values.every((value) => value === null);
  const state = isEmpty ? 'no data' : read.clear ? 'clear' : 'masked';
  return [{ ...head, state, quality, maskedBy: read.maskedBy, ...curveValues(curves, read.values), failure: null }];
}
