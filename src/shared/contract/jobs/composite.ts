import { z } from 'zod';
import { boundsSchema } from '../../records/record-base.ts';
import { toldSchema } from '../../messages/message.ts';

/** A day, `YYYY-MM-DD`. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is written YYYY-MM-DD');
const crs = z.string().min(1);

/** The area of a composite: a rectangle, or the bounds of what a vector file holds. */
export const areaSchema = z.union([
  z.object({ bounds: boundsSchema.refine(([minX, minY, maxX, maxY]) => minX < maxX && minY < maxY, 'bounds are minx,miny,maxx,maxy'), crs: crs.default('EPSG:4326') }),
  z.object({ file: z.string().min(1) }),
]);
export type AreaChoice = z.infer<typeof areaSchema>;

/** Parameters of the job `composite`: from scenes to one raster per period on one grid. */
export const compositeParamsSchema = z.object({
  /** Scenes to use; all that fit the other settings when absent. */
  sceneIds: z.array(z.string()).min(1).nullable().default(null),
  /** Percent; scenes known to be cloudier are left out. */
  maxCloud: z.number().min(0).max(100).nullable().default(null),
  /** Reflectance bands in the order they are written, such as `B02`. */
  bands: z.array(z.string().regex(/^[A-Za-z0-9_]+$/)).min(1).max(64).refine((bands) => new Set(bands).size === bands.length, 'a band is named twice'),
  /** First and last day; those of the scenes when absent (whole months for `month` and `dekad`). */
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  /** `month`, `dekad`, a number of days such as `16d`, or a list of periods. */
  period: z.union([z.string().regex(/^(month|dekad|[1-9]\d{0,3}d)$/, 'month, dekad or a number of days such as 16d'), z.array(z.object({ start: day, end: day })).min(1)]).default('month'),
  reducer: z.enum(['median', 'mean', 'percentile', 'medoid', 'max-ndvi']).default('median'),
  /** 0…100, for the reducer `percentile`. */
  percentile: z.number().min(0).max(100).default(50),
  /** `keep-4-7`, `worldcereal`, `raw-drop`, `none`, codes to keep (`4,5,6,7`) or to drop (`drop:0,1,3`). */
  mask: z.string().regex(/^(keep-4-7|worldcereal|raw-drop|none|(?:(?:keep|drop):)?\d{1,3}(?:,\d{1,3})*)$/, 'keep-4-7, worldcereal, raw-drop, none, or codes such as 4,5,6,7').default('keep-4-7'),
  /** Metres by which masked areas are grown, after they were shrunk by `erodeM`. */
  dilateM: z.number().min(0).max(5000).default(0),
  erodeM: z.number().min(0).max(5000).default(0),
  gap: z.enum(['linear', 'neighbour-mean', 'none']).default('none'),
  /** Longest run of empty periods that is filled; null for no limit. */
  maxGapPeriods: z.int().positive().nullable().default(null),
  resampling: z.enum(['nearest', 'bilinear', 'cubic']).default('bilinear'),
  /** Null takes all that the scenes cover. */
  area: areaSchema.nullable().default(null),
  /** Null takes the scenes' own where they agree, else the UTM zone of the area. */
  crs: crs.nullable().default(null),
  /** Metres (units of the CRS); null takes the finest of the chosen bands. */
  resolution: z.number().positive().nullable().default(null),
  /** What was read of JP2 and warped scenes: keep it for the next composite, drop it, or decide by the area (200 km²). */
  observations: z.enum(['auto', 'keep', 'none']).default('auto'),
  /** Most that kept observations may take on the disk, in MB. */
  observationsBudgetMB: z.number().positive().default(20_000),
  compression: z.enum(['DEFLATE', 'ZSTD']).default('DEFLATE'),
  title: z.string().min(1).nullable().default(null),
});
export type CompositeParams = z.infer<typeof compositeParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type CompositeRequest = z.input<typeof compositeParamsSchema>;

/** Result document of the job, as `furrow composite --json` prints it. */
export const compositeResultSchema = z.object({
  id: z.string(),
  grid: z.object({ crs: z.string(), affine: z.array(z.number()), width: z.int(), height: z.int() }),
  bands: z.array(z.string()),
  periods: z.array(z.object({ start: z.string(), end: z.string(), path: z.string(), clearFraction: z.number(), scenes: z.int() })),
  /** Scenes that were read, and those that were chosen and could not be. */
  scenes: z.int(),
  warnings: z.array(toldSchema),
});
export type CompositeResult = z.infer<typeof compositeResultSchema>;
