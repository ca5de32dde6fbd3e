import type { Grid } from '../../shared/geo/grid.ts';
import type { IndexLayer, RgbLayer } from './layer.ts';

/** Where pixels of an image layer come from: bands of a COG, or pictures of a scene that the engine makes. */
export type Pixels =
  | { readonly kind: 'cog'; readonly url: string; readonly bands: readonly number[]; readonly grid: Grid }
  | { readonly kind: 'scene'; readonly sceneId: string; readonly names: readonly string[]; readonly grid: Grid };

/**
 * What is drawn of the frame that an image layer shows: one source, or several side by side where a day has several scenes.
 * @param bands 1-based bands of the layer; the sources give them in this order
 */
export function pixelsOf(layer: RgbLayer | IndexLayer, bands: readonly number[]): readonly Pixels[] {
  const frame = layer.frames[layer.frame];
  if (!frame) return [];
  if (!frame.parts) return [{ kind: 'cog', url: frame.url, bands, grid: layer.grid }];
  const names = bands.map((band) => layer.bands[band - 1] ?? '');
  return frame.parts.map(({ sceneId, grid }) => ({ kind: 'scene', sceneId, names, grid }));
}

/** The grids that an image layer shows at the moment; a scene brings its own. */
export function shownGrids(layer: Pick<RgbLayer, 'frames' | 'frame' | 'grid'>): readonly Grid[] {
  return layer.frames[layer.frame]?.parts?.map(({ grid }) => grid) ?? [layer.grid];
}
