import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';

/** Where a parcel layer lies. Paths are absolute. */
const layer = { path: z.string(), layer: z.string(), crs: z.string() };

/**
 * Builds the overview of a parcel layer as the file `target`, or finds it there. @throws VECTOR_UNREADABLE, DISK_FULL
 */
export const overviewTask = defineTask({
  name: 'tiles.overview',
  input: z.object({ ...layer, target: z.string() }),
  output: z.object({ detailZoom: z.int() }),
});

/** Cuts one vector tile; `overview` is the file that {@link overviewTask} made, or null where the layer needs none. */
export const cutTileTask = defineTask({
  name: 'tiles.cut',
  input: z.object({ ...layer, z: z.int(), x: z.int(), y: z.int(), overview: z.string().nullable() }),
  /** A tile is small and asked for often: it comes in the message, in Base64. */
  output: z.object({ tile: z.string() }),
  silenceSeconds: 120,
});
