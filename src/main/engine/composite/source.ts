import { z } from 'zod';
import { invert, toMap } from '../../../shared/geo/affine.ts';
import { type Grid, gridSchema } from '../../../shared/geo/grid.ts';
import { dtypeSchema } from '../../../shared/raster/dtype.ts';

/** One band of a scene as a worker reads it. Nodata is tested on the stored value; then value = stored × factor + add. */
export const bandSourceSchema = z.object({
  /** Absolute. */
  path: z.string(),
  /** GDAL driver. */
  driver: z.string(),
  bandIndex: z.int().positive(),
  grid: gridSchema,
  dtype: dtypeSchema,
  nodata: z.number().nullable(),
  /** Brings the stored value to reflectance × 10 000. 1 for Sentinel-2 and HLS. */
  factor: z.number(),
  add: z.number(),
});
export type BandSource = z.infer<typeof bandSourceSchema>;

/** The quality band of a scene. */
export const qualitySourceSchema = z.object({
  path: z.string(),
  driver: z.string(),
  bandIndex: z.int().positive(),
  grid: gridSchema,
  kind: z.enum(['scl', 'fmask']),
});
export type QualitySource = z.infer<typeof qualitySourceSchema>;

/** What a composite reads of one scene. */
export const sceneSourceSchema = z.object({
  id: z.string(),
  /** In the order of the composite's bands. */
  bands: z.array(bandSourceSchema).min(1),
  quality: qualitySourceSchema.nullable(),
  /** Absolute paths of the notes of the observations that it is read from; empty where the scene is read as it lies. */
  notes: z.array(z.string()),
});
export type SceneSource = z.infer<typeof sceneSourceSchema>;

/** Column and row of a target's upper left pixel on a source whose pixels coincide with it; null where they do not. */
export function alignedOrigin(source: Grid, target: Grid): { readonly column: number; readonly row: number } | null {
  if (source.crs !== target.crs) return null;
  const [, width, skewX, , skewY, height] = source.affine;
  const [x, targetWidth, targetSkewX, y, targetSkewY, targetHeight] = target.affine;
  if (skewX !== 0 || skewY !== 0 || targetSkewX !== 0 || targetSkewY !== 0) return null;
  if (!nearly(width, targetWidth, Math.abs(width) * 1e-9) || !nearly(height, targetHeight, Math.abs(height) * 1e-9)) return null;
  const [column, row] = toMap(invert(source.affine), x, y);
  const hair = 1e-3;
  return nearly(column, Math.round(column), hair) && nearly(row, Math.round(row), hair) ? { column: Math.round(column), row: Math.round(row) } : null;
}

/**
 * True when the pixels of `target` divide those of `source` evenly (20 m bands on a 10 m grid): such a band is brought
 * onto the grid inside the window read, without a look at its neighbours beyond a pixel.
 */
export function dividesEvenly(source: Grid, target: Grid): boolean {
  if (source.crs !== target.crs) return false;
  const ratio = source.affine[1] / target.affine[1];
  const factor = Math.round(ratio);
  if (factor < 1 || !nearly(ratio, factor, 1e-9 * factor) || !nearly(source.affine[5] / target.affine[5], factor, 1e-9 * factor)) return false;
  const columns = (target.affine[0] - source.affine[0]) / target.affine[1];
  const rows = (target.affine[3] - source.affine[3]) / target.affine[5];
  return nearly(columns, Math.round(columns), 1e-3) && nearly(rows, Math.round(rows), 1e-3);
}

function nearly(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance;
}
