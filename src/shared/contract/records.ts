import { z } from 'zod';
import { RECORD_KINDS, boundsSchema } from '../records/record-base.ts';
import { classTableSchema } from '../records/class-table.ts';
import { overviewRecordSchema } from '../records/overview.ts';
import { catalogRecordSchema } from '../records/record.ts';
import { defineCall } from './call.ts';

export const recordFilterSchema = z.object({
  bounds: boundsSchema.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  maxCloud: z.number().min(0).max(100).optional(),
  tile: z.string().optional(),
  text: z.string().optional(),
});

/** Calls about everything that the catalog lists. */
export const recordsContract = {
  'records.list': defineCall({
    kind: 'query',
    summary: 'The records of one kind, filtered by footprint, dates, cloud, tile or words.',
    input: z.object({ kind: z.enum(RECORD_KINDS), filter: recordFilterSchema.default({}) }),
    output: z.object({ items: z.array(catalogRecordSchema) }),
    errors: [],
  }),
  'records.overview': defineCall({
    kind: 'query',
    summary: 'All records of some kinds; maps of very many classes come without them, and their class tables once.',
    input: z.object({ kinds: z.array(z.enum(RECORD_KINDS)), known: z.array(z.string()).default([]) }),
    output: z.object({
      items: z.array(overviewRecordSchema),
      /** By fingerprint; without those that the caller said it knows. */
      tables: z.record(z.string(), classTableSchema),
    }),
    errors: [],
  }),
  'records.info': defineCall({
    kind: 'query',
    summary: 'The whole record with this id, and the provenance of the run that made it.',
    input: z.object({ id: z.string() }),
    output: z.object({ record: catalogRecordSchema, run: z.record(z.string(), z.unknown()).nullable() }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'records.remove': defineCall({
    kind: 'command',
    summary: 'Takes a record out of the catalog. Files of source scenes stay where they are.',
    input: z.object({ kind: z.enum(RECORD_KINDS), id: z.string() }),
    output: z.object({ id: z.string() }),
    errors: ['RECORD_NOT_FOUND', 'RECORD_IN_USE'],
  }),
};
