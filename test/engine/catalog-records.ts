import type { Grid } from '../../src/shared/geo/grid.ts';
import { reflectanceQuantity } from '../../src/shared/raster/quantity.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import type { RecordOf } from '../../src/shared/records/record.ts';
import type { RecordKind } from '../../src/shared/records/record-base.ts';

/** Small, complete records of every kind for the tests of the catalog and of what is written beside it. */

export const grid: Grid = { crs: 'EPSG:32631', affine: [664_000, 10, 0, 5_612_120, 0, -10], width: 100, height: 80 };
export const box: [number, number, number, number] = [5.32, 50.62, 5.34, 50.64];

const base = { createdAt: '2022-01-02T03:04:05.000Z', simulated: false, warnings: [] };

export function sceneRecord(change: Partial<RecordOf<'scene'>> = {}): RecordOf<'scene'> {
  const asset = { bandIndex: 1, grid: { ...grid, affine: [...grid.affine] as typeof mutableAffine }, dtype: 'uint16' as const, nodata: 0, scale: 1e-4, offset: -1000, driver: 'JP2OpenJPEG', block: [1024, 1024] as [number, number] };
  return {
    kind: 'scene',
    ...base,
    id: 'S2A_MSIL2A_20210514_T31UFS',
    title: 'Sentinel-2A 2021-05-14 T31UFS',
    product: 'sentinel-2-l2a',
    datetime: '2021-05-14T10:50:31.024Z',
    platform: 'sentinel-2a',
    tile: 'T31UFS',
    baseline: '04.00',
    cloudCover: 12.5,
    crs: 'EPSG:32631',
    footprint: [box],
    source: 'scenes/S2A.SAFE',
    assets: [
      { ...asset, band: 'B04', path: 'scenes/S2A.SAFE/B04.jp2', quantity: 'reflectance' },
      { ...asset, band: 'B08', path: 'scenes/S2A.SAFE/B08.jp2', quantity: 'reflectance' },
      { ...asset, band: 'SCL', path: 'scenes/S2A.SAFE/SCL.jp2', quantity: 'quality', scale: 1, offset: 0, dtype: 'uint8' },
    ],
    ...change,
  };
}

const mutableAffine: [number, number, number, number, number, number] = [664_000, 10, 0, 5_612_120, 0, -10];
const mutableGrid = { crs: grid.crs, affine: mutableAffine, width: grid.width, height: grid.height };

export function compositeRecord(change: Partial<RecordOf<'composite'>> = {}): RecordOf<'composite'> {
  return {
    kind: 'composite',
    ...base,
    id: 'spring-2021',
    title: 'Spring 2021',
    grid: mutableGrid,
    footprint: [box],
    bands: [reflectanceQuantity('B04'), reflectanceQuantity('B08')],
    periods: [
      { start: '2021-05-01', end: '2021-05-31', path: 'composites/spring-2021/2021-05.tif', clearFraction: 0.9, scenes: 1 },
      { start: '2021-07-01', end: '2021-07-31', path: 'composites/spring-2021/2021-07.tif', clearFraction: 0.4, scenes: 0 },
    ],
    origin: 'composite',
    settings: { reducer: 'median', mask: 'worldcereal' },
    sceneIds: ['S2A_MSIL2A_20210514_T31UFS'],
    runId: 'composite-1',
    ...change,
  };
}

export const scheme: ClassScheme = {
  id: 'crops',
  title: 'Crops',
  classes: [
    { value: 1, code: 'wheat', labels: { en: 'Wheat', fr: 'Blé' }, colour: '#e0c040', parent: null },
    { value: 2, code: 'maize', labels: { en: 'Maize', fr: 'Maïs' }, colour: '#40A030', parent: null },
  ],
  mappings: { rpg: { BTH: 'wheat', MIS: 'maize' } },
};

export function schemeRecord(change: Partial<RecordOf<'scheme'>> = {}): RecordOf<'scheme'> {
  return { kind: 'scheme', ...base, id: 'crops', title: 'Crops', scheme, ...change };
}

export function parcelsRecord(change: Partial<RecordOf<'parcels'>> = {}): RecordOf<'parcels'> {
  return {
    kind: 'parcels',
    ...base,
    id: 'rpg-2021',
    title: 'RPG 2021',
    path: 'parcels/rpg-2021.gpkg',
    layer: 'parcels',
    crs: 'EPSG:2154',
    footprint: [box],
    source: 'rpg.gpkg',
    format: 'GPKG',
    count: 250,
    repaired: 2,
    codeColumn: 'CODE_CULTU',
    codeSource: 'rpg',
    codes: [{ code: 'BTH', label: 'Blé tendre d’hiver', count: 250, areaM2: 1_000_000 }],
    skipped: [],
    ...change,
  };
}

export function samplesRecord(change: Partial<RecordOf<'samples'>> = {}): RecordOf<'samples'> {
  return {
    kind: 'samples',
    ...base,
    id: 'rpg-2021-points',
    title: 'Points of RPG 2021',
    path: 'samples/rpg-2021-points.parquet',
    rows: 120,
    crs: 'EPSG:32631',
    schemeId: 'crops',
    bands: [reflectanceQuantity('B04'), reflectanceQuantity('B08')],
    periods: [{ start: '2021-05-01', end: '2021-05-31' }],
    byClass: { wheat: 80, maize: 40 },
    rejected: [{ reason: 'too small', count: 3, examples: [] }],
    settings: { seed: 1 },
    sources: ['rpg-2021', 'spring-2021'],
    ...change,
  };
}

export function modelRecord(change: Partial<RecordOf<'model'>> = {}): RecordOf<'model'> {
  return {
    kind: 'model',
    ...base,
    id: 'forest-1',
    title: 'Forest',
    folder: 'models/forest-1',
    family: 'forest',
    card: {
      task: 'pixel-series',
      family: 'forest',
      input: 'features',
      outputs: { label: null, probabilities: 'probabilities' },
      features: ['ndvi_p50'],
      bands: [reflectanceQuantity('B04'), reflectanceQuantity('B08')],
      periods: 2,
      periodDates: [{ start: '2021-05-01', end: '2021-05-31' }],
      scheme,
      classes: ['wheat', 'maize'],
      nodataPolicy: 'missing branch',
      licence: 'Apache-2.0',
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      provenance: {},
      metrics: null,
    },
    sampleSetId: 'rpg-2021-points',
    runId: 'train-1',
    ...change,
  };
}

export function maskRecord(change: Partial<RecordOf<'mask'>> = {}): RecordOf<'mask'> {
  return { kind: 'mask', ...base, id: 'worldcover', title: 'Cropland', path: 'masks/worldcover.tif', grid: mutableGrid, footprint: [box], croplandValues: [40], ...change };
}

export function mapRecord(change: Partial<RecordOf<'map'>> = {}): RecordOf<'map'> {
  return {
    kind: 'map',
    ...base,
    id: 'crops-2021',
    title: 'Crops 2021',
    folder: 'maps/crops-2021',
    grid: mutableGrid,
    footprint: [box],
    modelId: 'forest-1',
    compositeId: 'spring-2021',
    croplandId: 'worldcover',
    scheme,
    classes: ['wheat', 'maize'],
    paths: {
      map: 'maps/crops-2021/map.tif',
      confidence: 'maps/crops-2021/confidence.tif',
      probabilities: 'maps/crops-2021/probabilities.tif',
      style: 'maps/crops-2021/map.qml',
    },
    pixelCounts: [{ code: 'wheat', pixels: 5000, hectares: 50 }],
    runId: 'classify-1',
    ...change,
  };
}

/** One record of each kind that belong together, in the order in which they can be inserted. */
export function everyRecord(): { readonly [K in RecordKind]: RecordOf<K> } {
  return {
    scene: sceneRecord(),
    composite: compositeRecord(),
    parcels: parcelsRecord(),
    scheme: schemeRecord(),
    samples: samplesRecord(),
    model: modelRecord(),
    mask: maskRecord(),
    map: mapRecord(),
  };
}
