import { windowGrid } from '../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import { writeGeotiff } from '../gdal/write.ts';
import { implementTask } from '../pool/rpc.ts';
import { readRecipe } from './recipe-file.ts';
import { compositeWindow } from './reduce-window.ts';
import { compositeWindowTask } from './windows.rpc.ts';

export const compositeWindowImplementation = implementTask(compositeWindowTask, async ({ recipe: path, window, target }, context) => {
  const recipe = readRecipe(path);
  const { series, counts, clear } = compositeWindow(recipe, window, (done) => {
    context.signal.throwIfAborted();
    context.progress(done / (recipe.periods.length + 1));
  });
  const pixels = window.width * window.height;
  const bands = recipe.bands.length;
  const planes = recipe.periods.flatMap((_, period) => [
    ...recipe.bands.map((__, band) => series.subarray((period * bands + band) * pixels, (period * bands + band + 1) * pixels)),
    counts.subarray(period * pixels, (period + 1) * pixels),
  ]);
  await writeGeotiff(target, windowGrid(recipe.grid, window), { dtype: 'uint16', planes, nodata: COMPOSITE_NODATA }, { compression: 'fast' });
  return { clear: [...clear] };
});
