import { type Grid, windowGrid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { writeGeotiff } from '../../gdal/write.ts';
import { implementTask } from '../../pool/rpc.ts';
import { halve, type Plane } from './halve.ts';
import { readRecipe } from '../recipe-file.ts';
import { compositeWindow } from './reduce-window.ts';
import { compositeWindowTask, levelPath } from './windows.rpc.ts';

export const compositeWindowImplementation = implementTask(compositeWindowTask, async ({ recipe: path, window, target, levels }, context) => {
  const recipe = readRecipe(path);
  const { series, counts, clear } = compositeWindow(recipe, window, {
    onPeriod: (done) => {
      context.signal.throwIfAborted();
      context.progress(done / (recipe.periods.length + 1));
    },
  });
  const pixels = window.width * window.height;
  const bands = recipe.bands.length;
  let planes: Plane[] = recipe.periods.flatMap((_, period) => [
    ...recipe.bands.map((__, band) => series.subarray((period * bands + band) * pixels, (period * bands + band + 1) * pixels)),
    counts.subarray(period * pixels, (period + 1) * pixels),
  ]).map((values) => ({ values, width: window.width, height: window.height }));
  const grid = windowGrid(recipe.grid, window);
  for (let level = 0; level <= levels; level++) {
    if (level > 0) planes = planes.map(halve);
    await writeScratch(levelPath(target, level), grid, planes, 2 ** level);
  }
  return { clear: [...clear] };
});

async function writeScratch(path: string, grid: Grid, planes: readonly Plane[], factor: number): Promise<void> {
  const [first] = planes;
  const [a, b, c, d, e, f] = grid.affine;
  const coarse: Grid = { crs: grid.crs, affine: [a, b * factor, c * factor, d, e * factor, f * factor], width: first?.width ?? 1, height: first?.height ?? 1 };
  await writeGeotiff(path, coarse, { dtype: 'uint16', planes: planes.map(({ values }) => values), nodata: COMPOSITE_NODATA }, { compression: 'fast' });
}
