import { z } from 'zod';
import { pictureFactsSchema } from '../../../shared/contract/basemaps.ts';
import { boundsSchema } from '../../../shared/records/record-base.ts';
import { defineTask } from '../pool/rpc.ts';

/**
 * What a window must know of a GeoTIFF to draw it as a picture.
 * @throws RASTER_UNREADABLE, CRS_MISSING, BASEMAP_NOT_UNDERSTOOD for what is no picture or cannot be read by a window
 */
export const pictureFactsTask = defineTask({
  name: 'basemaps.picture',
  input: z.object({ path: z.string() }),
  output: z.object({ picture: pictureFactsSchema, bounds: boundsSchema }),
});
