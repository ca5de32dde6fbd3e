import { cpus } from 'node:os';
import type { CallSpec } from '../../shared/contract/call.ts';
import { CONTRACT, type CallInput, type CallName, type CallOutput } from '../../shared/contract/contract.ts';
import { appError, toAppError } from '../../shared/errors/app-error.ts';
import { fieldProblem } from '../../shared/errors/field-problem.ts';
import { openCatalog } from './catalog/catalog.ts';
import type { EngineSettings } from './context.ts';
import { createDemo } from './demo/demo-run.ts';
import { keepStac } from './export/stac/keep.ts';
import type { CallOptions, EngineServices, Handler, Workspaces } from './handler.ts';
import { HANDLERS } from './handlers.ts';
import { registerShippedSchemes } from './ingest/class-scheme/shipped.ts';
import { JOBS } from './jobs/registry.ts';
import { createJobs } from './jobs/runner.ts';
import { createWorkerPool, type PoolLogEntry } from './pool/pool.ts';
import { removeAbandonedFiles } from './workspace/layout.ts';
import { createParcelTiles } from './tiles/parcel-tiles.ts';
import { wakeLookups } from './values/wake.ts';
import { Workspace } from './workspace/workspace.ts';

/** Which files the caller may name: the browser host limits it to roots, the command line does not. */
export interface FileAccess {
  readonly roots: readonly string[];
  /** @throws PATH_NOT_GRANTED */
  check(path: string): void;
}

export interface EngineOptions {
  /** Folder of an existing workspace. */
  readonly folder: string;
  readonly settings?: Partial<EngineSettings>;
  /** Default: every path, as for the person at the command line. */
  readonly access?: FileAccess;
  readonly now?: () => Date;
  /** Default: this workspace and no other, as for the command line. */
  readonly workspaces?: Workspaces;
  /** Lines for the log: what workers write, failures that were not expected. */
  readonly log?: (line: string) => void;
}

/** An open workspace that answers the calls of the contract. Close it, or its lock and its workers stay. */
export interface Engine extends AsyncDisposable {
  readonly services: EngineServices;
  /**
   * Answers one call; the same for every host and for the command line.
   * @throws AppError INVALID_INPUT and the codes that the call declares
   */
  readonly call: <N extends CallName>(name: N, input: CallInput<N>, options?: CallOptions) => Promise<CallOutput<N>>;
  /** Gets ready for clicks before the first one comes; for hosts with a window. Never fails. */
  readonly wake: () => Promise<void>;
}

const THIS_ONE: Workspaces = { recent: () => [], open: (folder) => Promise.reject(appError('PATH_NOT_GRANTED', { file: folder })) };

/** Workers for clicks: one answers them, the second makes previews meanwhile. Started when first needed, or by `wake`. */
const LOOKUP_WORKERS = 2;

/** Worker count and budgets that leave the machine usable. */
export function defaultSettings(): EngineSettings {
  return { workers: Math.max(1, Math.min(8, cpus().length)), workerMemoryMB: 2048, windowPx: 512 };
}

/**
 * Opens a workspace: its catalog, its workers (started when first needed) and its jobs.
 * @throws WORKSPACE_NOT_FOUND, WORKSPACE_IN_USE, WORKSPACE_READ_ONLY, CATALOG_NEWER, CATALOG_DAMAGED
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { folder, access = { roots: [], check: () => undefined }, now = () => new Date(), log } = options;
  const settings = { ...defaultSettings(), ...options.settings };
  const catalog = openCatalog({ folder, now });
  registerShippedSchemes(catalog, now().toISOString());
  const workers = { memoryMB: settings.workerMemoryMB, ...(log ? { onLog: ({ event, pid, text }: PoolLogEntry) => { log(`${event} ${pid ?? ''} ${text}`); } } : {}) };
  const pool = createWorkerPool({ ...workers, size: settings.workers });
  const lookups = createWorkerPool({ ...workers, size: LOOKUP_WORKERS });
  const context = { workspace: new Workspace(folder), catalog, pool, settings, now };
  const jobs = createJobs(context, JOBS);
  const demo = createDemo(context, jobs);
  const services: EngineServices = {
    ...context,
    jobs,
    lookups,
    demo,
    parcelTiles: createParcelTiles({ ...context, lookups }),
    workspaces: options.workspaces ?? THIS_ONE,
    get roots() {
      return access.roots;
    },
    checkGranted: (path) => {
      access.check(path);
    },
  };
  await removeAbandonedFiles(folder);
  const stac = await keepStac(context);
  return {
    services,
    call: (name, input, callOptions = {}) => answer(services, name, input, callOptions),
    wake: () => wakeLookups(services),
    async [Symbol.asyncDispose]() {
      await Promise.all([jobs[Symbol.asyncDispose](), demo[Symbol.asyncDispose]()]);
      await Promise.all([pool[Symbol.asyncDispose](), lookups[Symbol.asyncDispose]()]);
      try {
        await stac[Symbol.asyncDispose]();
      } finally {
        catalog[Symbol.dispose]();
      }
    },
  };
}

async function answer<N extends CallName>(services: EngineServices, name: N, input: unknown, options: CallOptions): Promise<CallOutput<N>> {
  const spec: CallSpec = CONTRACT[name];
  const handler = HANDLERS[name] as Handler<CallSpec>;
  try {
    const result = await handler(services, checkedInput(name, spec, input), options);
    return spec.output.parse(result) as CallOutput<N>;
  } catch (thrown) {
    throw toAppError(thrown);
  }
}

/** Checks `value` with a call's schema. @throws INVALID_INPUT naming the first field that is wrong */
function checkedInput(call: string, spec: CallSpec, value: unknown): unknown {
  const parsed = spec.input.safeParse(value);
  if (parsed.success) return parsed.data;
  throw appError('INVALID_INPUT', { call, ...fieldProblem(parsed.error) });
}
