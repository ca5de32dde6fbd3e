import { z } from 'zod';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { bandSourceSchema } from '../../composite/source.ts';
import { defineTask } from '../../pool/rpc.ts';

/**
 * Writes a picture of a scene as a COG: reflectance × 10 000 in uint16, nodata 65 535, one band per source, on `grid`:
 * the whole scene reduced, or a window of it in full. Overviews of the sources are used, those inside JP2 too.
 * @throws FILE_NOT_FOUND, RASTER_UNREADABLE, DISK_FULL, WRITE_FAILED
 */
export const scenePreviewTask = defineTask({
  name: 'scenes.preview',
  input: z.object({ target: z.string(), title: z.string(), names: z.array(z.string()).min(1), bands: z.array(bandSourceSchema).min(1), grid: gridSchema }),
  output: z.object({ width: z.int(), height: z.int() }),
  silenceSeconds: 600,
});
