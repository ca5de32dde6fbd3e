import type { Contract } from '../../shared/contract/contract.ts';
import { calendarsHandlers } from './calendars/handlers.ts';
import { areasHandlers } from './areas/handlers.ts';
import { basemapsHandlers } from './basemaps/handlers.ts';
import { recordsHandlers, workspaceHandlers } from './catalog/handlers.ts';
import { demoHandlers } from './demo/handlers.ts';
import { mapsHandlers } from './export/handlers.ts';
import type { HandlersOf } from './handler.ts';
import { hygieneHandlers } from './hygiene/handlers.ts';
import { importHandlers } from './ingest/handlers.ts';
import { jobsHandlers } from './jobs/handlers.ts';
import { embeddingsHandlers } from './models/embeddings/handlers.ts';
import { schemesHandlers } from './schemes/handlers.ts';
import { samplesHandlers } from './samples/handlers.ts';
import { familiesHandlers } from './models/families/handlers.ts';
import { modelsHandlers } from './models/registry/handlers.ts';
import { processorsHandlers } from './onnx/handlers.ts';
import { reportsHandlers } from './reports/handlers.ts';
import { crsHandlers } from './values/crs/crs-handlers.ts';
import { parcelsHandlers } from './parcels/handlers.ts';
import { valuesHandlers } from './values/handlers.ts';
import { viewHandlers } from './workspace/view-handlers.ts';
import { filesHandlers } from './workspace/files-handlers.ts';

/** The handler of every call; one line per domain. */
export const HANDLERS: HandlersOf<Contract> = {
  ...workspaceHandlers,
  ...recordsHandlers,
  ...importHandlers,
  ...jobsHandlers,
  ...samplesHandlers,
  ...calendarsHandlers,
  ...hygieneHandlers,
  ...schemesHandlers,
  ...embeddingsHandlers,
  ...filesHandlers,
  ...mapsHandlers,
  ...processorsHandlers,
  ...familiesHandlers,
  ...reportsHandlers,
  ...modelsHandlers,
  ...parcelsHandlers,
  ...viewHandlers,
  ...demoHandlers,
  ...valuesHandlers,
  ...crsHandlers,
  ...basemapsHandlers,
  ...areasHandlers,
};
