import { z } from 'zod';
import { gridSchema } from '../geo/grid.ts';
import { dtypeSchema } from '../raster/dtype.ts';
import { footprintBoxes, recordBase } from './record-base.ts';

/**
 * One band of a scene where it lies on the disk. Nodata is tested on the stored value;
 * then physical = (stored + offset) × scale.
 */
export const assetSchema = z.object({
  /** `B01` … `B12`, `B8A`, `SCL`, `FMASK`, or the name the product gives. */
  band: z.string(),
  /** Workspace-relative with forward slashes where it lies inside, absolute otherwise; `/vsizip/…` inside an archive. */
  path: z.string(),
  /** 1-based band of the file. */
  bandIndex: z.int().positive().default(1),
  grid: gridSchema,
  dtype: dtypeSchema,
  nodata: z.number().nullable(),
  quantity: z.enum(['reflectance', 'quality', 'other']),
  scale: z.number(),
  offset: z.number(),
  /** GDAL driver: JP2 sources are read in a different order than tiled ones. */
  driver: z.string(),
  /** Internal block size in pixels. */
  block: z.tuple([z.int(), z.int()]),
});
export type Asset = z.infer<typeof assetSchema>;

/** One acquisition. */
export const sceneSchema = z.object({
  kind: z.literal('scene'),
  ...recordBase,
  product: z.string(),
  /** UTC time of acquisition, ISO 8601. */
  datetime: z.string(),
  platform: z.string().nullable(),
  /** MGRS tile or null. */
  tile: z.string().nullable(),
  /** Processing baseline such as `04.00`, or null. */
  baseline: z.string().nullable(),
  /** Percent, or null. */
  cloudCover: z.number().nullable(),
  crs: z.string(),
  footprint: footprintBoxes,
  /** The product's own file or folder. */
  source: z.string(),
  assets: z.array(assetSchema).min(1),
});
export type Scene = z.infer<typeof sceneSchema>;
