import { fromUrl, type GeoTIFF } from 'geotiff';
import type { Extent } from 'ol/extent.js';
import { gridBounds, pixelSize } from '../../shared/geo/grid.ts';
import { COMPOSITE_NODATA } from '../../shared/raster/nodata.ts';
import { hasSketch, previewFactor, SKETCH_SIDE } from '../../shared/raster/scene-preview.ts';
import { deviationCut, quantileCut, type Cut } from '../../shared/stats/stretch.ts';
import type { IndexLayer, RgbLayer, Stretch } from '../layers/layer.ts';
import { type Pixels, pixelsOf } from '../layers/pixels.ts';
import { bandsOfIndex, displayIndex, evaluate } from './indices.ts';
import { sceneOverview } from './scene-pictures.ts';

/** Pixels on the longer side that are looked at: an overview that large says the same as all pixels. */
const LOOKED_AT = 400;
/** QGIS’ defaults: cumulative cut of 2–98 %, mean ± 2 standard deviations. */
const SHARES = [0.02, 0.98] as const;
const DEVIATIONS = 2;

/** What is in view, in a CRS; null where it is not known. */
export type ViewBounds = (crs: string) => Extent | null;

/** The ranges of an image layer over what is in view, one per channel; null where the view has no data of it. */
export async function rangesInView(layer: RgbLayer, view: ViewBounds, mode: Stretch['mode']): Promise<readonly Cut[]> {
  // Each band once, as the map draws them: of a scene it is the same picture.
  const bands = [...new Set(layer.shown)];
  const planes = await readView(layer, bands, view);
  const cuts = planes.map((plane) => cut(plane.filter((value) => value !== COMPOSITE_NODATA), mode));
  return layer.shown.map((band) => cuts[bands.indexOf(band)] ?? null);
}

/** The range of an index over what is in view; null where the view has no data of it. */
export async function indexRangeInView(layer: IndexLayer, view: ViewBounds, mode: Stretch['mode']): Promise<Cut> {
  const index = displayIndex(layer.index);
  const bands = index && bandsOfIndex(index, layer.bands);
  if (!index || !bands) return null;
  const planes = await readView(layer, bands, view);
  const values = Float64Array.from(planes[0] ?? [], (_, i) => {
    const stored = planes.map((plane) => plane[i] ?? COMPOSITE_NODATA);
    if (stored.includes(COMPOSITE_NODATA)) return NaN;
    return evaluate(index.value(stored.map((value, k) => physical(value, layer, bands[k] ?? 1))));
  });
  return cut(values.filter(Number.isFinite), mode);
}

function physical(stored: number, layer: IndexLayer, band: number): number {
  const { scale, offset } = layer.quantities[band - 1] ?? { scale: 1, offset: 0 };
  return (stored + offset) * scale;
}

function cut(values: Float64Array, mode: Stretch['mode']): Cut {
  return mode === 'deviation' ? deviationCut(values, DEVIATIONS) : quantileCut(values, SHARES[0], SHARES[1]);
}

/** The bands over the part of the view that the layer covers, all its sources one after the other. */
async function readView(layer: RgbLayer | IndexLayer, bands: readonly number[], view: ViewBounds): Promise<readonly Float64Array[]> {
  const parts = await Promise.all(pixelsOf(layer, bands).map((pixels) => readPart(pixels, view(pixels.grid.crs))));
  return bands.map((_, band) => {
    const planes = parts.map((part) => part[band] ?? []);
    const all = new Float64Array(planes.reduce((sum, plane) => sum + plane.length, 0));
    planes.reduce((at, plane) => {
      all.set(plane, at);
      return at + plane.length;
    }, 0);
    return all;
  });
}

/** The part of one source that is in view, from the overview that is just fine enough. */
async function readPart(pixels: Pixels, bounds: Extent | null): Promise<readonly ArrayLike<number>[]> {
  const pixel = pixelSize(pixels.grid);
  const full = gridBounds(pixels.grid);
  const bbox = bounds ? [Math.max(full[0], bounds[0] ?? full[0]), Math.max(full[1], bounds[1] ?? full[1]), Math.min(full[2], bounds[2] ?? full[2]), Math.min(full[3], bounds[3] ?? full[3])] : [0, 0, 0, 0];
  const [width, height] = [(bbox[2] ?? 0) - (bbox[0] ?? 0), (bbox[3] ?? 0) - (bbox[1] ?? 0)];
  if (width < pixel || height < pixel) return [];
  const share = Math.min(1, LOOKED_AT / (Math.max(width, height) / pixel));
  const { tiff, samples } = await opened(pixels, Math.max(width, height) / pixel);
  const read = await tiff.readRasters({ bbox, samples: [...samples], width: Math.max(1, Math.round((width / pixel) * share)), height: Math.max(1, Math.round((height / pixel) * share)), resampleMethod: 'nearest', interleave: false });
  return read as unknown as readonly ArrayLike<number>[];
}

/** @param across pixels on the longer side of what is looked at */
async function opened(pixels: Pixels, across: number): Promise<{ readonly tiff: GeoTIFF; readonly samples: readonly number[] }> {
  if (pixels.kind === 'cog') return { tiff: await fromUrl(new URL(pixels.url, location.href).href), samples: pixels.bands.map((band) => band - 1) };
  const isEnough = hasSketch(pixels.grid) && across / previewFactor(pixels.grid, SKETCH_SIDE) >= LOOKED_AT / 2;
  const { tiff } = await sceneOverview(pixels.sceneId, pixels.names, isEnough ? 'sketch' : 'whole');
  return { tiff, samples: pixels.names.map((_, i) => i) };
}
