import { z } from 'zod';
import { gridSchema } from '../geo/grid.ts';
import { boundsSchema } from '../records/record-base.ts';
import { defineCall } from './call.ts';
import { recordIdSchema } from '../records/record-id.ts';

/** Tiles of a pyramid in Web Mercator, as MBTiles and PMTiles hold them. */
export const tileFactsSchema = z.object({
  minZoom: z.int().min(0).max(30),
  maxZoom: z.int().min(0).max(30),
  /** Vector tiles: the names of their layers, as far as the file tells them. */
  layers: z.array(z.string()),
});

/** A GeoTIFF as it lies, for a window that reads it by byte ranges. */
export const pictureFactsSchema = z.object({
  grid: gridSchema,
  /** How its bands become colours. */
  colours: z.enum(['rgb', 'rgba', 'grey', 'grey-alpha', 'palette']),
  /** `#rrggbbaa` by value, for `palette`. */
  palette: z.array(z.string()),
  nodata: z.number().nullable(),
  /** Values that become black and white; 2–98 % of the picture where they are no bytes. */
  range: z.tuple([z.number(), z.number()]),
  overviews: z.int(),
  /** Screen pixels may be at most this many map units wide before reading it takes too long; null for any. */
  coarsest: z.number().positive().nullable(),
});

/** A basemap of the user, where it lies on the disk. */
export const basemapSchema = z.object({
  id: recordIdSchema,
  title: z.string(),
  /** Stored form: workspace-relative where it lies inside, absolute otherwise. */
  path: z.string(),
  format: z.enum(['mbtiles', 'pmtiles', 'geotiff']),
  content: z.enum(['raster', 'vector']),
  /** Degrees. */
  bounds: boundsSchema,
  /** Plain text of who made it; may be empty. */
  attribution: z.string(),
  tiles: tileFactsSchema.nullable(),
  picture: pictureFactsSchema.nullable(),
  /** Changes when the file does. */
  stamp: z.string(),
  /** False when the file is no longer where it was. */
  isThere: z.boolean(),
});
export type Basemap = z.infer<typeof basemapSchema>;

/** Calls about the user's own basemaps: MBTiles, PMTiles and GeoTIFF. They stay where they lie. */
export const basemapsContract = {
  'basemaps.list': defineCall({
    kind: 'query',
    summary: 'The user’s own basemaps of this workspace.',
    input: z.object({}),
    output: z.object({ items: z.array(basemapSchema) }),
    errors: ['BASEMAP_LIST_DAMAGED'],
  }),
  'basemaps.add': defineCall({
    kind: 'command',
    summary: 'Adds an MBTiles, PMTiles or GeoTIFF file as a basemap; the same file twice is one.',
    input: z.object({ path: z.string().min(1) }),
    output: basemapSchema,
    errors: ['BASEMAP_NOT_UNDERSTOOD', 'BASEMAP_DAMAGED', 'BASEMAP_LIST_DAMAGED', 'CRS_MISSING', 'FILE_NOT_FOUND', 'FILE_NOT_ALLOWED', 'NETWORK_PATH', 'PATH_NOT_GRANTED', 'RASTER_UNREADABLE', 'DISK_FULL'],
  }),
  'basemaps.remove': defineCall({
    kind: 'command',
    summary: 'Forgets a basemap. The file stays.',
    input: z.object({ id: z.string() }),
    output: z.object({}),
    errors: ['BASEMAP_NOT_FOUND', 'BASEMAP_LIST_DAMAGED', 'DISK_FULL'],
  }),
};
