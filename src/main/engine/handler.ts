import type { CallSpec, OutputOf, ParsedInputOf } from '../../shared/contract/call.ts';
import type { EngineContext } from './context.ts';
import type { Demo } from './demo/demo-run.ts';
import type { Jobs } from './jobs/contract.ts';
import type { WorkerPool } from './pool/rpc.ts';
import type { ParcelTiles } from './tiles/parcel-tiles.ts';

/** What a handler may use: the engine, and the jobs it can start. */
export interface EngineServices extends EngineContext {
  readonly jobs: Jobs;
  /** Workers for what the user looks at, which must not wait behind a job's windows. Short tasks only. */
  readonly lookups: WorkerPool;
  readonly demo: Demo;
  /** Vector tiles of the parcel sets. */
  readonly parcelTiles: ParcelTiles;
  /** @throws PATH_NOT_GRANTED for a path outside the roots that were opened to this Furrow */
  readonly checkGranted: (path: string) => void;
  readonly roots: readonly string[];
  /** Other workspaces, for a host that can go over to one. */
  readonly workspaces: Workspaces;
}

/** What a host knows of other workspaces. */
export interface Workspaces {
  /** Those that were open before, newest first. */
  recent(): readonly { readonly folder: string; readonly title: string; readonly openedAt: string; readonly current: boolean }[];
  /** Goes over to another one; the one that is open is closed once the other is open. @throws PATH_NOT_GRANTED and what opening throws */
  open(folder: string): Promise<void>;
}

/** Circumstances of one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Told by calls that take a while, 0…1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Answers one call of the contract; its input is checked, its output will be. */
export type Handler<C extends CallSpec> = (services: EngineServices, input: ParsedInputOf<C>, options: CallOptions) => Promise<OutputOf<C>> | OutputOf<C>;

/** A handler for every call of a domain's contract. */
export type HandlersOf<T extends Record<string, CallSpec>> = { readonly [K in keyof T]: Handler<T[K]> };
