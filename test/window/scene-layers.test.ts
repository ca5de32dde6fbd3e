import { beforeEach, describe, expect, it } from 'vitest';
import { viewStateSchema } from '../../src/shared/contract/view.ts';
import type { Scene } from '../../src/shared/records/scene.ts';
import { merged } from '../../src/renderer/layers/layer-merge.ts';
import { BASEMAP, indexLayer, offeredLayers } from '../../src/renderer/layers/layers-of.ts';
import { pixelsOf, shownGrids } from '../../src/renderer/layers/pixels.ts';
import { restoredTree, savedTree } from '../../src/renderer/layers/saved-view.ts';
import { dateLayer, sceneLayer, SCENES } from '../../src/renderer/layers/scene-layers.ts';
import { pictureFor, sceneLevels, windowTile } from '../../src/renderer/map/scene-tiles.ts';
import { goToDay, useMoment } from '../../src/renderer/state/map/moment.ts';
import { periodLayer, showDay, showPeriod, showScene } from '../../src/renderer/state/map/scene-layers.ts';
import { useStore } from '../../src/renderer/state/store.ts';

const asset = (band: string, size = 10, crs = 'EPSG:32631'): Scene['assets'][number] => ({
  band, path: `${band}.jp2`, bandIndex: 1, grid: { crs, affine: [0, size, 0, 0, 0, -size], width: 10_980 / (size / 10), height: 10_980 / (size / 10) }, dtype: 'uint16', nodata: 0, quantity: band === 'SCL' ? 'quality' : 'reflectance', scale: 1e-4, offset: -1000, driver: 'JP2OpenJPEG', block: [1024, 1024],
});
const scene = (id: string, day: string, bands: readonly string[] = ['B02', 'B03', 'B04', 'B08', 'SCL'], crs = 'EPSG:32631'): Scene => ({
  kind: 'scene', id, title: `Scene ${id}`, createdAt: '', simulated: false, warnings: [], product: 'sentinel2-safe', datetime: `${day}T11:00:00Z`, platform: null, tile: null, baseline: null, cloudCover: 10, crs, footprint: [[1, 2, 3, 4]], source: id, assets: bands.map((band) => asset(band, ['B11', 'SCL'].includes(band) ? 20 : 10, crs)),
});
const scenes = [scene('a', '2022-05-01'), scene('b', '2022-05-01', ['B02', 'B03', 'B04', 'SCL'], 'EPSG:32630'), scene('c', '2022-06-10')];
const days = dateLayer(scenes);
if (!days) throw new Error('there are scenes');

describe('scenes as layers', () => {
  it('show true colour of their own bands, and of each other what all have', () => {
    const single = sceneLayer(scenes[0] as Scene);
    expect([single?.bands, single?.shown]).toEqual([['B02', 'B03', 'B04', 'B08'], [3, 2, 1]]);
    expect([days.bands, days.frames.map(({ start }) => start)]).toEqual([['B02', 'B03', 'B04'], ['2022-05-01', '2022-06-10']]);
  });

  it('are not made of a lone quality band, and leave it out by date', () => {
    const fmask = scene('q', '2022-07-01', ['SCL']);
    expect(sceneLayer(fmask)).toBeNull();
    expect(dateLayer([fmask])).toBeNull();
    expect(dateLayer([...scenes, fmask])?.frames).toHaveLength(2);
  });

  it('are drawn tile beside tile, each in its own zone, with the bands that are asked for', () => {
    expect(pixelsOf(days, days.shown)).toMatchObject([{ kind: 'scene', sceneId: 'a', names: ['B04', 'B03', 'B02'] }, { kind: 'scene', sceneId: 'b', grid: { crs: 'EPSG:32630' } }]);
    expect(shownGrids({ ...days, frame: 1 }).map(({ crs }) => crs)).toEqual(['EPSG:32631']);
    const single = sceneLayer(scenes[0] as Scene);
    const index = single && indexLayer(single, { id: 'NDVI', title: 'NDVI', range: [0, 1], ramp: { name: 'greens', reversed: false } });
    expect(index && pixelsOf(index, [4, 3])).toMatchObject([{ names: ['B08', 'B04'] }]);
  });

  it('come back with a kept view, on the day that was shown, and leave with their data', () => {
    const offered = offeredLayers(scenes);
    const kept = viewStateSchema.parse({ version: 1, tree: savedTree({ layers: [{ ...days, frame: 1, opacity: 0.5 }, BASEMAP], groups: [], removed: [], themes: [] }) });
    const [back] = restoredTree(kept.tree, [], offered).layers;
    expect(back).toMatchObject({ recordId: SCENES, frame: 1, opacity: 0.5, frames: days.frames });
    expect(restoredTree(kept.tree, [], []).layers.map(({ id }) => id)).toEqual(['basemap']);
    // An earlier scene was imported meanwhile: the day counts, not its number.
    expect(restoredTree(kept.tree, [], offeredLayers([scene('d', '2022-04-01'), ...scenes])).layers[0]).toMatchObject({ frame: 2 });
  });

  it('never come by themselves, and know of new days while another stays in sight', () => {
    const tree = { layers: [{ ...days, frame: 1 }, BASEMAP], groups: [], removed: [], themes: [] };
    const after = merged(tree, [BASEMAP], offeredLayers([scene('d', '2022-05-20'), ...scenes]));
    expect(after.layers).toHaveLength(2);
    expect(after.layers[0]).toMatchObject({ frame: 2, frames: [{ start: '2022-05-01' }, { start: '2022-05-20' }, { start: '2022-06-10' }] });
    expect(merged(tree, [BASEMAP], offeredLayers(scenes))).toBe(tree);
  });

  it('keep their channels by name when a scene with fewer bands comes', () => {
    const nir = dateLayer([scenes[0] as Scene, scenes[2] as Scene]);
    const tree = { layers: nir ? [{ ...nir, shown: [4, 3, 2] as const }] : [], groups: [], removed: [], themes: [] };
    expect(merged(tree, [], offeredLayers(scenes)).layers[0]).toMatchObject({ bands: ['B02', 'B03', 'B04'], shown: [3, 2, 1] });
    expect(merged(tree, [], offeredLayers([scenes[0] as Scene, scenes[2] as Scene, scene('e', '2022-08-01', ['B08', 'B04', 'B03', 'B02'])])).layers[0]).toMatchObject({ bands: ['B02', 'B03', 'B04', 'B08'], shown: [4, 3, 2] });
  });
});

describe('a look at an acquisition', () => {
  const composite = { ...days, id: 'm:rgb', recordId: 'm', frames: [{ start: '2022-05-01', end: '2022-05-31', url: 'may.tif' }, { start: '2022-06-01', end: '2022-06-30', url: 'june.tif' }] };
  const layers = () => useStore.getState().layers;

  beforeEach(() => {
    useStore.getState().restore({ layers: [composite, BASEMAP], groups: [], removed: [], themes: [] });
    useStore.setState({ offered: offeredLayers(scenes) });
    useMoment.setState({ day: null, range: null });
  });

  it('puts scenes by date on the map at that day, and can be undone', () => {
    expect(showDay('2022-06-10')).toBe(true);
    expect(layers().map(({ id }) => id)).toEqual(['scenes:rgb', 'm:rgb', 'basemap']);
    expect([layers()[0], useMoment.getState().day]).toMatchObject([{ frame: 1 }, '2022-06-10']);
    useStore.getState().undo();
    expect(layers().map(({ id }) => id)).toEqual(['m:rgb', 'basemap']);
  });

  it('says when that day has nothing to show', () => {
    expect(showDay('2022-05-02')).toBe(false);
    expect(layers()).toHaveLength(2);
  });

  it('gives way to the period of the composite, and comes back with the next acquisition', () => {
    showDay('2022-05-01');
    showPeriod('2022-06-15');
    expect(layers()).toMatchObject([{ recordId: SCENES, visible: false }, { recordId: 'm', frame: 1 }, {}]);
    expect(periodLayer(layers())?.recordId).toBe('m');
    showDay('2022-06-10');
    expect(layers()).toMatchObject([{ recordId: SCENES, visible: true, frame: 1 }, {}, {}]);
    expect(layers()).toHaveLength(3);
  });

  it('follows the moment, below a composite too', () => {
    showDay('2022-05-01');
    const [top, ...rest] = layers();
    useStore.getState().restore({ layers: top ? [rest[0] ?? top, top] : [], groups: [], removed: [], themes: [] });
    goToDay('2022-06-12');
    expect(layers()).toMatchObject([{ recordId: 'm', frame: 1 }, { recordId: SCENES, frame: 1 }]);
  });

  it('adds one scene alone, once', () => {
    expect([showScene('c'), showScene('c'), showScene('nosuch')]).toEqual([true, true, false]);
    expect(layers().filter(({ recordId }) => recordId === 'c')).toMatchObject([{ title: 'Scene c', visible: true }]);
  });
});

describe('the tiles of a scene', () => {
  it('come from pictures of the whole from afar, and from windows in full near by', () => {
    const tile = { width: 10_980, height: 10_980 };
    expect(sceneLevels(tile)).toBe(6);
    expect([1, 2, 4, 8, 16, 32].map((step) => pictureFor(tile, step))).toEqual(['window', 'window', 'whole', 'whole', 'sketch', 'sketch']);
    expect(pictureFor({ width: 354, height: 335 }, 1)).toBe('whole');
    expect([1, 2, 4].map((step) => pictureFor({ width: 2000, height: 1000 }, step))).toEqual(['whole', 'whole', 'whole']);
    expect(sceneLevels({ width: 354, height: 335 })).toBe(1);
  });

  it('take every pixel of a window, or every second, and know where it ends', () => {
    const [width, height] = [600, 20];
    const planes = { width, height, bands: [Float32Array.from({ length: width * height }, (_, i) => i), new Float32Array(width * height).fill(7)] };
    const full = windowTile(planes, { step: 1, left: 512, top: 0 });
    expect([...full.slice(0, 4), full[(3 * 512 + 5) * 2], full[(3 * 512 + 88) * 2], full[20 * 512 * 2]]).toEqual([512, 7, 513, 7, 3 * 600 + 517, 65_535, 65_535]);
    const half = windowTile(planes, { step: 2, left: 0, top: 0 });
    expect([half[2], half[512 * 2], half[300 * 2], half[10 * 512 * 2]]).toEqual([2, 1200, 65_535, 65_535]);
  });
});
