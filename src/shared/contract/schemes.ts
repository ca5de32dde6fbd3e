import { z } from 'zod';
import { classSchemeSchema } from '../raster/class-scheme.ts';
import { recordIdSchema } from '../records/record-id.ts';
import { schemeEditSchema } from '../schemes/edit.ts';
import { patch } from '../schemes/operations/patch.ts';
import { defineCall } from './call.ts';

/** How an edited scheme is kept: under a new id, or in the place of the old one, which must be the workspace's own and unused. */
export const SAVE_WAYS = ['version', 'replace'] as const;

/** What is known of a scheme without its classes. */
const summarySchema = z.object({
  id: z.string(),
  title: z.string(),
  classes: z.int(),
  /** Levels of its deepest branch; 1 for a flat scheme. */
  levels: z.int(),
  /** Sources whose codes it maps. */
  sources: z.array(z.string()),
  source: z.string().nullable(),
  licence: z.string().nullable(),
  /** It lies in this workspace's catalog. */
  inWorkspace: z.boolean(),
});
export type SchemeSummary = z.infer<typeof summarySchema>;

/** A source code as it occurs in a parcel set or a sample set. */
export const sourceCodeSchema = z.object({
  code: z.string(),
  /** Its words, empty where the set has none. */
  label: z.string(),
  /** Parcels or samples. */
  count: z.int(),
  /** What the scheme asked about makes of it; null where none was. */
  outcome: z.enum(['class', 'ignored', 'unmapped']).nullable(),
  /** The class it belongs to. */
  classCode: z.string().nullable(),
});
export type SourceCode = z.infer<typeof sourceCodeSchema>;

const SAVE_ERRORS = ['RECORD_NOT_FOUND', 'SCHEME_INVALID', 'SCHEME_SHIPPED', 'RECORD_IN_USE'] as const;

/** Calls about class schemes; `records.list` lists those of the workspace, `import` reads them from files. */
export const schemesContract = {
  'schemes.shipped': defineCall({
    kind: 'query',
    summary: 'The class schemes that come with Furrow.',
    input: z.object({}),
    output: z.object({ items: z.array(summarySchema) }),
    errors: [],
  }),
  'schemes.add': defineCall({
    kind: 'command',
    summary: 'Puts a class scheme that comes with Furrow into the workspace.',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string() }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'schemes.get': defineCall({
    kind: 'query',
    summary: 'A class scheme of the workspace, or one that comes with Furrow, and the sample sets that are labelled by it.',
    input: z.object({ id: z.string() }),
    output: z.object({ scheme: classSchemeSchema, shipped: z.boolean(), inWorkspace: z.boolean(), usedBy: z.array(z.string()) }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'schemes.save': defineCall({
    kind: 'command',
    summary: 'Keeps an edited class scheme, as a new version beside the old one or in its place. Models and maps keep the scheme they were made with.',
    input: z.object({ scheme: classSchemeSchema.extend({ id: recordIdSchema }), way: z.enum(SAVE_WAYS).default('version') }),
    output: z.object({ id: z.string() }),
    errors: SAVE_ERRORS,
  }),
  'schemes.edit': defineCall({
    kind: 'command',
    summary: 'Edits a class scheme (group, split, merge, rename, recolour, move, map codes, …) and keeps the result.',
    input: z.object({ id: recordIdSchema, edits: z.array(schemeEditSchema).min(1), way: z.enum(SAVE_WAYS).default('version') }),
    output: z.object({
      id: z.string(),
      /** Applied to the new scheme in this order they give the old one. */
      inverses: z.array(patch.schema),
    }),
    errors: [...SAVE_ERRORS, 'SCHEME_EDIT_REFUSED'],
  }),
  'schemes.codes': defineCall({
    kind: 'query',
    summary: 'The source codes of a parcel set or a sample set with their counts, most first, and what a scheme makes of each.',
    input: z.object({ set: z.object({ kind: z.enum(['parcels', 'samples']), id: z.string() }), scheme: z.string().nullable().default(null) }),
    output: z.object({
      /** Source of the codes, the name of a mapping in schemes. */
      source: z.string(),
      codes: z.array(sourceCodeSchema),
    }),
    errors: ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'METADATA_INVALID', 'COLUMN_MISSING'],
  }),
  'schemes.export': defineCall({
    kind: 'command',
    summary: 'Writes a class scheme to a .json or .csv file, which the import reads back.',
    input: z.object({ id: z.string(), path: z.string() }),
    output: z.object({ path: z.string() }),
    errors: ['RECORD_NOT_FOUND', 'PATH_NOT_GRANTED', 'FILE_EXISTS', 'DISK_FULL', 'FILE_NOT_ALLOWED'],
  }),
} as const;
