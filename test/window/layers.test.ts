import i18next from 'i18next';
import { describe, expect, it, vi } from 'vitest';
import type { ParcelSet } from '../../src/shared/records/parcels.ts';
import type { Composite } from '../../src/shared/records/composite.ts';
import type { CropMap } from '../../src/shared/records/learning.ts';
import { viewStateSchema } from '../../src/shared/contract/view.ts';
import type { Layer } from '../../src/renderer/layers/layer.ts';
import { duplicated, grouped, type LayerTree, moved, removed, sent, shownLayers, stepped, ungrouped } from '../../src/renderer/layers/layer-tree.ts';
import { merged } from '../../src/renderer/layers/layer-merge.ts';
import { themed } from '../../src/renderer/layers/layer-style.ts';
import { BASEMAP, compositeLayer, indexLayer, layersOfRecord, mapLayers, parcelLayer } from '../../src/renderer/layers/layers-of.ts';
import { restoredTree, savedTree } from '../../src/renderer/layers/saved-view.ts';
import { retitled, titled } from '../../src/renderer/layers/titled.ts';
import { speak, startI18n } from '../../src/renderer/i18n/i18n.ts';
import { otherLayers } from '../../src/renderer/layers/compare.ts';
import { classEntries } from '../../src/renderer/layers/class-entries.ts';
import { treeRows } from '../../src/renderer/features/layers/tree-rows.ts';
import { emptyHistory, mapped, recorded, redone, replaced, undone } from '../../src/renderer/state/undo.ts';

const grid = { crs: 'EPSG:32631', affine: [418_020, 10, 0, 5_344_500, 0, -10], width: 512, height: 512 } as const;
const common = { createdAt: '2022-11-01T00:00:00Z', simulated: true, warnings: [], footprint: [[1.9, 48.2, 2, 48.3]] as [number, number, number, number][], runId: null };
const scheme = {
  id: 'crops',
  title: 'Crops',
  classes: [
    { value: 1, code: 'wheat', labels: { en: 'Wheat', fr: 'Blé' }, colour: '#e0a30b', parent: null },
    { value: 2, code: 'maize', labels: { en: 'Maize', fr: 'Maïs' }, colour: '#d94f1e', parent: null },
    { value: 3, code: 'rice', labels: { en: 'Rice' }, colour: '#5ac0d8', parent: null },
  ],
  mappings: { rpg: { BTH: 'wheat', MIS: 'maize' } },
};
const map: CropMap = { kind: 'map', id: 'm', title: 'Map', ...common, folder: 'maps/m', grid: { ...grid, affine: [...grid.affine] }, modelId: 'x', compositeId: 'c', croplandId: 'k', scheme, classes: ['wheat', 'maize'], paths: { probabilities: 'maps/m/probabilities.tif' }, pixelCounts: [{ code: 'wheat', pixels: 75, hectares: 1 }, { code: 'maize', pixels: 25, hectares: 1 }] };
const band = (name: string): Composite['bands'][number] => ({ band: name, quantity: 'reflectance', unit: '1', scale: 1e-4, offset: 0, nodata: 65_535 });
const composite: Composite = {
  kind: 'composite',
  id: 'c',
  title: 'Months',
  ...common,
  grid: { ...grid, affine: [...grid.affine] },
  bands: ['B02', 'B03', 'B04', 'B08'].map(band),
  periods: ['04', '05', '06'].map((month) => ({ start: `2022-${month}-01`, end: `2022-${month}-28`, path: `composites/c/2022-${month}.tif`, clearFraction: 1, scenes: 4 })),
  origin: 'composite',
  settings: {},
  sceneIds: [],
};
const parcels: ParcelSet = { kind: 'parcels', id: 'p', title: 'Fields', ...common, path: 'parcels/p.gpkg', layer: 'p', crs: 'EPSG:32631', source: 'x', format: 'GPKG', count: 3, repaired: 0, codeColumn: 'code', codeSource: 'rpg', codes: [{ code: 'BTH', label: 'Blé', count: 2, areaM2: 1 }, { code: 'XXX', label: '?', count: 1, areaM2: 1 }], skipped: [] };
const records = [parcels, map, composite];

const tree = (...layers: readonly Layer[]): LayerTree => ({ layers, groups: [], removed: [], themes: [] });
const ids = ({ layers }: Pick<LayerTree, 'layers'>): string[] => layers.map(({ id }) => id);
const start = merged(tree(BASEMAP), [...records.flatMap(layersOfRecord), BASEMAP]);
const group = (id: string) => ({ id, title: id, visible: true, open: true });

describe('the layer tree', () => {
  it('puts what a workspace holds above the basemap', () => {
    expect(ids(start)).toEqual(['p:parcels', 'm:classes', 'm:confidence', 'c:rgb', 'basemap']);
  });

  it('moves a layer above and below another one', () => {
    expect(ids(moved(start, ['c:rgb'], { id: 'p:parcels', side: 'before' }))[0]).toBe('c:rgb');
    expect(ids(moved(start, ['p:parcels'], { id: 'c:rgb', side: 'after' }))).toEqual(['m:classes', 'm:confidence', 'c:rgb', 'p:parcels', 'basemap']);
  });

  it('moves several layers together in the order they have', () => {
    expect(ids(moved(start, ['c:rgb', 'p:parcels'], { id: 'basemap', side: 'after' })).slice(-2)).toEqual(['p:parcels', 'c:rgb']);
  });

  it('groups layers where the first of them stands, and lets them go again', () => {
    const inGroup = grouped(start, ['m:classes', 'c:rgb'], group('g'));
    expect(ids(inGroup)).toEqual(['p:parcels', 'm:classes', 'c:rgb', 'm:confidence', 'basemap']);
    expect(inGroup.layers.filter((layer) => layer.group === 'g').map(({ id }) => id)).toEqual(['m:classes', 'c:rgb']);
    const free = ungrouped(inGroup, ['g']);
    expect(free.groups).toEqual([]);
    expect(free.layers.every((layer) => layer.group === undefined)).toBe(true);
  });

  it('moves a group with all it holds, and a layer into it and out of it', () => {
    const inGroup = grouped(start, ['m:classes', 'm:confidence'], group('g'));
    expect(ids(moved(inGroup, ['g'], { id: 'basemap', side: 'before' }))).toEqual(['p:parcels', 'c:rgb', 'm:classes', 'm:confidence', 'basemap']);
    const into = moved(inGroup, ['c:rgb'], { id: 'g', side: 'inside' });
    expect(into.layers.find(({ id }) => id === 'c:rgb')?.group).toBe('g');
    const out = moved(into, ['c:rgb'], { id: 'basemap', side: 'after' });
    expect(out.layers.find(({ id }) => id === 'c:rgb')?.group).toBeUndefined();
  });

  it('never tears a group apart by dropping another group on its member', () => {
    const two = grouped(grouped(start, ['m:classes', 'm:confidence'], group('a')), ['c:rgb'], group('b'));
    const dropped = moved(two, ['b'], { id: 'm:classes', side: 'after' });
    expect(ids(dropped)).toEqual(['p:parcels', 'm:classes', 'm:confidence', 'c:rgb', 'basemap']);
    expect(dropped.layers.find(({ id }) => id === 'c:rgb')?.group).toBe('b');
  });

  it('steps up and down among rows of one level, groups being one step', () => {
    const inGroup = grouped(start, ['m:classes', 'm:confidence'], group('g'));
    expect(ids(stepped(inGroup, 'c:rgb', -1))).toEqual(['p:parcels', 'c:rgb', 'm:classes', 'm:confidence', 'basemap']);
    expect(ids(stepped(inGroup, 'm:confidence', -1))).toEqual(['p:parcels', 'm:confidence', 'm:classes', 'c:rgb', 'basemap']);
    expect(stepped(inGroup, 'p:parcels', -1)).toBe(inGroup);
  });

  it('sends rows to the top and the bottom', () => {
    expect(ids(sent(start, ['c:rgb', 'm:confidence'], 'top')).slice(0, 2)).toEqual(['m:confidence', 'c:rgb']);
    expect(ids(sent(start, ['p:parcels'], 'bottom')).at(-1)).toBe('p:parcels');
  });

  it('keeps what was taken off the map away when the workspace is read again, and shows what is new', () => {
    const without = removed(start, ['m:confidence']);
    expect(merged(without, [...records.flatMap(layersOfRecord), BASEMAP])).toBe(without);
    const second = { ...composite, id: 'd', title: 'Decades' };
    expect(ids(merged(without, [...[...records, second].flatMap(layersOfRecord), BASEMAP]))[0]).toBe('d:rgb');
  });

  it('drops the layers of a record that is gone, its copies too', () => {
    const copied = duplicated(start, ['c:rgb'], (title) => `${title} copy`);
    expect(ids(copied)).toContain('c:rgb#2');
    expect(ids(merged(copied, [...[parcels, map].flatMap(layersOfRecord), BASEMAP]))).toEqual(['p:parcels', 'm:classes', 'm:confidence', 'basemap']);
  });

  it('hides the layers of a hidden group without forgetting which were shown', () => {
    const inGroup = grouped(start, ['m:classes', 'm:confidence'], group('g'));
    const off = { ...inGroup, groups: [{ ...group('g'), visible: false }] };
    expect(shownLayers(off).filter(({ visible }) => visible).map(({ id }) => id)).toEqual(['p:parcels', 'c:rgb', 'basemap']);
    expect(off.layers.find(({ id }) => id === 'm:classes')?.visible).toBe(true);
  });
});

describe('the legend', () => {
  const [classes] = mapLayers(map);
  if (classes?.kind !== 'classes') throw new Error('the first layer of a map is its classes');

  it('folds the classes that the map has nowhere into one line', () => {
    const rows = treeRows(tree(classes), { unfolded: new Set(), query: '' });
    expect(rows.map(({ kind }) => kind)).toEqual(['layer', 'class', 'class', 'other', 'other', 'absent']);
    expect(treeRows(tree(classes), { unfolded: new Set(['m:classes']), query: '' }).filter(({ kind }) => kind === 'class')).toHaveLength(3);
  });

  it('adds the shares of merged classes up', () => {
    const entries = classEntries({ ...classes, merged: { maize: 'wheat' } });
    expect(entries.map(({ code, share }) => [code, share])).toEqual([['wheat', 1], ['rice', 0]]);
    expect(entries[0]?.merged.map(({ code }) => code)).toEqual(['maize']);
  });

  it('counts parcels by the class of their code', () => {
    const entries = classEntries({ ...parcelLayer(parcels), scheme });
    expect(entries.find(({ code }) => code === 'wheat')?.share).toBeCloseTo(2 / 3, 9);
  });
});

describe('undo', () => {
  it('goes back and forth, and takes changes of one step together', () => {
    const first = recorded(emptyHistory<number>(), 1);
    const slid = replaced(first);
    expect(undone(slid, 3).value).toBe(1);
    expect(redone(undone(slid, 3).history, 1).value).toBe(3);
  });

  it('keeps what came in from outside when a step is undone', () => {
    const history = mapped(recorded(emptyHistory<readonly string[]>(), ['a']), (value) => ['new', ...value]);
    expect(undone(history, ['new']).value).toEqual(['new', 'a']);
  });
});

describe('the saved view', () => {
  const [classes, confidence] = mapLayers(map);
  if (classes?.kind !== 'classes' || !confidence) throw new Error('a map has two layers');
  const index = indexLayer(compositeLayer(composite), { id: 'EVI', title: 'EVI', range: [0, 0.8], ramp: { name: 'greens', reversed: true } });
  const styled = { ...classes, title: 'Mine', opacity: 0.5, blend: 'multiply' as const, hidden: ['maize'], merged: { rice: 'wheat' }, scheme: { ...scheme, classes: scheme.classes.map((item) => (item.code === 'wheat' ? { ...item, colour: '#123456', labels: { ...item.labels, fr: 'Froment' } } : item)) } };
  const whole: LayerTree = grouped({ ...tree(index, styled, confidence, { ...compositeLayer(composite), frame: 2 }, { ...compositeLayer(composite), id: 'c:rgb#2' }, BASEMAP), removed: ['p:parcels'], themes: [{ id: 't', title: 'T', layers: [styled], groups: [] }] }, ['m:classes'], group('g'));

  it('brings every layer back as it was', () => {
    const document = viewStateSchema.parse(JSON.parse(JSON.stringify({ version: 1, tree: savedTree(whole) })));
    expect(restoredTree(document.tree, records)).toEqual(whole);
  });

  it('keeps only what was changed of the scheme, so that the view stays small', () => {
    const text = JSON.stringify(savedTree(whole).layers.find(({ id }) => id === 'm:classes'));
    expect(text).toContain('#123456');
    expect(text).not.toContain('#d94f1e');
  });

  it('leaves the layers of records that are gone out', () => {
    expect(ids(restoredTree(savedTree(whole), [map]))).not.toContain('c:rgb');
  });
});

describe('a title that words made of a record’s', () => {
  it('follows the language, and stays where a person gave another', async () => {
    vi.stubGlobal('document', { documentElement: {} });
    await startI18n(['fr']);
    const layer = (title: string): Layer => ({ ...mapLayers(map)[1], title } as Layer);
    const french = titled('layer.confidence', 'Map').title;
    const saved = savedTree(tree(layer(french), { ...layer('Mine'), id: 'm:confidence#2' }));
    await speak(['en']);
    expect(french).not.toBe(i18next.t('layer.confidence', { title: 'Map' }));
    expect(restoredTree(saved, [map]).layers.filter(({ kind }) => kind === 'ramp').map(({ title }) => title)).toEqual(['Confidence · Map', 'Mine']);
    expect(retitled([layer(french), layer('Mine')]).map(({ title }) => title)).toEqual(['Confidence · Map', 'Mine']);
    vi.unstubAllGlobals();
  });
});

describe('themes and comparison', () => {
  it('bring the looks back and leave the arrangement alone', () => {
    const theme = { id: 't', title: 'T', layers: start.layers.map((layer) => ({ ...layer, visible: layer.id === 'c:rgb' })), groups: [] };
    const later = moved({ ...start, layers: start.layers.map((layer) => ({ ...layer, opacity: 0.3 })) }, ['c:rgb'], { id: 'p:parcels', side: 'before' });
    const back = themed(later, theme);
    expect(ids(back)).toEqual(ids(later));
    expect(back.layers.filter(({ visible }) => visible).map(({ id }) => id)).toEqual(['c:rgb']);
    expect(back.layers.every(({ opacity }) => opacity === 1)).toBe(true);
  });

  it('show the map without a layer, a raster alone, or another date on the other side', () => {
    const visible = (layers: readonly Layer[]): string[] => layers.filter((layer) => layer.visible).map(({ id }) => id);
    expect(visible(otherLayers(start, { kind: 'without', layer: 'm:classes' }))).toEqual(['p:parcels', 'c:rgb', 'basemap']);
    expect(visible(otherLayers(start, { kind: 'only', layer: 'm:confidence' }))).toEqual(['p:parcels', 'm:confidence', 'basemap']);
    const other = otherLayers(start, { kind: 'date', record: 'c', frame: 2 }).find(({ id }) => id === 'c:rgb');
    expect(other?.kind === 'rgb' && other.frame).toBe(2);
  });
});
