import { importParcelsImplementation, parcelFactsImplementation } from '../ingest/parcels/parcels.task.ts';
import { rasterFactsImplementation } from '../ingest/raster-facts.task.ts';
import type { TaskImplementation } from '../pool/rpc.ts';

/** Every task that a worker can do; one line each. */
export const TASKS: readonly TaskImplementation[] = [
  rasterFactsImplementation,
  parcelFactsImplementation,
  importParcelsImplementation,
];
