import { appError } from '../../../../shared/errors/app-error.ts';
import type { Estimate } from '../../../../shared/job/job.ts';
import type { Composite } from '../../../../shared/records/composite.ts';
import type { EngineContext } from '../../context.ts';
import type { JobPlace, JobStage } from '../../jobs/definition.ts';
import { assembleSamplesTask, readPeriodTask } from '../places/place.rpc.ts';

/** CRS of sets over several zones; the natives of engine/gdal must not be loaded here. */
const LONLAT = 'EPSG:4326';
/** Key of the unit whose result `finish` needs. */
export const ASSEMBLE = 'assemble';
/** Key of the unit that draws. */
export const PLACE = 'place';
/** Measured on two busy cores: placing, per area and per pixel of the grids; reading, per stored value of the grids. */
const SECONDS_PER_AREA = 3e-4;
const SECONDS_PER_PIXEL = 4e-8;
const SECONDS_PER_VALUE = 5e-9;

/** Memory of one sample while it is placed: its words, and the text they are written as. */
const BYTES_PER_PLACED = 1800;

/** Settings that the last stage needs. */
export interface AssembleSettings {
  readonly dataset: string;
  readonly country: string | null;
  readonly minPerClass: number;
  readonly perClass: number | null;
  readonly perClassRegion: number | null;
  readonly testShare: number;
  readonly seed: number;
}

/** A job that draws pixels, reads their series from composites and writes a sample set. */
export interface SeriesJob {
  readonly composites: readonly Composite[];
  readonly place: JobPlace;
  /** The task that draws, without where it writes. */
  readonly placing: { readonly task: string; readonly input: Readonly<Record<string, unknown>>; readonly what: string };
  readonly assemble: AssembleSettings;
  /** How many areas and samples there may be. */
  readonly areas: number;
  readonly samples: number;
}

/**
 * Composites by their ids, checked to make one set: the same bands, and as many periods that start on the same days of
 * the year.
 * @throws RECORD_NOT_FOUND, INVALID_INPUT
 */
export function alikeComposites(engine: EngineContext, kind: string, ids: readonly string[]): Composite[] {
  const composites = ids.map((id) => engine.catalog.composite.get(id));
  const shapeOf = ({ bands, periods }: Composite): string => JSON.stringify([bands.map(({ band }) => band), periods.map(({ start }) => start.slice(5))]);
  const [first] = composites;
  const other = composites.find((composite) => first && shapeOf(composite) !== shapeOf(first));
  if (first && other) throw appError('INVALID_INPUT', { call: kind, field: 'moreComposites', problem: `“${other.id}” has other bands or other periods of the year than “${first.id}”` });
  return composites;
}

/** CRS of a set: that of its composites, degrees where they differ. */
export function commonCrs(composites: readonly Composite[]): string {
  const crs = new Set(composites.map(({ grid }) => grid.crs));
  return crs.size === 1 ? ([...crs][0] ?? LONLAT) : LONLAT;
}

/** Stages and estimate of a job that draws pixels. */
export function seriesStages(engine: EngineContext, job: SeriesJob): { readonly stages: JobStage[]; readonly estimate: Estimate; readonly inputs: string[] } {
  const { workspace } = engine;
  const scratch = (name: string): string => workspace.absolute(`${job.place.workFolder}/${name}`);
  const placement = scratch('placement.json');
  const reading = job.composites.map((composite, source) => composite.periods.map((period, i) => ({
    key: `${composite.id} ${period.start}`,
    task: readPeriodTask.name,
    input: { placement, source, raster: workspace.absolute(period.path), grid: composite.grid, bands: composite.bands.length, target: scratch(`${source}-period-${String(i).padStart(3, '0')}.bin`) },
  })));
  const [first] = job.composites;
  const assembling = {
    placement, crs: commonCrs(job.composites), ...job.assemble,
    sources: job.composites.map((composite, source) => ({ grid: composite.grid, periodFiles: (reading[source] ?? []).map(({ input }) => input.target), year: middleYear(composite), start: composite.periods[0]?.start ?? '' })),
    bands: (first?.bands ?? []).map(({ band }) => band),
    periods: (first?.periods ?? []).map(({ start, end }) => ({ start, end })),
    target: workspace.absolute(`${job.place.outputFolder}/samples.parquet`),
  };
  const cost = costOf(job, engine.settings.workers);
  const placing = { key: PLACE, task: job.placing.task, input: { ...job.placing.input, target: placement } };
  return {
    stages: [
      { name: 'Draw pixels', unit: job.placing.what, units: [placing], weight: cost.placeSeconds + 0.1, mayFail: false },
      { name: 'Read series', unit: 'periods', units: reading.flat(), weight: cost.readSeconds + 0.1, mayFail: false },
      { name: 'Write samples', unit: 'sample sets', units: [{ key: ASSEMBLE, task: assembleSamplesTask.name, input: assembling }], weight: 0.1, mayFail: false },
    ],
    estimate: cost.estimate,
    inputs: job.composites.flatMap(({ periods }) => periods.map(({ path }) => path)),
  };
}

/** The year that the middle of the series lies in: that of the harvest where a series crosses New Year. */
function middleYear({ periods }: Composite): string {
  const middle = periods[periods.length >> 1] ?? periods[0];
  return (middle?.end ?? '').slice(0, 4);
}

/** Seconds of the stages and what the user is told before the start. */
function costOf({ composites, areas, samples }: SeriesJob, workers: number): { readonly placeSeconds: number; readonly readSeconds: number; readonly estimate: Estimate } {
  const planesOf = ({ bands, periods }: Composite): number => bands.length * periods.length;
  const pixels = composites.reduce((sum, { grid }) => sum + grid.width * grid.height, 0);
  const values = composites.reduce((sum, composite) => sum + composite.grid.width * composite.grid.height * planesOf(composite), 0);
  const planes = Math.max(0, ...composites.map(planesOf));
  const placeSeconds = areas * SECONDS_PER_AREA + pixels * SECONDS_PER_PIXEL;
  const readSeconds = (values * SECONDS_PER_VALUE) / workers;
  const estimate: Estimate = {
    seconds: Math.ceil(placeSeconds + readSeconds + 1),
    diskBytes: samples * planes * 2,
    memoryMB: Math.ceil(250 + (samples * (planes * 8 + BYTES_PER_PLACED)) / 1e6),
    readBytes: values * 2,
    processor: 'CPU',
    workers,
  };
  return { placeSeconds, readSeconds, estimate };
}
