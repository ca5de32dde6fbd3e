import { pixelSize } from '../../../../shared/geo/grid.ts';
import { message } from '../../../../shared/messages/message.ts';
import { isGeographic } from '../../gdal/crs.ts';
import { edgeDistances } from '../edge-distance.ts';
import type { RowFlag, SampleCheck } from './check.ts';

/** Pixel side in metres where the composite is not known: Sentinel-2's. */
const PIXEL_M = 10;

/**
 * Samples so near to the edge of their parcel that their pixel reaches over it: nearer than half a pixel's diagonal,
 * unless said otherwise. Samples in no parcel are told too.
 */
export const edgeCheck: SampleCheck = {
  name: 'edges',
  run({ table, crs, options, parcels, composites }, onProgress) {
    if (parcels === null) return { flags: [], facts: {}, skipped: message('CHECK_NO_PARCELS').text };
    const [composite] = composites;
    const pixel = composite && !isGeographic(composite.grid.crs) ? pixelSize(composite.grid) : PIXEL_M;
    const needed = options.edgeM ?? pixel * Math.SQRT1_2;
    const distances = edgeDistances(table, crs, parcels, onProgress);
    const flags = Array.from(distances, (metres, row): RowFlag | null => {
      if (Number.isNaN(metres)) return { row, kind: 'outside', score: 1, facts: {} };
      return metres < needed ? { row, kind: 'edge', score: 1 - metres / needed / 2, facts: { metres, needed } } : null;
    }).filter((flag) => flag !== null);
    const outside = flags.filter(({ kind }) => kind === 'outside').length;
    return { flags, facts: { needed, outside, onEdge: flags.length - outside } };
  },
};
