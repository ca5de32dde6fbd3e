import { create } from 'zustand';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { ImportOptions, ImportResult } from '../../../shared/contract/import.ts';
import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import { addBasemapFile, isBasemapName } from '../../state/map/basemaps.ts';
import { importModelFile, isModelName } from '../../state/model-import.ts';
import { showPlaces } from '../../state/jobs/open-result.ts';
import { recordWith, useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { call, EngineError } from '../../client/call.ts';

/** How far an import is: paths are chosen, looked at, found, being imported, done. */
export type ImportPhase = 'empty' | 'looking' | 'found' | 'importing' | 'done';

/** A file that is a crop calendar, and what it holds. */
export type FoundCalendar = CallOutput<'calendars.inspect'>['items'][number];

interface ImportState {
  readonly phase: ImportPhase;
  readonly paths: readonly string[];
  readonly options: ImportOptions;
  /** What was found, or what was imported. */
  readonly result: ImportResult | null;
  /** Crop calendars among the paths, which are no records. */
  readonly calendars: readonly FoundCalendar[];
  /** Records that there were when the import began, to count what it has brought. */
  readonly before: number;
  readonly problem: ErrorDocument | null;
  /** Names of what was dropped in a browser, which does not say where it lies. */
  readonly dropped: string | null;
}

const EMPTY: ImportState = { phase: 'empty', paths: [], options: {}, result: null, calendars: [], before: 0, problem: null, dropped: null };

/** The import that the Data panel shows; it goes on while the panel is closed. */
export const useImport = create<ImportState>()(() => EMPTY);

let aborter = new AbortController();

/** Looks at paths and shows what is in them; nothing is changed, but that basemaps go to the map at once. */
export function lookAt(paths: readonly string[], options: ImportOptions = useImport.getState().options): void {
  for (const path of paths.filter(isBasemapName)) report(addBasemapFile(path));
  for (const path of paths.filter(isModelName)) report(importModelFile(path));
  const data = paths.filter((path) => !isBasemapName(path) && !isModelName(path));
  if (data.length === 0) {
    if (paths.length > 0) useImport.setState(EMPTY);
    return;
  }
  useImport.setState({ ...EMPTY, phase: 'looking', paths: data, options });
  follow(inspect, 'found');
}

/** Shows that something that was dropped is being looked for. */
export function lookFor(names: readonly string[]): void {
  aborter.abort();
  useImport.setState({ ...EMPTY, phase: 'looking', paths: names });
}

/** Asks where something that was dropped lies; the chooser opens with its name. */
export function askFor(name: string): void {
  useImport.setState({ ...EMPTY, dropped: name });
}

/** Imports what was found; `before` is the number of records that there are. */
export function importFound(before: number): void {
  useImport.setState({ phase: 'importing', problem: null, before });
  follow(bringIn, 'done');
}

/** Stops looking or importing. What was imported stays. */
export function stopImport(): void {
  aborter.abort();
  const { phase, result } = useImport.getState();
  if (phase === 'importing' && result) useImport.setState({ phase: 'found' });
  else useImport.setState(EMPTY);
}

/** Puts the import aside, for another. */
export function clearImport(): void {
  aborter.abort();
  useImport.setState(EMPTY);
}

async function showImported({ imported }: ImportResult): Promise<void> {
  await useRecords.getState().refresh();
  showPlaces(imported.flatMap(({ id }) => recordWith(useRecords.getState(), id) ?? []));
}

type Found = Pick<ImportState, 'result' | 'calendars'>;
const NO_RECORDS: ImportResult = { imported: [], skipped: [] };
/** Names of tables, which may be crop calendars. */
const TABLE = /\.(csv|parquet|geoparquet)$/i;

async function inspect({ paths, options }: ImportState, signal: AbortSignal): Promise<Found> {
  const tables = options.as === undefined ? paths.filter((path) => TABLE.test(path)) : [];
  const calendars = tables.length === 0 ? [] : (await call('calendars.inspect', { paths: tables, encoding: options.encoding }, signal)).items;
  const others = withoutCalendars(paths, calendars);
  return { calendars, result: others.length === 0 ? NO_RECORDS : await call('import.inspect', { paths: others, options }, signal) };
}

async function bringIn({ paths, options, calendars }: ImportState, signal: AbortSignal): Promise<Found> {
  for (const { path } of calendars) await call('calendars.import', { path, encoding: options.encoding }, signal);
  const others = withoutCalendars(paths, calendars);
  return { calendars, result: others.length === 0 ? NO_RECORDS : await call('import.paths', { paths: others, options }, signal) };
}

function withoutCalendars(paths: readonly string[], calendars: readonly FoundCalendar[]): string[] {
  return paths.filter((path) => !calendars.some((calendar) => calendar.path === path));
}

function follow(work: (state: ImportState, signal: AbortSignal) => Promise<Found>, then: ImportPhase): void {
  aborter.abort();
  aborter = new AbortController();
  const { signal } = aborter;
  work(useImport.getState(), signal).then(
    (found) => {
      if (signal.aborted) return;
      useImport.setState({ phase: then, ...found, problem: null });
      if (then === 'done' && found.result) report(showImported(found.result));
    },
    (thrown: unknown) => {
      if (signal.aborted) return;
      if (!(thrown instanceof EngineError)) throw thrown;
      useImport.setState({ phase: 'found', result: null, calendars: [], problem: thrown.document });
    },
  );
}
