import { z } from 'zod';
import { failureSchema } from '../../../../shared/contract/values.ts';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { sceneSourceSchema } from '../../composite/source.ts';
import { defineTask } from '../../pool/rpc.ts';

/** Bands of one raster to be read at a place. */
export const rasterReadSchema = z.object({
  /** Absolute. */
  path: z.string(),
  driver: z.string(),
  /** What the record says of the file; its CRS is believed, its size is checked. */
  grid: gridSchema,
  /** 1-based. */
  bands: z.array(z.int().positive()).min(1),
});
export type RasterRead = z.infer<typeof rasterReadSchema>;

const failed = z.object({ state: z.literal('failed'), failure: failureSchema });

/** What one raster holds: stored values in the order of the bands, null for NaN. */
export const pixelReadSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('read'), column: z.int(), row: z.int(), values: z.array(z.number().nullable()) }),
  z.object({ state: z.literal('outside') }),
  failed,
]);
export type PixelRead = z.infer<typeof pixelReadSchema>;

/** Acquisitions to be read on the grid of a composite. */
export const observationsReadSchema = z.object({
  grid: gridSchema,
  resampling: z.enum(['nearest', 'bilinear', 'cubic']),
  mask: z.object({ setting: z.string(), erodeM: z.number(), dilateM: z.number() }),
  /** Metres of a pixel. */
  pixelM: z.number(),
  scenes: z.array(sceneSourceSchema),
});
export type ObservationsRead = z.infer<typeof observationsReadSchema>;

/** One acquisition at the pixel: reflectance × 10 000 in the order of its bands, null for no data. */
export const observationReadSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('read'),
    values: z.array(z.number().nullable()),
    /** Scene-classification code; null without a quality band. */
    code: z.int().nullable(),
    clear: z.boolean(),
    maskedBy: z.enum(['exact', 'class', 'none']),
  }),
  failed,
]);
export type ObservationRead = z.infer<typeof observationReadSchema>;

/**
 * Reads the pixels under a place: of rasters as they are stored, and of acquisitions on a composite's grid. Files stay
 * open in the worker. A raster that cannot be read does not keep the others from being read.
 * @throws CRS_UNKNOWN
 */
export const readPointTask = defineTask({
  name: 'values.read-point',
  input: z.object({ x: z.number(), y: z.number(), crs: z.string(), rasters: z.array(rasterReadSchema), observations: observationsReadSchema.nullable() }),
  output: z.object({
    rasters: z.array(pixelReadSchema),
    /** In the order of the scenes; empty when the place lies outside the grid. */
    observations: z.array(observationReadSchema),
  }),
  silenceSeconds: 120,
});
export type PointRead = z.infer<(typeof readPointTask)['output']>;
