import DataTile from 'ol/source/DataTile.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import { type Grid, gridBounds, pixelSize } from '../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../shared/raster/nodata.ts';
import { PREVIEW_WINDOW } from '../../shared/raster/scene-preview.ts';
import { projectionOf } from './projection.ts';
import { type Overview, sceneOverview, sceneWindow } from './scene-pictures.ts';
import { pictureFor, sceneLevels, TILE, windowTile } from './scene-tiles.ts';

/** What of a scene is drawn, and how. */
export interface SceneOptions {
  readonly sceneId: string;
  readonly names: readonly string[];
  readonly grid: Grid;
  readonly interpolate: boolean;
}

/**
 * A scene as tiles of reflectance × 10 000, nodata 65 535: from afar out of pictures of the whole, near by out of windows in
 * full that the engine makes as the map comes there. What is missing shows the coarser picture meanwhile.
 */
export function sceneSource({ sceneId, names, grid, interpolate }: SceneOptions): DataTile {
  const levels = sceneLevels(grid);
  const bounds = [...gridBounds(grid)];
  const resolutions = Array.from({ length: levels }, (_, z) => pixelSize(grid) * 2 ** (levels - 1 - z));
  const tileGrid = new TileGrid({ extent: bounds, origin: [bounds[0] ?? 0, bounds[3] ?? 0], resolutions, tileSize: TILE });
  const projection = projectionOf(grid.crs);
  const load = async (z: number, x: number, y: number, signal: AbortSignal): Promise<Float32Array> => {
    const step = 2 ** (levels - 1 - z);
    const picture = pictureFor(grid, step);
    if (picture !== 'window') return overviewTile(await sceneOverview(sceneId, names, picture), grid, { step, x, y }, names.length);
    // 512 pixels of every second one are one window, all 512 are a quarter of one.
    const share = PREVIEW_WINDOW / TILE / step;
    const planes = await sceneWindow(sceneId, names, { column: Math.floor(x / share), row: Math.floor(y / share) }, signal);
    return windowTile(planes, { step, left: (x % share) * TILE * step, top: (y % share) * TILE * step });
  };
  return new DataTile({
    loader: (z, x, y, { signal }) => load(z, x, y, signal),
    tileGrid,
    bandCount: names.length,
    interpolate,
    transition: 0,
    wrapX: false,
    ...(projection ? { projection } : {}),
  });
}

interface OverviewPlace {
  readonly step: number;
  readonly x: number;
  readonly y: number;
}

/** A tile out of the overview that is just fine enough. */
async function overviewTile({ images }: Overview, grid: Grid, { step, x, y }: OverviewPlace, count: number): Promise<Float32Array> {
  const image = images.findLast((item) => grid.width / item.getWidth() <= step * 1.01) ?? images[0];
  const into = new Float32Array(TILE * TILE * count).fill(COMPOSITE_NODATA);
  if (!image) return into;
  const across = image.getWidth() / grid.width;
  const down = image.getHeight() / grid.height;
  const side = TILE * step;
  const window = [Math.round(x * side * across), Math.round(y * side * down), Math.round((x + 1) * side * across), Math.round((y + 1) * side * down)];
  const bands = (await image.readRasters({ window, width: TILE, height: TILE, interleave: false, resampleMethod: 'nearest', fillValue: COMPOSITE_NODATA })) as unknown as readonly ArrayLike<number>[];
  bands.forEach((values, band) => {
    for (let i = 0; i < TILE * TILE; i++) into[i * count + band] = values[i] ?? COMPOSITE_NODATA;
  });
  return into;
}
