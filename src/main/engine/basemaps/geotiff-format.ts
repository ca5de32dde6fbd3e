import { basename } from 'node:path';
import type { BasemapFormat } from './format.ts';
import { pictureFactsTask } from './geotiff.rpc.ts';

/** GeoTIFF: RGB, grey or with a palette, in any CRS. */
export const geotiffFormat: BasemapFormat = {
  name: 'geotiff',
  recognises: (head) => ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(head.subarray(0, 4).toString('latin1')),
  async inspect(path, lookups) {
    const { picture, bounds } = await lookups.run(pictureFactsTask, { path });
    return { title: basename(path).replace(/\.\w+$/, ''), content: 'raster', bounds, attribution: '', tiles: null, picture };
  },
};
