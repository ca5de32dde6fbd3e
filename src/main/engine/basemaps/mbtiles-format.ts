import { basename } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import { openMbtiles } from '../catalog/mbtiles.ts';
import { type BasemapFormat, boundsOnEarth, plainText } from './format.ts';
import { layerNames } from './vector-layers.ts';

/** MBTiles 1.3: pictures (PNG, JPEG, WebP) or vector tiles in a SQLite file. */
export const mbtilesFormat: BasemapFormat = {
  name: 'mbtiles',
  recognises: (head) => head.subarray(0, 16).toString('latin1') === 'SQLite format 3\0',
  inspect(path) {
    using tiles = openMbtiles(path);
    const told = (name: string): string => tiles.metadata.get(name) ?? '';
    const [lowest, highest] = ['minzoom', 'maxzoom'].map((name) => (/^\d{1,2}$/.test(told(name)) ? Number(told(name)) : null));
    const zooms = typeof lowest === 'number' && typeof highest === 'number' ? ([lowest, highest] as const) : tiles.zooms();
    if (!zooms || zooms[0] > zooms[1] || zooms[1] > 30) throw appError('BASEMAP_DAMAGED', { file: path, detail: 'it has no tiles.' });
    const format = told('format').toLowerCase();
    if (!['png', 'jpg', 'jpeg', 'webp', 'pbf', 'mvt', ''].includes(format)) throw appError('BASEMAP_NOT_UNDERSTOOD', { file: path, detail: `its tiles are “${format}”; pictures and vector tiles are read.` });
    const isVector = format === 'pbf' || format === 'mvt';
    return Promise.resolve({
      title: told('name').trim().slice(0, 200) || basename(path).replace(/\.\w+$/, ''),
      content: isVector ? ('vector' as const) : ('raster' as const),
      bounds: boundsOnEarth(told('bounds').split(',').map(Number)),
      attribution: plainText(told('attribution')),
      tiles: { minZoom: zooms[0], maxZoom: zooms[1], layers: isVector ? layerNames(told('json')) : [] },
      picture: null,
    });
  },
};
