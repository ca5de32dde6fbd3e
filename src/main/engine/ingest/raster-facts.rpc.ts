import { z } from 'zod';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { dtypeSchema } from '../../../shared/raster/dtype.ts';
import { boundsSchema } from '../../../shared/records/record-base.ts';
import { defineTask } from '../pool/rpc.ts';

/**
 * How deep a file is looked into: `header` only; `tail`, which also decodes the lower right block, where a file that was
 * cut short fails; `overview`, which decodes the tail and reads a picture of at most 256 × 256 pixels for statistics.
 */
export const FACT_DEPTHS = ['header', 'tail', 'overview'] as const;
export type FactDepth = (typeof FACT_DEPTHS)[number];

/** Statistics of a band's picture of at most 256 × 256 pixels, over stored values. */
export const bandSampleSchema = z.object({
  /** Shares of all pixels, 0…1. `empty` counts the declared nodata, and zero where none is declared. */
  empty: z.number(),
  zero: z.number(),
  /** Quantiles over what is neither zero nor nodata; null when nothing is left. */
  quantiles: z.object({ p01: z.number(), p10: z.number(), p50: z.number(), p99: z.number() }).nullable(),
  /** The distinct values, ascending, when there are at most 64. */
  distinct: z.array(z.number()).nullable(),
});
export type BandSample = z.infer<typeof bandSampleSchema>;

const bandFactsSchema = z.object({
  dtype: dtypeSchema.nullable(),
  nodata: z.number().nullable(),
  description: z.string(),
  block: z.tuple([z.int(), z.int()]),
  scale: z.number(),
  offset: z.number(),
  colorInterpretation: z.string(),
  metadata: z.record(z.string(), z.string()),
  sample: bandSampleSchema.nullable(),
});
export type BandFacts = z.infer<typeof bandFactsSchema>;

/** What a raster file is: the header, where it lies on the Earth, and what was sampled. */
export const rasterFactsSchema = z.object({
  path: z.string(),
  driver: z.string(),
  width: z.int(),
  height: z.int(),
  crs: z.string().nullable(),
  affine: gridSchema.shape.affine.nullable(),
  grid: gridSchema.nullable(),
  /** Boxes in degrees; empty without a grid. */
  footprint: z.array(boundsSchema),
  bands: z.array(bandFactsSchema),
  metadata: z.record(z.string(), z.string()),
  subdatasets: z.array(z.string()),
});
export type RasterFacts = z.infer<typeof rasterFactsSchema>;

/** Describes files with GDAL, in order. @throws RASTER_UNREADABLE, FILE_NOT_FOUND, NETWORK_PATH for the first that fails */
export const rasterFactsTask = defineTask({
  name: 'ingest.raster-facts',
  input: z.object({ files: z.array(z.object({ path: z.string(), depth: z.enum(FACT_DEPTHS) })) }),
  output: z.object({ files: z.array(rasterFactsSchema) }),
});
