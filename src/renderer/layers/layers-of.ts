import type { Basemap } from '../../shared/contract/basemaps.ts';
import type { CatalogRecord } from '../../shared/records/record.ts';
import type { Composite } from '../../shared/records/composite.ts';
import type { CropMap } from '../../shared/records/learning.ts';
import { PROPOSALS_FORMAT } from '../../shared/contract/jobs/propose.ts';
import type { ParcelSet } from '../../shared/records/parcels.ts';
import type { Scene } from '../../shared/records/scene.ts';
import { dateLayer, sceneLayer } from './scene-layers.ts';
import { titled } from './titled.ts';
import type { BasemapLayer, ClassLayer, IndexLayer, Layer, ParcelLayer, RampLayer, Range, RgbLayer, TilesLayer } from './layer.ts';

/** Address of a file of a record. */
function assetUrl(id: string, path: string): string {
  return `/assets/${encodeURIComponent(id)}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

const fileName = (path: string): string => path.split('/').pop() ?? path;

/** The layers that a record brings to the map by itself, top first. */
export function layersOfRecord(record: CatalogRecord): Layer[] {
  switch (record.kind) {
    case 'map':
      return mapLayers(record);
    case 'composite':
      return [compositeLayer(record)];
    case 'parcels':
      return [parcelLayer(record)];
    default:
      return [];
  }
}

/** The layers that may be added by hand: every scene, all of them by date, and the user's own basemaps. */
export function offeredLayers(scenes: readonly Scene[], basemaps: readonly Basemap[] = []): Layer[] {
  const all = dateLayer(scenes);
  return [...(all ? [all] : []), ...scenes.flatMap((scene) => sceneLayer(scene) ?? []), ...basemaps.map(basemapLayer)];
}

/** A basemap of the user's own as a layer. */
export function basemapLayer(basemap: Basemap): TilesLayer {
  const id = `basemap:${basemap.id}`;
  return { kind: 'tiles', id, title: basemap.title, visible: true, opacity: 1, recordId: id, simulated: false, basemap };
}

/** The layers of a crop map: its classes, and its confidence (hidden at first). */
export function mapLayers(map: CropMap): Layer[] {
  const base = { visible: true, opacity: 1, recordId: map.id, simulated: map.simulated, grid: map.grid };
  const classes: ClassLayer = {
    ...base,
    kind: 'classes',
    id: `${map.id}:classes`,
    title: map.title,
    url: assetUrl(map.id, 'map.tif'),
    scheme: map.scheme,
    original: map.scheme,
    left: [],
    hidden: [],
    merged: {},
    hasOutside: map.croplandId !== null,
    outside: null,
    nodata: null,
    shares: sharesOf(map.pixelCounts),
    lit: null,
  };
  const percent = { ...base, kind: 'ramp', visible: false, ramp: { name: 'viridis', reversed: false }, range: [0, 100], resampling: 'nearest', band: 1 } as const;
  const confidence: RampLayer = { ...percent, id: `${map.id}:confidence`, ...titled('layer.confidence', map.title), url: assetUrl(map.id, 'confidence.tif') };
  return [classes, confidence];
}

const knownShares = new WeakMap<CropMap['pixelCounts'], ClassLayer['shares']>();

/** Share of the counted pixels by class; worked out once for the same counts. */
function sharesOf(counts: CropMap['pixelCounts']): ClassLayer['shares'] {
  const before = knownShares.get(counts);
  if (before) return before;
  const total = counts.reduce((sum, { pixels }) => sum + pixels, 0);
  const shares: Record<string, number> = {};
  for (const { code, pixels } of counts) shares[code] = total > 0 ? pixels / total : 0;
  knownShares.set(counts, shares);
  return shares;
}

/** The probability of a class as a layer, for the “add” menu. */
export function probabilityLayer(map: CropMap): RampLayer {
  return {
    kind: 'ramp',
    id: `${map.id}:probability`,
    ...titled('layer.probability', map.title),
    visible: true,
    opacity: 1,
    recordId: map.id,
    simulated: map.simulated,
    grid: map.grid,
    url: assetUrl(map.id, 'probabilities.tif'),
    band: 1,
    bandCodes: map.classes,
    ramp: { name: 'cividis', reversed: false },
    range: [0, 100],
    resampling: 'nearest',
  };
}

/** Stretch of reflectance before anything was measured: 0…0.25, for fields in the visible bands. */
const FIRST_RANGE: Range = [0, 2500];

/** The layer of a composite: true colour where its bands allow, else the first band as grey. */
export function compositeLayer(composite: Composite): RgbLayer {
  const bands = composite.bands.map(({ band }) => band);
  const index = (name: string): number => Math.max(0, bands.indexOf(name)) + 1;
  const frames = composite.periods.map(({ start, end, path }) => ({ start, end, url: assetUrl(composite.id, fileName(path)) }));
  const clearest = composite.periods.reduce((best, period, i) => (score(period) > score(composite.periods[best]) ? i : best), 0);
  return {
    kind: 'rgb',
    id: `${composite.id}:rgb`,
    title: composite.title,
    visible: true,
    opacity: 1,
    recordId: composite.id,
    simulated: composite.simulated,
    grid: composite.grid,
    frames,
    frame: clearest,
    bands,
    quantities: composite.bands,
    shown: [index('B04'), index('B03'), index('B02')],
    ranges: [FIRST_RANGE, FIRST_RANGE, FIRST_RANGE],
    stretch: { mode: 'fixed', follow: false },
    resampling: 'nearest',
  };
}

/** A spectral index over the dates of an image layer. */
export function indexLayer(image: Pick<RgbLayer, 'recordId' | 'simulated' | 'grid' | 'frames' | 'frame' | 'bands' | 'quantities'>, index: { readonly id: string; readonly title: string; readonly range: Range; readonly ramp: IndexLayer['ramp'] }): IndexLayer {
  const { recordId, simulated, grid, frames, frame, bands, quantities } = image;
  return {
    kind: 'index',
    id: `${recordId}:index`,
    title: index.title,
    visible: true,
    opacity: 1,
    recordId,
    simulated,
    grid,
    frames,
    frame,
    bands,
    quantities,
    index: index.id,
    ramp: index.ramp,
    range: index.range,
    stretch: { mode: 'fixed', follow: false },
    resampling: 'nearest',
  };
}

/** Clear and in the growing season: what a person wants to see first. */
function score(period: Composite['periods'][number] | undefined): number {
  if (!period) return -1;
  const month = Number(period.start.slice(5, 7));
  return period.clearFraction + (month >= 4 && month <= 8 ? 0.2 : 0);
}

export function parcelLayer(parcels: ParcelSet): ParcelLayer {
  return {
    kind: 'parcels',
    id: `${parcels.id}:parcels`,
    title: parcels.title,
    visible: true,
    opacity: 1,
    recordId: parcels.id,
    simulated: parcels.simulated,
    count: parcels.count,
    codes: parcels.codes,
    codeSource: parcels.codeSource,
    // Fields to visit lie on top of the parcels that they were chosen from.
    ...(parcels.format === PROPOSALS_FORMAT ? { colour: '#d6006c', width: 3 } : { colour: '#1e1e1e', width: 1.2 }),
    scheme: null,
    hidden: [],
    fillOpacity: 0.6,
    labels: 'none',
  };
}

export const BASEMAP: BasemapLayer = { kind: 'basemap', id: 'basemap', title: 'Natural Earth', visible: true, opacity: 1, recordId: '', simulated: false };
