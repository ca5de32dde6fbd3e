import type { Catalog } from './catalog/contract.ts';
import type { WorkerPool } from './pool/rpc.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Settings with safe defaults. */
export interface EngineSettings {
  /** Worker processes. */
  readonly workers: number;
  /** Budget of each, in MB; a worker that passes it is a fault. */
  readonly workerMemoryMB: number;
  /** Side of a processing window in pixels. */
  readonly windowPx: number;
}

/** What a handler or a job may use. Handed down; nothing global. */
export interface EngineContext {
  readonly workspace: Workspace;
  readonly catalog: Catalog;
  readonly pool: WorkerPool;
  readonly settings: EngineSettings;
  /** The current time; tests give their own. */
  readonly now: () => Date;
}
