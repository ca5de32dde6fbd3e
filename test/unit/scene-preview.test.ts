import { describe, expect, it } from 'vitest';
import type { Grid } from '../../src/shared/geo/grid.ts';
import { gridBounds } from '../../src/shared/geo/grid.ts';
import { hasSketch, pictureGrid, previewAsked, previewFactor, previewGrid, previewName, previewWindowGrid, sceneGrid } from '../../src/shared/raster/scene-preview.ts';

const tile: Grid = { crs: 'EPSG:32631', affine: [399_960, 10, 0, 5_400_000, 0, -10], width: 10_980, height: 10_980 };

describe('the picture of a scene', () => {
  it('of a whole Sentinel-2 tile is a quarter of its size, which is a level of its JP2', () => {
    expect(previewFactor(tile)).toBe(4);
    expect(previewGrid(tile)).toEqual({ ...tile, affine: [399_960, 40, 0, 5_400_000, 0, -40], width: 2745, height: 2745 });
    expect(previewFactor({ width: 354, height: 335 })).toBe(1);
  });

  it('covers exactly the same ground, whatever the size', () => {
    for (const [width, height] of [[2751, 10], [5490, 5491], [3, 9000]] as const) expect(gridBounds(previewGrid({ ...tile, width, height }))).toEqual(gridBounds({ ...tile, width, height }));
  });

  it('in full comes in windows that end with the scene', () => {
    expect(previewWindowGrid(tile, { column: 10, row: 0 })).toEqual({ crs: tile.crs, affine: [399_960 + 102_400, 10, 0, 5_400_000, 0, -10], width: 740, height: 1024 });
    expect(previewWindowGrid(tile, { column: 11, row: 0 })).toBeNull();
  });

  it('comes first as a small one where the whole takes long', () => {
    expect([hasSketch(tile), hasSketch({ width: 2750, height: 10 })]).toEqual([true, false]);
    expect(pictureGrid(tile, { place: 'sketch' })).toMatchObject({ width: 687, height: 687 });
  });

  it('lies on the finest grid of its reflectance', () => {
    const coarse: Grid = { ...tile, affine: [399_960, 20, 0, 5_400_000, 0, -20], width: 5490, height: 5490 };
    expect(sceneGrid([{ quantity: 'quality', grid: tile }, { quantity: 'reflectance', grid: coarse }])).toEqual(coarse);
    expect(sceneGrid([{ quantity: 'reflectance', grid: coarse }, { quantity: 'reflectance', grid: tile }])).toEqual(tile);
    expect(sceneGrid([{ quantity: 'quality', grid: tile }])).toBeNull();
  });

  it('has a name that says what it is', () => {
    const asks = [{ bands: ['B04', 'B03', 'B02'], place: 'whole' }, { bands: ['B08', 'B04'], place: 'sketch' }, { bands: ['B08'], place: { column: 3, row: 10 } }] as const;
    expect(asks.map(previewName)).toEqual(['preview-B04-B03-B02.tif', 'sketch-B08-B04.tif', 'window-3-10-B08.tif']);
    expect(asks.map((ask) => previewAsked(previewName(ask)))).toEqual(asks);
  });
});
