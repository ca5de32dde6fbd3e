import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { classSchemeSchema } from '../../../shared/raster/class-scheme.ts';
import { skippedSchema } from '../../../shared/records/record-base.ts';
import { defineTask } from '../pool/rpc.ts';

/**
 * Pixels that were drawn, as the scratch file between the tasks holds them; in raster order. `rank` counts the pixels of
 * a parcel in the order of the draw.
 */
export const placementSchema = z.object({
  samples: z.array(z.object({ id: z.string(), code: z.string(), block: z.string(), row: z.int(), column: z.int(), rank: z.int() })),
  rejected: z.array(skippedSchema),
});
export type Placement = z.infer<typeof placementSchema>;

/**
 * Draws pixels of a grid inside parcels and writes their {@link Placement} to `target`.
 * @throws CODES_UNMAPPED, SAMPLES_NONE
 */
export const placeSamplesTask = defineTask({
  name: 'samples.place',
  input: z.object({
    /** GeoPackage of a parcel set. */
    path: z.string(),
    codeSource: z.string(),
    scheme: classSchemeSchema,
    grid: gridSchema,
    innerBufferM: z.number(),
    minAreaM2: z.number(),
    /** Most samples of one class; twice as many are drawn, because some pixels turn out to have no value. */
    perClass: z.int().nullable(),
    perParcel: z.int(),
    blockM: z.number(),
    seed: z.int(),
    target: z.string(),
  }),
  output: z.object({ samples: z.int() }),
  silenceSeconds: 3600,
});

/** Reads the series of drawn pixels from one period's file into `target`: uint16 [bands, samples]. @throws RASTER_UNREADABLE */
export const readPeriodTask = defineTask({
  name: 'samples.read-period',
  input: z.object({ placement: z.string(), raster: z.string(), grid: gridSchema, bands: z.int().positive(), target: z.string() }),
  output: z.object({ file: z.string() }),
});

/** Puts the periods together, leaves out pixels without any value, caps the classes, splits by blocks and writes the Parquet file. @throws SAMPLES_NONE */
export const assembleSamplesTask = defineTask({
  name: 'samples.assemble',
  input: z.object({
    placement: z.string(),
    /** Files of {@link readPeriodTask} in the order of the periods. */
    periodFiles: z.array(z.string()),
    grid: gridSchema,
    bands: z.array(z.string()),
    periods: z.array(z.object({ start: z.string(), end: z.string() })),
    minPerClass: z.int(),
    perClass: z.int().nullable(),
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
