import { existsSync, statSync } from 'node:fs';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { assembleCog, type CogBand, type WindowFile } from '../../gdal/cog.ts';
import { implementTask } from '../../pool/rpc.ts';
import { assemblePeriodTask } from './assemble.rpc.ts';
import { readRecipe } from '../recipe-file.ts';
import type { Recipe } from '../recipe.ts';
import { levelPath } from './windows.rpc.ts';

/** Quick, and within a percent of the smallest on noisy reflectance: these are many and large. */
const DEFLATE_LEVEL = 1;
/** All bands of a block lie together: a click and a picture of three bands read a quarter of what blocks of 512 would cost. */
const FILE_BLOCK_PX = 256;

export const assemblePeriod = implementTask(assemblePeriodTask, async ({ recipe: path, period: index, target, windows, levels: levelCount, simulated }) => {
  const recipe = readRecipe(path);
  const period = recipe.periods[index];
  if (!period) throw new RangeError(`there is no period ${index}`);
  const metadata = {
    PERIOD_START: period.start,
    PERIOD_END: period.end,
    TIFFTAG_DATETIME: `${period.start.replaceAll('-', ':')} 00:00:00`,
    OBSERVATIONS: String(period.observations.length),
    ...(simulated ? { SIMULATED: 'yes' } : {}),
  };
  // A window that failed has no file; the job lists it, and its pixels stay nodata.
  const made = windows.filter((window) => existsSync(window.path));
  await assembleCog(target, recipe.grid, made, cogBands(recipe, index), {
    overviews: 'average',
    compression: recipe.compression,
    level: DEFLATE_LEVEL,
    blockPx: FILE_BLOCK_PX,
    metadata,
    ...(levelCount > 0 ? { levels: levelsOf(made, levelCount) } : {}),
  });
  return { bytes: statSync(target).size };
});

/** The overview files of the windows; a window starts at a multiple of every overview's factor. */
function levelsOf(windows: readonly WindowFile[], count: number): WindowFile[][] {
  return Array.from({ length: count }, (_, i) => {
    const factor = 2 ** (i + 1);
    const part = ({ column, row, width, height }: WindowFile['window']): WindowFile['window'] => ({
      column: column / factor,
      row: row / factor,
      width: Math.ceil(width / factor),
      height: Math.ceil(height / factor),
    });
    return windows.map(({ path, window }) => ({ path: levelPath(path, i + 1), window: part(window) }));
  });
}

/** The bands of one period in the window files, whose bands run period by period. */
function cogBands(recipe: Recipe, period: number): CogBand[] {
  const first = period * (recipe.bands.length + 1) + 1;
  const reflectance = recipe.bands.map((band, i) => ({ from: first + i, dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description: band, scale: 1e-4, offset: 0 }));
  const count = { from: first + recipe.bands.length, dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description: 'count' };
  return [...reflectance, count];
}
