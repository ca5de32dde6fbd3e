import { z } from 'zod';
import { mapBoundsSchema, parcelFilterSchema, parcelRowSchema, parcelsContract, parcelSortSchema } from '../../../shared/contract/parcels.ts';
import { defineTask } from '../pool/rpc.ts';

/** Where a parcel layer lies. Paths are absolute. */
const layer = { path: z.string(), layer: z.string(), crs: z.string() };
const query = { filter: parcelFilterSchema, bounds: mapBoundsSchema.nullable(), sort: parcelSortSchema.nullable() };

/** Tasks behind the calls of the same names; errors as those declare them. */
export const parcelColumnsTask = defineTask({ name: 'parcels.columns', input: z.object(layer), output: parcelsContract['parcels.columns'].output });

export const parcelPageTask = defineTask({
  name: 'parcels.page',
  input: z.object({ ...layer, ...query, offset: z.int(), limit: z.int(), columns: z.array(z.string()).nullable() }),
  output: z.object({ total: z.int(), columns: z.array(z.string()), rows: z.array(parcelRowSchema) }),
  silenceSeconds: 120,
});

export const parcelRankTask = defineTask({ name: 'parcels.rank', input: z.object({ ...layer, ...query, fid: z.int() }), output: z.object({ rank: z.int().nullable() }), silenceSeconds: 120 });

export const parcelSelectTask = defineTask({
  name: 'parcels.select',
  input: z.object({ ...layer, filter: query.filter, bounds: query.bounds, limit: z.int() }),
  output: parcelsContract['parcels.select'].output,
  silenceSeconds: 300,
});

export const parcelGetTask = defineTask({ name: 'parcels.get', input: z.object({ ...layer, fids: z.array(z.int()), target: z.string() }), output: parcelsContract['parcels.get'].output });
