import { z } from 'zod';
import { type ExtractionOptions, type SamplesFromExtractions, extractionOptionsSchema, samplesFromExtractionsSchema } from '../../../../shared/contract/jobs/samples.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import type { IsoDate } from '../../../../shared/dates/iso-date.ts';
import { type Told, toldSchema } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { derivedTitle, freeTitle } from '../../../../shared/text/derived-title.ts';
import { lookupSeasonTask } from '../../calendars/calendar.rpc.ts';
import { calendarNamed, calendarPath } from '../../calendars/calendar-store.ts';
import { centreMonthOfDays, daysOf } from '../../calendars/season-dates.ts';
import type { EngineContext } from '../../context.ts';
import { loadScheme, registerShippedSchemes } from '../../ingest/class-scheme/shipped.ts';
import { pivotExtractionTask } from '../../ingest/worldcereal-extraction/extraction.rpc.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { samplePointsTask } from '../description/describe.rpc.ts';
import { rejectedFile } from '../rejection-log.ts';
import { sampleSetHead } from '../set-record.ts';

const PIVOT = 'pivot';
/** Only days of the year are taken of a calendar's season; a year without 29 February. */
const USUAL_YEAR = 2021;
/** Calendar months of a processing period. */
const MONTHS = 12;

/** Labels an imported extraction by another scheme, or cuts it to another season: a new sample set. */
export const samplesFromExtractionsJob: JobDefinition<SamplesFromExtractions> = {
  kind: 'samples-from-extractions',
  params: samplesFromExtractionsSchema,
  record: 'samples',

  output(engine, params) {
    const id = params.id ?? engine.catalog.samples.freeId(recordId(`${params.extraction}-${params.scheme ?? 'aligned'}`));
    return { id, folder: `samples/${id}` };
  },

  async plan(engine, params, place) {
    const extraction = engine.catalog.samples.get(params.extraction);
    const path = sourceOf(extraction);
    registerShippedSchemes(engine.catalog, engine.now().toISOString());
    const scheme = loadScheme(engine.catalog, params.scheme ?? extraction.schemeId);
    const composite = params.composite === undefined ? null : seasonOf(engine, params.composite);
    const season = await seasonWanted(engine, params, extraction);
    const centreMonth = params.centreMonth ?? composite?.centreMonth ?? season.centreMonth;
    const options = { ...extractionOptionsSchema.parse({ ...params, scheme: scheme.id }), centreMonth, season: season.days };
    const input = { path: engine.workspace.absolute(path), target: engine.workspace.absolute(`${place.outputFolder}/samples.parquet`), options, scheme, bands: composite?.bands ?? null };
    const { calendar, ...rest } = params;
    return {
      title: `Samples of ${scheme.title} from ${extraction.title}`,
      stages: [{ name: 'Read and align', unit: 'extractions', units: [{ key: PIVOT, task: pivotExtractionTask.name, input }], weight: 1, mayFail: false }],
      inputs: [path],
      estimate: { seconds: Math.ceil(1 + extraction.rows / 2000), diskBytes: extraction.rows * 500, memoryMB: Math.ceil(150 + extraction.rows * 0.02), readBytes: extraction.rows * 1500, processor: 'CPU', workers: 1 },
      seed: params.seed,
      carry: { source: path, extraction: extraction.id, schemeId: scheme.id, title: params.title ?? freeTitle(derivedTitle(extraction.title, scheme.title), engine.catalog.samples.list(), place.outputId), simulated: extraction.simulated, options, calendar: calendar ?? null, warnings: season.warnings },
      resolvedParams: { ...rest, scheme: scheme.id, centreMonth, season: season.days },
    };
  },

  finish(engine, job, plan, place, results) {
    const { bySplit, centreMonth, ...found } = pivotExtractionTask.output.parse(results.get(PIVOT));
    const options = extractionOptionsSchema.parse(plan.carry['options']);
    const path = `${place.outputFolder}/samples.parquet`;
    const record: SampleSet = {
      ...sampleSetHead(engine, plan, place),
      schemeId: String(plan.carry['schemeId']),
      crs: 'EPSG:4326',
      settings: { ...job.params, ...options, calendar: plan.carry['calendar'], centreMonth, bySplit, origin: 'worldcereal-extraction', split: `blocks of ${options.blockM} m` },
      sources: [String(plan.carry['source'])],
      ...found,
      warnings: [...found.warnings, ...z.array(toldSchema).parse(plan.carry['warnings'])],
    };
    return Promise.resolve({ record, outputs: [path, rejectedFile(path)], result: { id: record.id, rows: found.rows, byClass: found.byClass, bySplit, rejected: found.rejected, periods: found.periods, bands: found.bands.map(({ band }) => band), path, warnings: record.warnings } });
  },
};

interface WantedSeason {
  readonly days: ExtractionOptions['season'];
  readonly centreMonth: number | null;
  readonly warnings: readonly Told[];
}

/** The season that labels must lie in, and its middle: as given, or of a crop calendar in the area of the samples. @throws RECORD_NOT_FOUND, CALENDAR_SILENT, CALENDAR_UNUSABLE, SEASON_TOO_LONG */
async function seasonWanted(engine: EngineContext, params: SamplesFromExtractions, extraction: SampleSet): Promise<WantedSeason> {
  if (params.calendar === undefined) return { days: params.season, centreMonth: params.season && centreMonthOfDays(params.season), warnings: [] };
  const { id, season } = params.calendar;
  await calendarNamed(engine.workspace, id);
  const { points } = await engine.pool.run(samplePointsTask, { path: engine.workspace.absolute(extraction.path), crs: extraction.crs, limit: 200_000 });
  const box = points.reduce<[number, number, number, number]>(([west, south, east, north], { lon, lat }) => [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)], [180, 90, -180, -90]);
  const found = await engine.pool.run(lookupSeasonTask, { path: engine.workspace.absolute(calendarPath(id)), name: id, season, year: USUAL_YEAR, box });
  return { days: daysOf({ start: found.start as IsoDate, end: found.end as IsoDate }), centreMonth: found.centreMonth, warnings: found.warning === null ? [] : [found.warning] };
}

function sourceOf(extraction: SampleSet): string {
  const [path] = extraction.sources;
  if (extraction.settings['origin'] !== 'worldcereal-extraction' || path === undefined) {
    throw appError('INVALID_INPUT', { call: 'samples-from-extractions', field: 'extraction', problem: `“${extraction.id}” was not imported from an extraction` });
  }
  return path;
}

/** Month and bands of the composite that the model is meant for. @throws INVALID_INPUT when it is not a year of months */
function seasonOf(engine: EngineContext, id: string): { readonly centreMonth: number; readonly bands: string[] } {
  const composite = engine.catalog.composite.get(id);
  const months = composite.periods.map(({ start }) => Number(start.slice(5, 7)));
  const monthly = composite.periods.length === MONTHS && new Set(months).size === MONTHS && composite.periods.every(({ start }) => start.endsWith('-01'));
  if (!monthly) throw appError('INVALID_INPUT', { call: 'samples-from-extractions', field: 'composite', problem: `“${id}” is not a series of twelve calendar months` });
  return { centreMonth: months[MONTHS / 2 - 1] ?? 1, bands: composite.bands.map(({ band }) => band) };
}
