import { z } from 'zod';
import { defineTask } from '../../pool/rpc.ts';

const attribute = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** The parcels of a GeoPackage that hold a place, the smallest first. @throws FILE_NOT_FOUND, VECTOR_UNREADABLE, CRS_MISSING, CRS_UNKNOWN */
export const parcelsAtTask = defineTask({
  name: 'values.parcels-at',
  input: z.object({ path: z.string(), layer: z.string(), x: z.number(), y: z.number(), crs: z.string() }),
  output: z.object({ covered: z.boolean(), parcels: z.array(z.object({ fid: z.int(), properties: z.record(z.string(), attribute) })) }),
  silenceSeconds: 60,
});
export type ParcelsAt = z.infer<(typeof parcelsAtTask)['output']>;
