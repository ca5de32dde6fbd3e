import type { z } from 'zod';
import { windowGrid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { readBand } from '../../composite/observe/read-band.ts';
import { applyRule } from '../../composite/observe/read-observation.ts';
import { implementTask } from '../../pool/rpc.ts';
import { chipTask } from './chip.rpc.ts';
import { openRasters } from '../open-rasters.ts';
import { pixelAt } from '../place.ts';
import { encodePng } from './png.ts';

/** See {@link chipTask}. */
export const chipImplementation = implementTask(chipTask, async (input) => {
  await Promise.resolve();
  const pixels = pixelsOf(input);
  return { png: pixels && encodePng(input.size, input.size, pixels).toString('base64') };
});

/** RGBA of the square around the place; null when its middle lies outside the grid. */
function pixelsOf({ grid, size, resampling, bands, ...place }: z.output<typeof chipTask.input>): Uint8Array | null {
  const centre = pixelAt(grid, place);
  if (!centre) return null;
  const target = windowGrid(grid, { column: centre.column - (size >> 1), row: centre.row - (size >> 1), width: size, height: size });
  const pixels = new Uint8Array(size * size * 4);
  for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255;
  const plane = new Uint16Array(size * size);
  bands.forEach(({ source, low, high }, channel) => {
    applyRule(plane, readBand(openRasters, source, target, resampling, plane));
    for (let i = 0; i < plane.length; i++) {
      const stored = plane[i] ?? COMPOSITE_NODATA;
      if (stored === COMPOSITE_NODATA) pixels[i * 4 + 3] = 0;
      else pixels[i * 4 + channel] = Math.max(0, Math.min(255, Math.round(((stored - low) / (high - low)) * 255)));
    }
  });
  return pixels;
}
