import { rmSync, statSync } from 'node:fs';
import { type Grid, type PixelWindow, windowGrid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { assembleCog } from '../../gdal/cog.ts';
import type { Resampling } from '../../gdal/read.ts';
import { writeGeotiffBlocks } from '../../gdal/write.ts';
import { implementTask, type TaskContext } from '../../pool/rpc.ts';
import { writeJsonAtomic } from '../../workspace/atomic.ts';
import { inspectScene } from './inspect.ts';
import { inspectSceneTask, type ObservationNote, observeSceneTask } from './observe.rpc.ts';
import { OpenFiles } from './open-files.ts';
import { readBand, readRawCodes, widenedGrid } from './read-band.ts';
import { applyRule } from './read-observation.ts';
import type { QualitySource, SceneSource } from '../source.ts';

/** Most pixels of one band in memory; more are brought over in strips of rows. */
const MOST_PIXELS = 48_000_000;
/** Observations are read a few times and then may go: quick rather than small. */
const DEFLATE_LEVEL = 1;
/** A click reads one pixel of every date: small blocks answer it 15 times sooner than 512 would, for a third more disk. */
const BLOCK_PX = 128;

/** See {@link observeSceneTask}. */
export const observeScene = implementTask(observeSceneTask, async ({ scene, date, bands, grid, resampling, target }, context) => {
  using files = new OpenFiles();
  const warnings = inspectScene(files, scene, bands);
  const { values, quality } = target;
  if (values) await writeValues({ path: values, scene, bands, grid, resampling }, files, context);
  if (scene.quality && quality) await writeQuality(quality, scene.quality, widenedGrid(grid, whole(grid), target.margin), files);
  const bytes = [values, quality].reduce((sum, path) => sum + (path ? statSync(path).size : 0), 0);
  const kind = quality ? (scene.quality?.kind ?? null) : null;
  const note: ObservationNote = { scene: scene.id, date, bands: values ? bands : [], quality: kind, margin: target.margin, grid, resampling, warnings, bytes, files: filesOf(scene) };
  await writeJsonAtomic(target.note, note);
  return { warnings, bytes };
});

function filesOf({ bands, quality }: SceneSource): ObservationNote['files'] {
  const paths = new Set([...bands, ...(quality ? [quality] : [])].map(({ path }) => path));
  return [...paths].flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? [{ path, bytes: stat.size, modifiedMs: stat.mtimeMs }] : [];
  });
}

/** See {@link inspectSceneTask}. */
export const inspectSceneImplementation = implementTask(inspectSceneTask, async ({ scene, bands }) => {
  await Promise.resolve();
  using files = new OpenFiles();
  return { warnings: inspectScene(files, scene, bands), bytes: 0 };
});

interface ValuesTarget {
  readonly path: string;
  readonly scene: SceneSource;
  readonly bands: readonly string[];
  readonly grid: Grid;
  readonly resampling: Resampling;
}

/** Band after band, so that one band is in memory and a JP2 is read through once. */
async function writeValues(target: ValuesTarget, files: OpenFiles, context: TaskContext): Promise<void> {
  const { path, scene, bands, grid, resampling } = target;
  const scratch = `${path}.bands.tif`;
  try {
    const windows = strips(grid);
    let done = 0;
    const block = (band: number, window: PixelWindow): Uint16Array => {
      context.signal.throwIfAborted();
      const source = scene.bands[band];
      if (!source) throw new RangeError(`scene ${scene.id} has no band ${band}`);
      const values = new Uint16Array(window.width * window.height);
      applyRule(values, readBand(files, source, windowGrid(grid, window), resampling, values));
      context.progress((done += 1) / (windows.length * bands.length + 1));
      return values;
    };
    await writeGeotiffBlocks(scratch, grid, { dtype: 'uint16', nodata: COMPOSITE_NODATA, bands: bands.length, windows, block }, { compression: 'fast' });
    const cogBands = bands.map((band, i) => ({ from: i + 1, dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description: band, scale: 1e-4, offset: 0 }));
    await assembleCog(path, grid, [{ path: scratch, window: whole(grid) }], cogBands, { overviews: 'average', level: DEFLATE_LEVEL, blockPx: BLOCK_PX, metadata: { SCENE: scene.id } });
  } finally {
    rmSync(scratch, { force: true });
  }
}

async function writeQuality(path: string, quality: QualitySource, grid: Grid, files: OpenFiles): Promise<void> {
  const scratch = `${path}.codes.tif`;
  try {
    const block = (_: number, window: PixelWindow): Uint8Array => readRawCodes(files, quality, windowGrid(grid, window));
    await writeGeotiffBlocks(scratch, grid, { dtype: 'uint8', nodata: null, bands: 1, windows: strips(grid), block }, { compression: 'fast' });
    const band = { from: 1, dtype: 'uint8' as const, description: quality.kind === 'scl' ? 'SCL' : 'FMASK' };
    await assembleCog(path, grid, [{ path: scratch, window: whole(grid) }], [band], { overviews: 'nearest', level: DEFLATE_LEVEL, blockPx: BLOCK_PX });
  } finally {
    rmSync(scratch, { force: true });
  }
}

function whole({ width, height }: Grid): PixelWindow {
  return { column: 0, row: 0, width, height };
}

/** Full-width strips of at most {@link MOST_PIXELS}. */
function strips(grid: Grid): PixelWindow[] {
  const rows = Math.max(1, Math.min(grid.height, Math.floor(MOST_PIXELS / grid.width)));
  return Array.from({ length: Math.ceil(grid.height / rows) }, (_, i) => ({ column: 0, row: i * rows, width: grid.width, height: Math.min(rows, grid.height - i * rows) }));
}
