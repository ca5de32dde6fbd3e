import { type Grid, pixelSize, windowGrid } from '../geo/grid.ts';
import type { Asset } from '../records/scene.ts';

/**
 * Longest side of the reduced picture of a scene, pixels. A 10 m tile of Sentinel-2 (10 980 px) becomes a quarter of its
 * size, which JP2 holds as a level of its own.
 */
export const PREVIEW_SIDE = 2750;
/** Longest side of the first look at a large scene, pixels: JP2 gives it in about a second, the reduced picture takes ten. */
export const SKETCH_SIDE = 700;
/** Side of the windows that show a scene in full, pixels: the tile size of Sentinel-2's JP2, so that none is decoded twice. */
export const PREVIEW_WINDOW = 1024;
/** Bands of one picture at most: three channels, or what an index needs. */
const MOST_BANDS = 6;

/** A place among the windows of a scene's grid, counted from its upper left corner. */
export interface PreviewPlace {
  readonly column: number;
  readonly row: number;
}

/** What a picture of a scene shows: bands in order; whole, as a first look or reduced, or one window in full. */
export interface PreviewAsk {
  readonly bands: readonly string[];
  readonly place: PreviewPlace | 'sketch' | 'whole';
}

/** The finest grid among the reflectance bands of a scene, which its pictures are drawn on; null where it has none. */
export function sceneGrid(assets: readonly { readonly quantity: Asset['quantity']; readonly grid: Grid }[]): Grid | null {
  const grids = assets.flatMap(({ quantity, grid }) => (quantity === 'reflectance' ? [grid] : []));
  return grids.reduce<Grid | null>((best, grid) => (best === null || pixelSize(grid) < pixelSize(best) ? grid : best), null);
}

/** By how much a picture of the whole grid is reduced: 1 where it fits as it is. */
export function previewFactor({ width, height }: Pick<Grid, 'width' | 'height'>, maxSide = PREVIEW_SIDE): number {
  return Math.max(1, Math.ceil(Math.max(width, height) / maxSide));
}

/** The grid with pixels larger by a whole number, so that neither side is longer than `maxSide`; it covers exactly the same ground. */
export function previewGrid(grid: Grid, maxSide = PREVIEW_SIDE): Grid {
  const factor = previewFactor(grid, maxSide);
  const [width, height] = [Math.ceil(grid.width / factor), Math.ceil(grid.height / factor)];
  const [a, b, c, d, e, f] = grid.affine;
  const [across, down] = [grid.width / width, grid.height / height];
  return { crs: grid.crs, affine: [a, b * across, c * down, d, e * across, f * down], width, height };
}

/** The part of the grid that a window covers, smaller at the far edges; null beyond them. */
export function previewWindowGrid(grid: Grid, { column, row }: PreviewPlace): Grid | null {
  const [x, y] = [column * PREVIEW_WINDOW, row * PREVIEW_WINDOW];
  if (x >= grid.width || y >= grid.height) return null;
  return windowGrid(grid, { column: x, row: y, width: Math.min(PREVIEW_WINDOW, grid.width - x), height: Math.min(PREVIEW_WINDOW, grid.height - y) });
}

/** True for scenes whose reduced picture takes long enough to show a first look before. */
export function hasSketch(grid: Pick<Grid, 'width' | 'height'>): boolean {
  return previewFactor(grid) > 1;
}

/** The grid of a picture; null for a window beyond the scene. */
export function pictureGrid(scene: Grid, { place }: Pick<PreviewAsk, 'place'>): Grid | null {
  if (place === 'sketch') return previewGrid(scene, SKETCH_SIDE);
  return place === 'whole' ? previewGrid(scene) : previewWindowGrid(scene, place);
}

/** Name of a picture among the assets of a scene: `preview-B04-B03-B02.tif`, `sketch-B08.tif`, `window-3-0-B04-B03-B02.tif`. */
export function previewName({ bands, place }: PreviewAsk): string {
  const what = place === 'sketch' ? 'sketch' : place === 'whole' ? 'preview' : `window-${place.column}-${place.row}`;
  return `${what}-${bands.join('-')}.tif`;
}

const NAME = /^(preview|sketch|window-(\d{1,4})-(\d{1,4}))-([A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*)\.tif$/;

/** What a name asks for; null for any other name. */
export function previewAsked(name: string): PreviewAsk | null {
  const [, what, column, row, names] = NAME.exec(name) ?? [];
  const bands = names?.split('-') ?? [];
  if (bands.length === 0 || bands.length > MOST_BANDS) return null;
  if (column !== undefined) return { bands, place: { column: Number(column), row: Number(row) } };
  return { bands, place: what === 'sketch' ? 'sketch' : 'whole' };
}
