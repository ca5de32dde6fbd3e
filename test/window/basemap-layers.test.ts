import { describe, expect, it } from 'vitest';
import type { Basemap } from '../../src/shared/contract/basemaps.ts';
import { viewStateSchema } from '../../src/shared/contract/view.ts';
import { merged } from '../../src/renderer/layers/layer-merge.ts';
import { BASEMAP, basemapLayer, offeredLayers } from '../../src/renderer/layers/layers-of.ts';
import { restoredTree, savedTree } from '../../src/renderer/layers/saved-view.ts';
import { basemapTheme } from '../../src/renderer/map/vector-basemap-style.ts';
import { isBasemapName } from '../../src/renderer/state/map/basemaps.ts';
import { addLayer } from '../../src/renderer/state/map/scene-layers.ts';
import { useStore } from '../../src/renderer/state/store.ts';

const roads: Basemap = { id: 'Roads', title: 'Roads', path: '/maps/roads.mbtiles', format: 'mbtiles', content: 'raster', bounds: [0, 40, 10, 50], attribution: '', tiles: { minZoom: 0, maxZoom: 12, layers: [] }, picture: null, stamp: 'a', isThere: true };
const ids = (): string[] => useStore.getState().layers.map(({ id }) => id);

describe('a basemap of the user’s own', () => {
  it('goes below the data and above the countries', () => {
    const data = { ...BASEMAP, kind: 'ramp', id: 'm:confidence', recordId: 'm' } as never;
    useStore.getState().restore({ layers: [data, BASEMAP], groups: [], removed: [], themes: [] });
    addLayer(basemapLayer(roads));
    expect(ids()).toEqual(['m:confidence', 'basemap:Roads', 'basemap']);
    useStore.getState().undo();
    expect(ids()).toEqual(['m:confidence', 'basemap']);
  });

  it('is kept with the view by its id alone, and never comes by itself', () => {
    const tree = { layers: [{ ...basemapLayer(roads), opacity: 0.4 }, BASEMAP], groups: [], removed: [], themes: [] };
    const kept = viewStateSchema.parse({ version: 1, tree: savedTree(tree) });
    expect(JSON.stringify(kept)).not.toContain('roads.mbtiles');
    expect(restoredTree(kept.tree, [], offeredLayers([], [roads])).layers[0]).toMatchObject({ opacity: 0.4, basemap: roads });
    expect(restoredTree(kept.tree, [], []).layers.map(({ id }) => id)).toEqual(['basemap']);
    expect(merged({ ...tree, layers: [BASEMAP] }, [BASEMAP], offeredLayers([], [roads])).layers).toHaveLength(1);
  });

  it('knows when its file has gone', () => {
    const tree = { layers: [basemapLayer(roads), BASEMAP], groups: [], removed: [], themes: [] };
    expect(merged(tree, [BASEMAP], offeredLayers([], [{ ...roads, isThere: false }])).layers[0]).toMatchObject({ basemap: { isThere: false } });
    expect(merged(tree, [BASEMAP], offeredLayers([], [roads]))).toBe(tree);
  });

  it('is known by its ending where nothing else ends so', () => {
    expect(['a.mbtiles', 'B.PMTiles', 'scene.tif', 'mbtiles.zip'].map(isBasemapName)).toEqual([true, true, false, false]);
  });

  it('of vector tiles is coloured by the names of its layers, whoever made them', () => {
    const names = { water: 'water', ocean: 'water', waterway: 'water', landcover: 'green', landuse: 'land', earth: 'land', transportation: 'road', streets: 'road', boundary: 'border', building: 'building', place: 'label', water_name: 'label', transportation_name: 'label', fields: 'other' };
    expect(Object.keys(names).map((name) => basemapTheme(name))).toEqual(Object.values(names));
  });
});
