import type { Layer, TilesLayer } from './layer.ts';
import { type LayerTree, sourceId, tidied } from './layer-tree.ts';
import { SCENES, showsScenes, withDays } from './scene-layers.ts';

/**
 * The tree brought to what the workspace holds: known layers keep their place and style, those whose data is gone leave,
 * new ones come on top. Copies and indices stay as long as their record does; what was taken off the map stays off.
 * @param found the layers that the workspace brings by itself, top first
 * @param offered those that a person may add, such as scenes: they stay while their data is there, and never come by themselves
 */
export function merged(tree: LayerTree, found: readonly Layer[], offered: readonly Layer[] = []): LayerTree {
  const records = new Set([...found, ...offered].map(({ recordId }) => recordId));
  const days = offered.find(({ recordId }) => recordId === SCENES);
  const there = tree.layers.filter(({ recordId }) => recordId === '' || records.has(recordId));
  const kept = there.map((layer) => (layer.recordId === SCENES && showsScenes(layer) && days?.kind === 'rgb' ? withDays(layer, days) : layer.kind === 'tiles' ? renewed(layer, offered) : layer));
  const known = new Set([...kept.map(({ id }) => id), ...tree.removed]);
  const fresh = found.filter(({ id }) => !known.has(id));
  if (fresh.length === 0 && kept.length === tree.layers.length && kept.every((layer, i) => layer === tree.layers[i])) return tree;
  const isFirst = !kept.some(({ recordId }) => recordId !== '');
  const below = isFirst ? kept.filter(({ id }) => !found.some((layer) => layer.id === sourceId(id))) : kept;
  const above = isFirst ? found.filter(({ id }) => !tree.removed.includes(id)) : fresh;
  return tidied({ ...tree, layers: [...above, ...below] });
}

/** The basemap as its file is now: moved away, or written anew. */
function renewed(layer: TilesLayer, offered: readonly Layer[]): TilesLayer {
  const now = offered.find((item) => item.recordId === layer.recordId);
  return now?.kind === 'tiles' && JSON.stringify(now.basemap) !== JSON.stringify(layer.basemap) ? { ...layer, basemap: now.basemap } : layer;
}
