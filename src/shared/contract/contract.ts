import { areasContract } from './areas.ts';
import { basemapsContract } from './basemaps.ts';
import type { CallSpec, InputOf, OutputOf } from './call.ts';
import { calendarsContract } from './calendars.ts';
import { demoContract } from './demo.ts';
import { embeddingsContract } from './embeddings.ts';
import { crsContract } from './crs.ts';
import { familiesContract } from './families.ts';
import { filesContract } from './files.ts';
import { hygieneContract } from './hygiene.ts';
import { importContract } from './import.ts';
import { jobsContract } from './jobs.ts';
import { mapsContract } from './maps.ts';
import { modelsContract } from './models.ts';
import { parcelsContract } from './parcels.ts';
import { processorsContract } from './processors.ts';
import { recordsContract } from './records.ts';
import { reportsContract } from './reports.ts';
import { samplesContract } from './samples.ts';
import { schemesContract } from './schemes.ts';
import { valuesContract } from './values.ts';
import { viewContract } from './view.ts';
import { workspaceContract } from './workspace.ts';

/** Every call of the API; one line per domain. */
export const CONTRACT = {
  ...workspaceContract,
  ...recordsContract,
  ...importContract,
  ...jobsContract,
  ...samplesContract,
  ...calendarsContract,
  ...hygieneContract,
  ...schemesContract,
  ...embeddingsContract,
  ...filesContract,
  ...mapsContract,
  ...processorsContract,
  ...familiesContract,
  ...reportsContract,
  ...modelsContract,
  ...parcelsContract,
  ...viewContract,
  ...demoContract,
  ...valuesContract,
  ...crsContract,
  ...basemapsContract,
  ...areasContract,
} as const satisfies Record<string, CallSpec>;

export type Contract = typeof CONTRACT;
export type CallName = keyof Contract;
export type CallInput<N extends CallName> = InputOf<Contract[N]>;
export type CallOutput<N extends CallName> = OutputOf<Contract[N]>;
