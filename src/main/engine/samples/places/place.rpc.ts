import { z } from 'zod';
import { DATE_ORDERS } from '../../../../shared/contract/jobs/samples.ts';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { toldSchema } from '../../../../shared/messages/message.ts';
import { classSchemeSchema } from '../../../../shared/raster/class-scheme.ts';
import { skippedSchema } from '../../../../shared/records/record-base.ts';
import { textEncodingSchema } from '../../../../shared/text/encoding.ts';
import { defineTask } from '../../pool/rpc.ts';

const rejection = z.object({ id: z.string(), reason: z.string() });
const placed = z.object({
  id: z.string(),
  code: z.string(),
  block: z.string(),
  /** Index of the composite that its series is read from. */
  source: z.int(),
  /** The pixel; of a median the one in the middle. */
  row: z.int(),
  column: z.int(),
  /** Counts the pixels of a parcel in the order of the draw. */
  rank: z.int(),
  region: z.string(),
  parcel: z.string(),
  lon: z.number(),
  lat: z.number(),
  validTime: z.string().nullable(),
  observer: z.string().nullable(),
});

/** Samples that were drawn, as the scratch file between the tasks holds them; by composite, then in raster order. */
export const placementSchema = z.object({ samples: z.array(placed), rejected: z.array(rejection), skipped: z.array(skippedSchema) });
export type Placement = z.infer<typeof placementSchema>;
export type PlacedSample = Placement['samples'][number];

/**
 * The pixels of the samples beside a placement, which every period reads: uint32, for each sample in its order the index of
 * its composite, the number of its pixels, and their rows and columns; several of a median.
 */
export function pixelFile(placement: string): string {
  return `${placement}.pixels`;
}

/** How pixels are drawn, whatever the areas come from. */
export const drawingSchema = z.object({
  scheme: classSchemeSchema,
  codeSource: z.string(),
  /** One grid per composite. */
  grids: z.array(gridSchema).min(1),
  take: z.enum(['points', 'median']),
  innerBufferM: z.number(),
  minAreaM2: z.number(),
  /** Most samples of one class; twice as many are drawn, because some pixels turn out to have no value. */
  perClass: z.int().nullable(),
  perClassRegion: z.int().nullable(),
  perParcel: z.int(),
  blockM: z.number(),
  regionM: z.number(),
  seed: z.int(),
  target: z.string(),
});
export type Drawing = z.infer<typeof drawingSchema>;

/**
 * Draws pixels of grids inside parcels and writes their {@link Placement} to `target`.
 * @throws CODES_UNMAPPED, SAMPLES_NONE, COLUMN_MISSING
 */
export const placeSamplesTask = defineTask({
  name: 'samples.place',
  input: drawingSchema.extend({
    /** GeoPackage of a parcel set. */
    path: z.string(),
    /** Column that names a parcel's region; squares of `regionM` where it is null. */
    regionColumn: z.string().nullable(),
  }),
  output: z.object({ samples: z.int() }),
  silenceSeconds: 3600,
});

/**
 * Draws pixels under points and inside polygons of field observations and writes their {@link Placement} to `target`.
 * @throws FILE_NOT_FOUND, VECTOR_UNREADABLE, COLUMN_MISSING, CODES_UNMAPPED, LABELS_NONE, DATES_CONTRADICT, SAMPLES_NONE, TABLE_EMPTY, TABLE_DAMAGED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN
 */
export const placeObservationsTask = defineTask({
  name: 'samples.place-observations',
  input: drawingSchema.extend({
    /** Any vector file, or CSV with columns of coordinates or of WKT. */
    path: z.string(),
    layer: z.string().nullable(),
    /** Columns; null takes the first of the usual names. */
    columns: z.object({ class: z.string().nullable(), date: z.string().nullable(), observer: z.string().nullable(), id: z.string().nullable(), x: z.string().nullable(), y: z.string().nullable() }),
    /** CRS of a file that says none. */
    crs: z.string(),
    /** Character set of a CSV that is not Unicode. */
    encoding: textEncodingSchema.optional(),
    /** Which comes first in dates such as 03/04/2022; null to find out. */
    dateOrder: z.enum(DATE_ORDERS).nullable(),
    /** First and last day of each composite: an observation of another time is rejected. */
    spans: z.array(z.object({ start: z.string(), end: z.string() })),
  }),
  output: z.object({ samples: z.int(), warnings: z.array(toldSchema) }),
  silenceSeconds: 3600,
});

/** Reads the series of the samples of one composite from one period's file into `target`: uint16 [bands, samples]. @throws RASTER_UNREADABLE, GRID_MISMATCH */
export const readPeriodTask = defineTask({
  name: 'samples.read-period',
  input: z.object({ placement: z.string(), source: z.int(), raster: z.string(), grid: gridSchema, bands: z.int().positive(), target: z.string() }),
  output: z.object({ file: z.string() }),
});

/** Puts the periods together, leaves out samples without any value, caps the classes, splits by blocks and writes the Parquet file. @throws SAMPLES_NONE */
export const assembleSamplesTask = defineTask({
  name: 'samples.assemble',
  input: z.object({
    placement: z.string(),
    /** CRS of the sample set. */
    crs: z.string(),
    sources: z.array(z.object({
      grid: gridSchema,
      /** Files of {@link readPeriodTask} in the order of the periods. */
      periodFiles: z.array(z.string()),
      /** Year of the labels, and first day of the series. */
      year: z.string(),
      start: z.string(),
    })),
    dataset: z.string(),
    country: z.string().nullable(),
    bands: z.array(z.string()),
    periods: z.array(z.object({ start: z.string(), end: z.string() })),
    minPerClass: z.int(),
    perClass: z.int().nullable(),
    perClassRegion: z.int().nullable(),
    testShare: z.number(),
    seed: z.int(),
    target: z.string(),
  }),
  output: z.object({
    rows: z.int(),
    byClass: z.record(z.string(), z.int()),
    bySplit: z.object({ train: z.int(), test: z.int() }),
    rejected: z.array(skippedSchema),
  }),
});
