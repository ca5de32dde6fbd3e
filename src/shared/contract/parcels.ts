import { z } from 'zod';
import { boundsSchema } from '../records/record-base.ts';
import { defineCall } from './call.ts';

/** A rectangle of the map: x before y, in `crs`. */
export const mapBoundsSchema = z.object({ crs: z.string().min(1).max(20_000).default('EPSG:4326'), box: boundsSchema });

/** How a column is compared; `contains` and `starts` look past case and accents. */
export const PARCEL_OPERATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'contains', 'starts', 'in', 'empty', 'filled'] as const;

const operand = z.union([z.string().max(1000), z.number(), z.boolean()]);

/** One condition on a column; `fid` is a column too. */
export const parcelConditionSchema = z.object({
  column: z.string().min(1).max(300),
  op: z.enum(PARCEL_OPERATORS),
  /** A list for `in`, nothing for `empty` and `filled`. Numbers may come as text, with a decimal point or comma. */
  value: z.union([operand, z.array(operand).max(5000), z.null()]).default(null),
});
export type ParcelCondition = z.output<typeof parcelConditionSchema>;

/** Words that must all occur somewhere in a row, or conditions that must all hold. */
export const parcelFilterSchema = z.union([z.string().max(500), z.array(parcelConditionSchema).max(30)]);
export type ParcelFilter = z.output<typeof parcelFilterSchema>;

/** A column to sort by; missing values come last either way. */
export const parcelSortSchema = z.object({ column: z.string().min(1).max(300), direction: z.enum(['ascending', 'descending']).default('ascending') });
export type ParcelSort = z.output<typeof parcelSortSchema>;

/** Which parcels, in which order. */
const query = {
  id: z.string(),
  filter: parcelFilterSchema.default(''),
  /** Parcels whose envelope meets it. */
  bounds: mapBoundsSchema.nullable().default(null),
};
const sort = parcelSortSchema.nullable().default(null);
const fid = z.int().nonnegative();

/** What a cell of the table holds; whole numbers that a double cannot hold come as text. */
export const parcelCellSchema = z.union([z.string(), z.number(), z.null()]);
export type ParcelCell = z.output<typeof parcelCellSchema>;

/** A row: its values in the order of `columns`. */
export const parcelRowSchema = z.object({ fid, values: z.array(parcelCellSchema) });
export type ParcelRow = z.output<typeof parcelRowSchema>;

/** A column of the table. */
export const parcelColumnSchema = z.object({
  name: z.string(),
  type: z.enum(['text', 'integer', 'real', 'other']),
  /** `furrow`: written at import (`source_id`, `code`, `label`, `area_m2`); `source`: came with the file. */
  origin: z.enum(['furrow', 'source']),
});
export type ParcelColumn = z.output<typeof parcelColumnSchema>;

/** Most rows of one page. */
export const MOST_ROWS = 500;
/** Most parcels with geometry in one answer. */
export const MOST_OUTLINES = 500;
/** Most ids of one selection. */
export const MOST_SELECTED = 100_000;

const errors = ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'VECTOR_UNREADABLE', 'COLUMN_MISSING', 'FILTER_INVALID', 'CRS_UNKNOWN'] as const;

/** Calls about the parcels inside a set: the attribute table, selecting and highlighting. */
export const parcelsContract = {
  'parcels.columns': defineCall({
    kind: 'query',
    summary: 'The columns of a parcel set and how many parcels it has.',
    input: z.object({ id: z.string() }),
    output: z.object({ total: z.int(), columns: z.array(parcelColumnSchema) }),
    errors: ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'VECTOR_UNREADABLE'],
  }),
  'parcels.page': defineCall({
    kind: 'query',
    summary: 'Rows of the attribute table of a parcel set, filtered and sorted.',
    input: z.object({ ...query, sort, offset: z.int().nonnegative().default(0), limit: z.int().min(0).max(MOST_ROWS).default(100), columns: z.array(z.string().max(300)).max(300).nullable().default(null) }),
    output: z.object({
      /** Parcels that pass the filter. */
      total: z.int(),
      columns: z.array(z.string()),
      rows: z.array(parcelRowSchema),
    }),
    errors: [...errors],
  }),
  'parcels.rank': defineCall({
    kind: 'query',
    summary: 'Place of a parcel in the filtered and sorted table, counted from 0; null when the filter leaves it out.',
    input: z.object({ ...query, sort, fid }),
    output: z.object({ rank: z.int().nullable() }),
    errors: [...errors],
  }),
  'parcels.select': defineCall({
    kind: 'query',
    summary: 'Ids of the parcels that pass a filter and meet a rectangle with their outline.',
    input: z.object({ ...query, limit: z.int().min(0).max(MOST_SELECTED).default(10_000) }),
    output: z.object({
      fids: z.array(fid),
      /** How many there are, whatever the limit. */
      count: z.int(),
      /** Around all of them, in the CRS of `bounds` (degrees without it); null when there is none. */
      box: boundsSchema.nullable(),
    }),
    errors: [...errors],
  }),
  'parcels.get': defineCall({
    kind: 'query',
    summary: 'Some parcels with their attributes and outlines in a wanted CRS.',
    input: z.object({ id: z.string(), fids: z.array(fid).max(MOST_OUTLINES), crs: z.string().min(1).max(20_000).default('EPSG:4326') }),
    output: z.object({
      columns: z.array(z.string()),
      items: z.array(
        parcelRowSchema.extend({
          box: boundsSchema.nullable(),
          /** GeoJSON, x before y; null for one without outline. */
          geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) }).nullable(),
        }),
      ),
    }),
    errors: ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'VECTOR_UNREADABLE', 'CRS_UNKNOWN'],
  }),
};
