import type { Imported, ImportOptions, ImportResult, SkippedInput } from '../../../shared/contract/import.ts';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { Repository } from '../catalog/contract.ts';
import type { EngineContext } from '../context.ts';
import { discover, type Discovery } from './discover.ts';
import { inspectAhead } from './inspect-ahead.ts';
import type { Draft, Rejection } from './product.ts';
import { PRODUCTS } from './registry.ts';
import { sourceOf } from './source.ts';

/** How an import is followed and stopped. */
export interface ImportControl {
  readonly signal?: AbortSignal;
  /** Share of the products done, 0…1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Finds the products under the paths and registers them. Each is all or nothing: its record comes after its files.
 * Imported again from the same place, a record is renewed; from another place, it is skipped with RECORD_EXISTS.
 * @returns what was registered, and what was skipped with the reason
 * @throws AppError the reason itself, when nothing was registered and there is but one
 */
export async function importPaths(engine: EngineContext, paths: readonly string[], options: ImportOptions = {}, control: ImportControl = {}): Promise<ImportResult> {
  return runImport(engine, paths, options, control, register);
}

/** The same without registering anything: what {@link importPaths} would do. */
export async function inspectPaths(engine: EngineContext, paths: readonly string[], options: ImportOptions = {}, control: ImportControl = {}): Promise<ImportResult> {
  return runImport(engine, paths, options, control, (context) => Promise.resolve(summary(context)));
}

/** One draft on its way into the catalog. */
interface Registering {
  readonly engine: EngineContext;
  readonly draft: Draft;
  readonly product: string;
  readonly id: string;
  readonly updated: boolean;
  readonly control: Required<ImportControl>;
}

type Finish = (context: Registering) => Promise<Imported>;

interface Outcome {
  readonly imported: Imported[];
  readonly rejected: Rejection[];
  /** Ids given out by this call, `kind id`, so that two products of one call do not meet. */
  readonly ids: Set<string>;
}

async function runImport(engine: EngineContext, paths: readonly string[], options: ImportOptions, control: ImportControl, finish: Finish): Promise<ImportResult> {
  const signal = control.signal ?? new AbortController().signal;
  const onProgress = control.onProgress ?? ((): void => undefined);
  const { found, rejected } = await discover(paths, PRODUCTS, options, signal);
  const outcome: Outcome = { imported: [], rejected: [...rejected], ids: new Set() };
  let done = 0;
  for await (const { discovery, inspection } of inspectAhead(found, { engine, options, signal }, engine.pool.size)) {
    const share = (fraction: number): void => onProgress((done + fraction) / found.length);
    await take(engine, discovery, inspection, outcome, { signal, onProgress: share }, finish);
    done += 1;
    onProgress(done / found.length);
  }
  const [only] = outcome.rejected;
  if (outcome.imported.length === 0 && outcome.rejected.length <= 1) throw only?.error ?? appError('FOLDER_EMPTY', { file: paths.join(', ') });
  return { imported: outcome.imported, skipped: outcome.rejected.map(skippedInput) };
}

/** Registers the drafts of one find, or notes why not. What concerns all (a full disk, a cancel) ends the call. */
async function take(engine: EngineContext, { product, find }: Discovery, inspection: Awaited<ReturnType<Discovery['product']['inspect']>> | Error, outcome: Outcome, control: Required<ImportControl>, finish: Finish): Promise<void> {
  try {
    if (inspection instanceof Error) throw inspection;
    outcome.rejected.push(...inspection.skipped);
    for (const draft of inspection.drafts) {
      const chosen = chooseId(engine, draft, outcome.ids);
      outcome.imported.push(await finish({ engine, draft, product: product.name, control, ...chosen }));
    }
  } catch (thrown) {
    const error = toAppError(thrown, find.path);
    if (error.code === 'CANCELLED' || error.code === 'INTERNAL' || error.code === 'DISK_FULL') throw error;
    outcome.rejected.push({ path: find.path, error });
  }
}

/** @throws RECORD_EXISTS when the product is there already from another place */
function chooseId(engine: EngineContext, draft: Draft, given: Set<string>): { id: string; updated: boolean } {
  const repository = engine.catalog[draft.kind] as Repository<RecordKind>;
  const own = ownRecord(repository, draft);
  const id = own?.id ?? freeFor(repository, draft, given);
  given.add(`${draft.kind} ${id}`);
  return { id, updated: own !== null };
}

/** The record that was made from the same source before. */
function ownRecord(repository: Repository<RecordKind>, draft: Draft): CatalogRecord | null {
  if (draft.known !== undefined) return repository.find(draft.known);
  const same = repository.find(draft.id);
  if (same && sourceOf(same) === draft.source) return same;
  if (draft.identity === 'product' || !same) return null;
  return repository.list().find((record) => record.id.startsWith(`${draft.id}-`) && sourceOf(record) === draft.source) ?? null;
}

function freeFor(repository: Repository<RecordKind>, draft: Draft, given: ReadonlySet<string>): string {
  const isTaken = (id: string): boolean => repository.find(id) !== null || given.has(`${draft.kind} ${id}`);
  if (!isTaken(draft.id)) return draft.id;
  if (draft.identity === 'product') throw appError('RECORD_EXISTS', { kind: draft.kind, id: draft.id });
  let number = 2;
  while (isTaken(`${draft.id}-${number}`)) number += 1;
  return `${draft.id}-${number}`;
}

async function register(context: Registering): Promise<Imported> {
  const { engine, draft, id, control } = context;
  const record = await draft.register({ engine, id, signal: control.signal, onProgress: control.onProgress });
  (engine.catalog[record.kind] as Repository<RecordKind>).put(record);
  return { ...summary(context), title: record.title, warnings: [...record.warnings] };
}

function summary({ draft, id, product, updated }: Registering): Imported {
  const { kind, title, datetime, crs, source } = draft;
  return { id, kind, title, datetime, crs, bands: [...draft.bands], warnings: [...draft.warnings], product, source, updated };
}

function skippedInput({ path, error }: Rejection): SkippedInput {
  return { path, code: error.code, reason: `${error.message} ${error.action}`, params: error.params };
}
