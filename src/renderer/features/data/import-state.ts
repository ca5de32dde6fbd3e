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
  /** Those of the paths that could be looked at; one that was refused makes room for what comes next. */
  readonly sound: readonly string[];
  /** Paths that came while others were being imported; they are looked at when that is done. */
  readonly waiting: readonly string[];
  /** Names of what was dropped in a browser and is being looked for. */
  readonly sought: readonly string[];
  /** Names of what was dropped in a browser and was not found; they are asked for one after the other. */
  readonly missing: readonly string[];
}

const EMPTY: ImportState = { phase: 'empty', paths: [], options: {}, result: null, calendars: [], before: 0, problem: null, sound: [], waiting: [], sought: [], missing: [] };

/** The import that the Data panel shows; it goes on while the panel is closed. */
export const useImport = create<ImportState>()(() => EMPTY);

let aborter = new AbortController();

/**
 * Adds paths to what is to be imported and shows what is in them. What was chosen before and is not imported yet stays, but what was refused;
 * while an import runs, they wait for its end. Nothing is changed, but that basemaps and models are taken at once.
 */
export function addPaths(paths: readonly string[]): void {
  for (const path of paths.filter(isBasemapName)) report(addBasemapFile(path));
  for (const path of paths.filter(isModelName)) report(importModelFile(path));
  const data = paths.filter((path) => !isBasemapName(path) && !isModelName(path));
  if (data.length === 0) return;
  const { phase, paths: before, sound, problem, waiting, options } = useImport.getState();
  if (phase === 'importing') useImport.setState({ waiting: joined(waiting, data) });
  else if (phase === 'looking' || phase === 'found') lookAt(joined(problem ? sound : before, data), options);
  else lookAt(data, {});
}

/** Looks at paths with these options, instead of what was looked at before. */
export function lookAt(paths: readonly string[], options: ImportOptions): void {
  const { sought, missing, sound } = useImport.getState();
  useImport.setState({ ...EMPTY, phase: 'looking', paths, options, sought, missing, sound: sound.filter((path) => paths.includes(path)) });
  follow(inspect, 'found');
}

function joined(paths: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...paths, ...more])];
}

/** Shows that something that was dropped is being looked for. */
export function lookFor(names: readonly string[]): void {
  const { phase, sought, missing } = useImport.getState();
  if (phase === 'empty' || phase === 'done') useImport.setState({ ...EMPTY, phase: 'looking', sought: [...sought, ...names], missing });
  else useImport.setState({ sought: [...sought, ...names] });
}

/**
 * Takes what was found of something that was dropped, and asks where the rest lies: the chooser opens with each name.
 * @param names as they were given to {@link lookFor}
 * @param paths of each, null for one that was not found
 */
export function takeFound(names: readonly string[], paths: readonly (string | null)[]): void {
  const { sought, missing, phase, paths: before } = useImport.getState();
  const lost = names.filter((_, i) => paths[i] == null);
  const isIdle = phase === 'looking' && before.length === 0;
  useImport.setState({ sought: without(sought, names), missing: joined(missing, lost), ...(isIdle ? { phase: 'empty' as const } : {}) });
  addPaths(paths.filter((path) => path !== null));
}

function without(names: readonly string[], gone: readonly string[]): string[] {
  const left = [...names];
  for (const name of gone) if (left.includes(name)) left.splice(left.indexOf(name), 1);
  return left;
}

/** Ends the question where the first of {@link ImportState.missing} lies. @param paths that were chosen for it; none to leave it */
export function answerMissing(paths: readonly string[]): void {
  useImport.setState({ missing: useImport.getState().missing.slice(1) });
  addPaths(paths);
}

/** Imports what was found; `before` is the number of records that there are. */
export function importFound(before: number): void {
  useImport.setState({ phase: 'importing', problem: null, before });
  follow(bringIn, 'done');
}

/** Stops looking or importing. What was imported stays. */
export function stopImport(): void {
  aborter.abort();
  const { phase, result, paths, waiting, options } = useImport.getState();
  if (phase === 'importing' && waiting.length > 0) lookAt(joined(paths, waiting), options);
  else if (phase === 'importing' && result) useImport.setState({ phase: 'found' });
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
      useImport.setState(({ paths }) => ({ phase: then, ...found, problem: null, sound: paths }));
      if (then !== 'done') return;
      if (found.result) report(showImported(found.result));
      if (useImport.getState().waiting.length > 0) lookAt(useImport.getState().waiting, {});
    },
    (thrown: unknown) => {
      if (signal.aborted) return;
      if (!(thrown instanceof EngineError)) throw thrown;
      const { paths, sound, waiting } = useImport.getState();
      useImport.setState({ phase: 'found', result: null, calendars: [], problem: thrown.document, paths: joined(paths, waiting), sound: joined(sound, waiting), waiting: [] });
    },
  );
}
