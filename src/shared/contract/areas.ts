import { z } from 'zod';
import { defineCall } from './call.ts';

/** Features that are named one by one; more are only counted. */
export const AREA_FEATURES = 500;
/** Polygons that are dissolved into one area at most. */
export const AREA_POLYGONS = 50_000;
/** Corners of an area at most; a finer outline is simplified, for it is drawn and edited by hand. */
export const AREA_CORNERS = 5000;

/** Polygons as GeoJSON nests them: polygon, ring (the first outside, the others holes), position; x before y, rings closed. */
export const polygonsSchema = z.array(z.array(z.array(z.tuple([z.number(), z.number()])).min(4)).min(1));
export type Polygons = z.output<typeof polygonsSchema>;

/** Calls about areas of interest. */
export const areasContract = {
  'areas.read': defineCall({
    kind: 'query',
    summary: 'The polygons of a vector file as an area of interest: all of them dissolved, or those that were chosen.',
    input: z.object({
      path: z.string().min(1),
      /** Name of the layer; the first with polygons by default. */
      layer: z.string().optional(),
      /** Ids of the features to take; all by default. */
      fids: z.array(z.int()).min(1).max(AREA_POLYGONS).optional(),
    }),
    output: z.object({
      /** The CRS of the file, which `polygons` are in. */
      crs: z.string(),
      layer: z.string(),
      /** The layers that hold polygons. */
      layers: z.array(z.string()),
      /** How many features of the layer are polygons. */
      total: z.int(),
      /** The first of them: id, what tells them apart, and hectares on the ellipsoid. */
      features: z.array(z.object({ fid: z.int(), label: z.string(), hectares: z.number() })),
      polygons: polygonsSchema,
      hectares: z.number(),
      /** True when the outline had too many corners and was simplified. */
      simplified: z.boolean(),
    }),
    errors: ['AREA_NONE', 'AREA_TOO_LARGE', 'CRS_MISSING', 'COORDINATES_IMPOSSIBLE', 'VECTOR_UNREADABLE', 'FILE_NOT_FOUND', 'NETWORK_PATH', 'PATH_NOT_GRANTED'],
  }),
};
