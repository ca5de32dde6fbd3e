import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import type { Catalog } from '../../src/main/engine/catalog/contract.ts';
import { keepStac } from '../../src/main/engine/export/stac/keep.ts';
import { writeStac } from '../../src/main/engine/export/stac/write.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { Workspace } from '../../src/main/engine/workspace/workspace.ts';
import type { RecordKind } from '../../src/shared/records/record-base.ts';
import { compositeRecord, everyRecord, mapRecord, sceneRecord, scheme } from './catalog-records.ts';
import { type AnyDocument, crawl, stacValidator } from './stac-validator.ts';

const now = () => new Date('2022-02-02T00:00:00Z');
const problems = stacValidator();
const ORDER: readonly RecordKind[] = ['scene', 'composite', 'parcels', 'scheme', 'samples', 'model', 'mask', 'map'];
let folder = '';
let catalog: Catalog;
let source: { readonly catalog: Catalog; readonly workspace: Workspace };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-stac-'));
  await initWorkspace(folder);
  open();
});
afterEach(() => {
  catalog[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

function open(): void {
  catalog = openCatalog({ folder, now });
  source = { catalog, workspace: new Workspace(folder) };
}

function insertAll(): void {
  const records = everyRecord();
  for (const kind of ORDER) catalog[kind].insert(records[kind] as never);
  place('models/forest-1/card.json', '{}');
  place('runs/classify-1/run.json', JSON.stringify({ versions: { furrow: '0.1.0', gdal: '3.6.2' } }));
}

function place(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function read(path: string): AnyDocument {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as AnyDocument;
}

function stacFiles(): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split('\\').join('/'));
  return names.filter((name) => /^(catalog\.json|(stac|composites|maps)\/.*[^.]\.json)$/.test(name) && !name.includes('.state')).sort();
}

describe('the STAC catalog of a workspace', () => {
  it('with nothing in it is valid', () => {
    expect(problems(read('catalog.json'))).toEqual([]);
    expect(stacFiles()).toEqual(['catalog.json']);
  });

  it('with records of every kind is valid, and every link leads to a document', async () => {
    insertAll();
    await writeStac(source);
    const { documents, broken } = crawl(folder);
    expect([...documents.values()].flatMap(problems)).toEqual([]);
    expect(broken).toEqual([]);
    expect([...documents.keys()].sort()).toEqual(stacFiles());
    expect(stacFiles()).toEqual([
      'catalog.json',
      'composites/spring-2021/collection.json',
      'composites/spring-2021/item-2021-05-01.json',
      'composites/spring-2021/item-2021-07-01.json',
      'maps/collection.json',
      'maps/crops-2021/item.json',
      'stac/masks/collection.json',
      'stac/masks/worldcover.json',
      'stac/parcels/collection.json',
      'stac/parcels/rpg-2021.json',
      'stac/scenes/S2A_MSIL2A_20210514_T31UFS.json',
      'stac/scenes/collection.json',
    ]);
  });

  it('names of each item the collection that lists it', async () => {
    insertAll();
    await writeStac(source);
    const { documents } = crawl(folder);
    for (const [path, item] of documents) {
      if (item.type !== 'Feature') continue;
      const link = item.links.find(({ rel }) => rel === 'collection')?.href ?? '';
      const collection = documents.get(join(dirname(path), link).split('\\').join('/'));
      expect(collection?.id).toBe(item.collection);
      expect(collection?.links.filter(({ rel }) => rel === 'item').map(({ href }) => href).join(' ')).toContain(path.split('/').at(-1));
    }
  });

  it('is refused by the validator when a document is wrong', async () => {
    insertAll();
    await writeStac(source);
    const item = read('maps/crops-2021/item.json');
    expect(problems({ ...item, stac_version: '1.2.0' })).not.toEqual([]);
    expect(problems({ ...item, properties: { title: 'no date' } })).not.toEqual([]);
    expect(problems({ ...item, assets: { map: { href: './map.tif', 'classification:classes': [{ value: 1, name: 'soft wheat' }] } as never } })).not.toEqual([]);
    expect(problems({ ...item, assets: { map: { href: './map.tif', 'proj:shape': [1] } as never } })).not.toEqual([]);
  });
});

describe('a scene', () => {
  it('tells in STAC’s terms what its numbers mean and where they lie', async () => {
    insertAll();
    await writeStac(source);
    const item = read('stac/scenes/S2A_MSIL2A_20210514_T31UFS.json') as AnyDocument & { properties: Record<string, unknown> };
    expect(item.properties).toMatchObject({ datetime: '2021-05-14T10:50:31.024Z', 'eo:cloud_cover': 12.5, 'proj:code': 'EPSG:32631', platform: 'sentinel-2a' });
    // (DN − 1000) × 0.0001 = DN × 0.0001 − 0.1
    expect(item.assets?.['B04']).toMatchObject({ href: '../../scenes/S2A.SAFE/B04.jp2', type: 'image/jp2', 'raster:scale': 1e-4, 'raster:offset': -0.1, nodata: 0, 'proj:shape': [80, 100], 'proj:transform': [10, 0, 664_000, 0, -10, 5_612_120] });
    expect(item.assets?.['B04']).toMatchObject({ bands: [{ name: 'B04', 'eo:common_name': 'red', 'eo:center_wavelength': 0.665 }] });
    expect(item.assets?.['SCL']).toMatchObject({ roles: ['metadata', 'quality'] });
  });

  it('outside the workspace, in an archive or with odd signs in its path is referred to by a valid reference', async () => {
    const [asset] = sceneRecord().assets;
    if (!asset) throw new Error('no asset');
    const assets = [
      { ...asset, band: 'B02', path: '/data/my scenes/50 % #1/B02.jp2' },
      { ...asset, band: 'B03', path: '/vsizip/{scenes/S2A.zip}/S2A.SAFE/B 03.jp2' },
      { ...asset, band: 'B04', path: 'scenes/my area/B04.jp2' },
    ];
    catalog.scene.insert(sceneRecord({ id: 'odd', assets }));
    await writeStac(source);
    const item = read('stac/scenes/odd.json');
    expect(problems(item)).toEqual([]);
    expect(Object.values(item.assets ?? {}).map(({ href }) => href)).toEqual(['file:///data/my%20scenes/50%20%25%20%231/B02.jp2', '../../scenes/S2A.zip#S2A.SAFE/B%2003.jp2', '../../scenes/my%20area/B04.jp2']);
  });

  it('with a CRS that has no code gives it as WKT', async () => {
    const [asset] = sceneRecord().assets;
    const wkt = 'PROJCRS["LAEA of nowhere"]';
    if (!asset) throw new Error('no asset');
    catalog.scene.insert(sceneRecord({ crs: wkt, assets: [{ ...asset, grid: { ...asset.grid, crs: wkt } }] }));
    await writeStac(source);
    const item = read('stac/scenes/S2A_MSIL2A_20210514_T31UFS.json') as AnyDocument & { properties: unknown; bbox: unknown };
    expect(problems(item)).toEqual([]);
    expect(item.properties).toMatchObject({ 'proj:code': null, 'proj:wkt2': wkt });
    expect(item.bbox).toEqual([5.32, 50.62, 5.34, 50.64]);
  });
});

describe('a composite', () => {
  it('links each period to its own scenes', async () => {
    catalog.scene.insert(sceneRecord());
    catalog.scene.insert(sceneRecord({ id: 'july', datetime: '2021-07-03T10:00:00Z' }));
    catalog.composite.insert(compositeRecord({ sceneIds: [sceneRecord().id, 'july', 'long-gone'] }));
    await writeStac(source);
    const derived = (path: string) => read(path).links.filter(({ rel }) => rel === 'derived_from').map(({ href }) => href);
    expect(derived('composites/spring-2021/item-2021-05-01.json')).toEqual(['../../stac/scenes/S2A_MSIL2A_20210514_T31UFS.json']);
    expect(derived('composites/spring-2021/item-2021-07-01.json')).toEqual(['../../stac/scenes/july.json']);
    expect(read('composites/spring-2021/collection.json')['extent']).toMatchObject({ temporal: { interval: [['2021-05-01T00:00:00Z', '2021-07-31T23:59:59Z']] } });
  });
});

describe('a map', () => {
  it('carries its classes, and links to the model, the run and every input', async () => {
    insertAll();
    await writeStac(source);
    const item = read('maps/crops-2021/item.json') as AnyDocument & { properties: Record<string, unknown> };
    expect(item.assets?.['map']).toMatchObject({
      href: './map.tif',
      data_type: 'uint8',
      nodata: 255,
      'classification:classes': [
        { value: 1, name: 'wheat', title: 'Wheat', color_hint: 'E0C040', count: 5000 },
        { value: 2, name: 'maize', title: 'Maize', color_hint: '40A030' },
        { value: 254, name: 'outside-cropland' },
      ],
    });
    expect(item.assets?.['probabilities']).toMatchObject({ bands: [{ name: 'wheat' }, { name: 'maize' }] });
    expect(item.links.map(({ rel, href }) => `${rel} ${href}`)).toEqual([
      'root ../../catalog.json',
      'parent ../collection.json',
      'collection ../collection.json',
      'derived_from ../../composites/spring-2021/item-2021-05-01.json',
      'derived_from ../../composites/spring-2021/item-2021-07-01.json',
      'derived_from ../../stac/scenes/S2A_MSIL2A_20210514_T31UFS.json',
      'derived_from ../../stac/masks/worldcover.json',
      'model ../../models/forest-1/card.json',
      'provenance ../../runs/classify-1/run.json',
    ]);
    expect(item.properties).toMatchObject({ start_datetime: '2021-05-01T00:00:00Z', end_datetime: '2021-07-31T23:59:59Z', 'processing:software': { furrow: '0.1.0', gdal: '3.6.2' } });
  });

  it('with class codes in any script and simulated inputs is valid and says so', async () => {
    const classes = [{ value: 1, code: 'blé d’hiver', labels: {}, colour: '#000000', parent: null }, { value: 2, code: '小麦', labels: {}, colour: '#ffffff', parent: null }];
    insertAll();
    catalog.map.put(mapRecord({ simulated: true, scheme: { ...scheme, classes }, classes: classes.map(({ code }) => code) }));
    await writeStac(source);
    const item = read('maps/crops-2021/item.json') as AnyDocument & { properties: unknown };
    expect(problems(item)).toEqual([]);
    expect(item.properties).toMatchObject({ 'furrow:simulated': true });
  });
});

describe('while a workspace is open', () => {
  it('the STAC catalog follows what is added, changed and removed', async () => {
    const keeper = await keepStac(source);
    insertAll();
    await keeper.flush();
    const written = stacFiles();
    expect(written).toContain('maps/crops-2021/item.json');
    expect(crawl(folder).broken).toEqual([]);
    catalog.composite.put(compositeRecord({ title: 'Renamed', periods: compositeRecord().periods.slice(0, 1) }));
    catalog.map.remove('crops-2021');
    await keeper.flush();
    expect(stacFiles()).toEqual(written.filter((name) => !name.startsWith('maps/') && !name.endsWith('item-2021-07-01.json')));
    expect(read('composites/spring-2021/collection.json')['title']).toBe('Renamed');
    expect(crawl(folder).broken).toEqual([]);
    // A rebuild has nothing to correct.
    const before = stacFiles().map((name) => statSync(join(folder, name)).mtimeMs);
    await writeStac(source);
    expect(stacFiles().map((name) => statSync(join(folder, name)).mtimeMs)).toEqual(before);
    await keeper[Symbol.asyncDispose]();
  });

  it('a map changes with its composite', async () => {
    const keeper = await keepStac(source);
    insertAll();
    await keeper.flush();
    catalog.composite.put(compositeRecord({ periods: compositeRecord().periods.slice(0, 1) }));
    await keeper.flush();
    expect(read('maps/crops-2021/item.json')['properties']).toMatchObject({ end_datetime: '2021-05-31T23:59:59Z' });
    await keeper[Symbol.asyncDispose]();
  });

  it('is brought up to date after a crash between the record and its documents', async () => {
    await (await keepStac(source))[Symbol.asyncDispose]();
    insertAll();
    catalog[Symbol.dispose]();
    open();
    expect(existsSync(join(folder, 'maps/crops-2021/item.json'))).toBe(false);
    await (await keepStac(source))[Symbol.asyncDispose]();
    expect(existsSync(join(folder, 'maps/crops-2021/item.json'))).toBe(true);
    expect(crawl(folder).broken).toEqual([]);
  });

  it('is written anew when its state was lost, and documents of records that are gone go too', async () => {
    insertAll();
    place('stac/scenes/gone.json', '{}');
    place('composites/gone/item-2020-01-01.json', '{}');
    place('composites/gone/mine.json', '{}');
    await (await keepStac(source))[Symbol.asyncDispose]();
    expect(stacFiles()).not.toContain('stac/scenes/gone.json');
    expect(readdirSync(join(folder, 'composites/gone'))).toEqual(['mine.json']);
    expect(stacFiles()).toContain('maps/crops-2021/item.json');
  });

  it('a failure is told by an event and made good with the next change', async () => {
    const keeper = await keepStac(source);
    rmSync(join(folder, 'maps'), { recursive: true });
    writeFileSync(join(folder, 'maps'), 'in the way');
    const failed = new Promise((resolve) => {
      catalog.onEvent((event) => {
        if (event.type === 'stac.failed') resolve(event.payload);
      });
    });
    insertAll();
    expect(await failed).toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(keeper.flush()).rejects.toMatchObject({ name: 'AppError' });
    rmSync(join(folder, 'maps'));
    catalog.parcels.remove('rpg-2021');
    await keeper.flush();
    expect(existsSync(join(folder, 'maps/crops-2021/item.json'))).toBe(true);
    expect(crawl(folder).broken).toEqual([]);
    await keeper[Symbol.asyncDispose]();
  });
});
