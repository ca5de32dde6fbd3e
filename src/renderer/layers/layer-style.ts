import type { LayerGroup, LayerTree, MapTheme } from './layer-tree.ts';
import type { Layer } from './layer.ts';

/** Fields that come from the data or belong to the moment; all others are how a layer looks. */
const DATA_FIELDS = new Set(['kind', 'titled', 'id', 'recordId', 'simulated', 'grid', 'url', 'frames', 'bands', 'quantities', 'shares', 'original', 'lit', 'count', 'codes', 'codeSource', 'bandCodes', 'hasOutside', 'basemap']);

/** How a layer looks: its title, place, visibility and style, as plain JSON. */
export function styleOf(layer: Layer): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(layer).filter(([field]) => !DATA_FIELDS.has(field)));
}

/** The layer with the look that was taken from it before; fields that it does not know are left out. */
export function withStyle(layer: Layer, style: Readonly<Record<string, unknown>>): Layer {
  const known = Object.fromEntries(Object.entries(style).filter(([field]) => !DATA_FIELDS.has(field)));
  return { ...layer, ...known };
}

/** The tree as a theme saw it: its layers with their look then, what came later hidden. Order and groups stay as they are. */
export function themed(tree: LayerTree, theme: MapTheme): LayerTree {
  const then = new Map(theme.layers.map((layer) => [layer.id, layer]));
  const groups = new Map(theme.groups.map((group) => [group.id, group]));
  return {
    ...tree,
    layers: tree.layers.map((layer) => {
      const look = then.get(layer.id);
      return look ? inPlace(withStyle(layer, styleOf(look)), layer) : { ...layer, visible: false };
    }),
    groups: tree.groups.map((group): LayerGroup => ({ ...group, visible: groups.get(group.id)?.visible ?? group.visible })),
  };
}

/** A theme brings back looks, not the arrangement: the group and whether the legend is open stay. */
function inPlace(layer: Layer, now: Layer): Layer {
  const { group: _group, open: _open, ...rest } = layer;
  return { ...rest, title: now.title, ...(now.group === undefined ? {} : { group: now.group }), ...(now.open === undefined ? {} : { open: now.open }) };
}
