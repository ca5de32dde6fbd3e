import type { Layer } from './layer.ts';
import { type LayerTree, sourceId, tidied } from './layer-tree.ts';

/**
 * The tree brought to what the workspace holds: known layers keep their place and style, those whose data is gone leave,
 * new ones come on top. Copies and indices stay as long as their record does; what was taken off the map stays off.
 * @param found the layers that the workspace brings by itself, top first
 */
export function merged(tree: LayerTree, found: readonly Layer[]): LayerTree {
  const records = new Set(found.map(({ recordId }) => recordId));
  const kept = tree.layers.filter(({ recordId }) => recordId === '' || records.has(recordId));
  const known = new Set([...kept.map(({ id }) => id), ...tree.removed]);
  const fresh = found.filter(({ id }) => !known.has(id));
  if (fresh.length === 0 && kept.length === tree.layers.length) return tree;
  const isFirst = !kept.some(({ recordId }) => recordId !== '');
  const below = isFirst ? kept.filter(({ id }) => !found.some((layer) => layer.id === sourceId(id))) : kept;
  const above = isFirst ? found.filter(({ id }) => !tree.removed.includes(id)) : fresh;
  return tidied({ ...tree, layers: [...above, ...below] });
}
