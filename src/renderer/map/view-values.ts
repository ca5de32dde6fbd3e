import { fromUrl } from 'geotiff';
import type { Extent } from 'ol/extent.js';
import { COMPOSITE_NODATA } from '../../shared/raster/nodata.ts';
import { deviationCut, quantileCut, type Cut } from '../../shared/stats/stretch.ts';
import type { IndexLayer, RgbLayer, Stretch } from '../layers/layer.ts';
import { bandsOfIndex, displayIndex, evaluate } from './indices.ts';

/** Pixels on the longer side that are looked at: an overview that large says the same as all pixels. */
const LOOKED_AT = 400;
/** QGIS’ defaults: cumulative cut of 2–98 %, mean ± 2 standard deviations. */
const SHARES = [0.02, 0.98] as const;
const DEVIATIONS = 2;

/**
 * The ranges of an image layer over what is in view, one per channel; null where the view has no data of it.
 * @param bounds what is in view, in the CRS of the layer
 */
export async function rangesInView(layer: RgbLayer, bounds: Extent, mode: Stretch['mode']): Promise<readonly Cut[]> {
  const planes = await readView(layer, layer.shown, bounds);
  return planes.map((plane) => cut(Float64Array.from(plane).filter((value) => value !== COMPOSITE_NODATA), mode));
}

/** The range of an index over what is in view; null where the view has no data of it. */
export async function indexRangeInView(layer: IndexLayer, bounds: Extent, mode: Stretch['mode']): Promise<Cut> {
  const index = displayIndex(layer.index);
  const bands = index && bandsOfIndex(index, layer.bands);
  if (!index || !bands) return null;
  const planes = await readView(layer, bands, bounds);
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

/** The bands over the part of the view that the raster covers, from the overview that is just fine enough. */
async function readView(layer: RgbLayer | IndexLayer, bands: readonly number[], bounds: Extent): Promise<readonly ArrayLike<number>[]> {
  const url = layer.frames[layer.frame]?.url;
  const [a, , , d] = layer.grid.affine;
  const [, pixel] = layer.grid.affine;
  const full = [a, d - layer.grid.height * pixel, a + layer.grid.width * pixel, d] as const;
  const bbox = [Math.max(full[0], bounds[0] ?? full[0]), Math.max(full[1], bounds[1] ?? full[1]), Math.min(full[2], bounds[2] ?? full[2]), Math.min(full[3], bounds[3] ?? full[3])];
  const [width, height] = [(bbox[2] ?? 0) - (bbox[0] ?? 0), (bbox[3] ?? 0) - (bbox[1] ?? 0)];
  if (url === undefined || width < pixel || height < pixel) return bands.map(() => []);
  const share = Math.min(1, LOOKED_AT / (Math.max(width, height) / pixel));
  const tiff = await fromUrl(new URL(url, location.href).href);
  const read = await tiff.readRasters({ bbox, samples: bands.map((band) => band - 1), width: Math.max(1, Math.round((width / pixel) * share)), height: Math.max(1, Math.round((height / pixel) * share)), resampleMethod: 'nearest', interleave: false });
  return read as unknown as readonly ArrayLike<number>[];
}
