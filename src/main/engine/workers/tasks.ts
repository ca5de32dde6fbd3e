import { simulateGround } from '../demo/ground.task.ts';
import { simulateScene } from '../demo/scene.task.ts';
import { importParcelsImplementation, parcelFactsImplementation } from '../ingest/parcels/parcels.task.ts';
import { rasterFactsImplementation } from '../ingest/raster-facts.task.ts';
import { inspectPatchImplementation, writePatchImplementation } from '../ingest/worldcereal-netcdf/patch.task.ts';
import { digest } from '../jobs/digest.task.ts';
import { versions } from '../jobs/versions.task.ts';
import type { TaskImplementation } from '../pool/rpc.ts';

/** Every task that a worker can do; one line each. */
export const TASKS: readonly TaskImplementation[] = [
  digest,
  versions,
  rasterFactsImplementation,
  inspectPatchImplementation,
  writePatchImplementation,
  parcelFactsImplementation,
  importParcelsImplementation,
  simulateGround,
  simulateScene,
];
