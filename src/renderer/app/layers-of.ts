import type { Composite } from '../../shared/records/composite.ts';
import type { CropMap } from '../../shared/records/learning.ts';
import type { ParcelSet } from '../../shared/records/parcels.ts';
import type { BasemapLayer, ClassLayer, Layer, ParcelLayer, RampLayer, RgbLayer } from './layer.ts';

/** Address of a file of a record. */
function assetUrl(id: string, path: string): string {
  return `/assets/${encodeURIComponent(id)}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

const fileName = (path: string): string => path.split('/').pop() ?? path;

/** The layers of a crop map: its classes, and its confidence (hidden at first). */
export function mapLayers(map: CropMap): Layer[] {
  const total = map.pixelCounts.reduce((sum, { pixels }) => sum + pixels, 0);
  const shares = Object.fromEntries(map.pixelCounts.map(({ code, pixels }) => [code, total > 0 ? pixels / total : 0]));
  const base = { visible: true, opacity: 1, recordId: map.id, simulated: map.simulated, grid: map.grid };
  const classes: ClassLayer = { ...base, kind: 'classes', id: `${map.id}:classes`, title: map.title, url: assetUrl(map.id, 'map.tif'), scheme: map.scheme, hidden: [], shares, lit: null };
  const confidence: RampLayer = { ...base, kind: 'ramp', id: `${map.id}:confidence`, title: `${map.title}: confidence`, visible: false, url: assetUrl(map.id, 'confidence.tif'), band: 1 };
  return [classes, confidence];
}

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
    shown: [index('B04'), index('B03'), index('B02')],
    stretch: [0, 2500],
  };
}

/** Clear and in the growing season: what a person wants to see first. */
function score(period: Composite['periods'][number] | undefined): number {
  if (!period) return -1;
  const month = Number(period.start.slice(5, 7));
  return period.clearFraction + (month >= 4 && month <= 8 ? 0.2 : 0);
}

export function parcelLayer(parcels: ParcelSet): ParcelLayer {
  return { kind: 'parcels', id: `${parcels.id}:parcels`, title: parcels.title, visible: true, opacity: 1, recordId: parcels.id, simulated: parcels.simulated, count: parcels.count };
}

export const BASEMAP: BasemapLayer = { kind: 'basemap', id: 'basemap', title: 'Natural Earth', visible: true, opacity: 1, recordId: '', simulated: false };
