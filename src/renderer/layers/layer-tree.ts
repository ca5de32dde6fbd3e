import type { ClassScheme } from '../../shared/raster/class-scheme.ts';
import type { Layer, LayerOf } from './layer.ts';

/** A group of layers. Groups hold layers, not groups; their members stand together in the list. */
export interface LayerGroup {
  readonly id: string;
  readonly title: string;
  readonly visible: boolean;
  readonly open: boolean;
}

/** A named snapshot of what is visible and how it is drawn. */
export interface MapTheme {
  readonly id: string;
  readonly title: string;
  readonly layers: readonly Layer[];
  readonly groups: readonly LayerGroup[];
}

/** All that a step of undo brings back. */
export interface LayerTree {
  /** Top first; members of a group stand together. */
  readonly layers: readonly Layer[];
  readonly groups: readonly LayerGroup[];
  /** Ids of layers of the workspace that were taken off the map. */
  readonly removed: readonly string[];
  readonly themes: readonly MapTheme[];
  /** Class schemes with edits that are not saved yet, by the id of their record; not part of the saved view. */
  readonly schemes?: Readonly<Record<string, ClassScheme>> | undefined;
}

/** The layer with this id changed by `change`, the others as they are. */
export function changed<K extends Layer['kind']>(layers: readonly Layer[], id: string, kind: K, change: (layer: LayerOf<K>) => Partial<LayerOf<K>>): readonly Layer[] {
  return layers.map((layer) => (layer.id === id && layer.kind === kind ? { ...layer, ...change(layer as LayerOf<K>) } : layer));
}

/** The layers as they are drawn: those of a hidden group are hidden. */
export function shownLayers({ layers, groups }: Pick<LayerTree, 'layers' | 'groups'>): readonly Layer[] {
  const hidden = new Set(groups.filter(({ visible }) => !visible).map(({ id }) => id));
  return layers.map((layer) => (layer.visible && layer.group !== undefined && hidden.has(layer.group) ? { ...layer, visible: false } : layer));
}

/** Where a layer or group is put: before or after a row of the tree, or at the end of a group. */
export interface Place {
  readonly id: string;
  readonly side: 'before' | 'after' | 'inside';
}

/** Members of one group side by side at the place of the first of them, groups without members gone. */
export function tidied(tree: LayerTree): LayerTree {
  const done = new Set<string>();
  const layers = tree.layers.flatMap((layer) => {
    if (layer.group === undefined) return [layer];
    if (done.has(layer.group)) return [];
    done.add(layer.group);
    return tree.layers.filter(({ group }) => group === layer.group);
  });
  return { ...tree, layers, groups: tree.groups.filter(({ id }) => done.has(id)) };
}

/** `ids` (layers, or groups with all they hold) moved to a place, in the order they have in the tree. */
export function moved(tree: LayerTree, ids: readonly string[], place: Place): LayerTree {
  const isMoving = (layer: Layer): boolean => ids.includes(layer.id) || (layer.group !== undefined && ids.includes(layer.group));
  const moving = tree.layers.filter(isMoving);
  const rest = tree.layers.filter((layer) => !isMoving(layer));
  const isGroup = tree.groups.some(({ id }) => id === place.id);
  const members = rest.flatMap((layer, i) => (isGroup ? layer.group === place.id : layer.id === place.id) ? [i] : []);
  const first = members[0];
  const last = members.at(-1);
  if (moving.length === 0 || first === undefined || last === undefined) return tree;
  const target = isGroup ? (place.side === 'inside' ? place.id : undefined) : rest[first]?.group;
  const at = place.side === 'before' || (isGroup && place.side === 'inside') ? first : last + 1;
  // A group as a whole keeps its members; it may stand beside another group, not in it.
  const carried = moving.map((layer) => (layer.group !== undefined && ids.includes(layer.group) ? layer : inGroup(layer, target)));
  const splits = target !== undefined && moving.some((layer) => layer.group !== undefined && ids.includes(layer.group));
  const end = splits ? rest.findLastIndex(({ group }) => group === target) + 1 : at;
  return tidied({ ...tree, layers: [...rest.slice(0, end), ...carried, ...rest.slice(end)] });
}

/** One step up (−1) or down (1) among the rows of the same level; into and out of groups goes by dragging. */
export function stepped(tree: LayerTree, id: string, step: -1 | 1): LayerTree {
  const rows = siblings(tree, id);
  const neighbour = rows[rows.indexOf(id) + step];
  return neighbour === undefined ? tree : moved(tree, [id], { id: neighbour, side: step < 0 ? 'before' : 'after' });
}

/** To the top or the bottom of the whole tree, out of any group. */
export function sent(tree: LayerTree, ids: readonly string[], to: 'top' | 'bottom'): LayerTree {
  const isMoving = (layer: Layer): boolean => ids.includes(layer.id) || (layer.group !== undefined && ids.includes(layer.group));
  const moving = tree.layers.filter(isMoving).map((layer) => (layer.group !== undefined && ids.includes(layer.group) ? layer : inGroup(layer, undefined)));
  const rest = tree.layers.filter((layer) => !isMoving(layer));
  return tidied({ ...tree, layers: to === 'top' ? [...moving, ...rest] : [...rest, ...moving] });
}

/** A new group around the layers, where the first of them stands. */
export function grouped(tree: LayerTree, ids: readonly string[], group: LayerGroup): LayerTree {
  const first = tree.layers.findIndex((layer) => ids.includes(layer.id));
  if (first < 0) return tree;
  const members = tree.layers.filter((layer) => ids.includes(layer.id)).map((layer) => inGroup(layer, group.id));
  const before = tree.layers.slice(0, first);
  const after = tree.layers.slice(first).filter((layer) => !ids.includes(layer.id));
  const outer = tree.layers[first]?.group;
  // Inside another group the new one goes above it: groups hold no groups.
  const at = outer === undefined ? before.length : before.findIndex((layer) => layer.group === outer);
  const start = at < 0 ? before.length : at;
  return tidied({ ...tree, groups: [...tree.groups, group], layers: [...before.slice(0, start), ...members, ...before.slice(start), ...after] });
}

/** The layers of the groups set free, where they stand. */
export function ungrouped(tree: LayerTree, ids: readonly string[]): LayerTree {
  return tidied({ ...tree, layers: tree.layers.map((layer) => (layer.group !== undefined && ids.includes(layer.group) ? inGroup(layer, undefined) : layer)) });
}

/** Layers, and groups with all they hold, taken off the map; the data stays. */
export function removed(tree: LayerTree, ids: readonly string[]): LayerTree {
  const isGone = (layer: Layer): boolean => ids.includes(layer.id) || (layer.group !== undefined && ids.includes(layer.group));
  const gone = tree.layers.filter(isGone).map(({ id }) => id);
  return tidied({ ...tree, layers: tree.layers.filter((layer) => !isGone(layer)), removed: [...new Set([...tree.removed, ...gone])] });
}

/** Copies of the layers, each above its original. */
export function duplicated(tree: LayerTree, ids: readonly string[], title: (original: string) => string): LayerTree {
  const taken = new Set(tree.layers.map(({ id }) => id));
  const layers = tree.layers.flatMap((layer) => {
    if (!ids.includes(layer.id)) return [layer];
    const id = freeId(layer.id, taken);
    taken.add(id);
    return [{ ...layer, id, title: title(layer.title) }, layer];
  });
  return { ...tree, layers };
}

/** `id`, or `id#2`, `id#3`, … : the first that is not taken. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const base = sourceId(id);
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}#${number}`)) number++;
  return `${base}#${number}`;
}

/** The id that the first layer of the same data and kind has. */
export function sourceId(id: string): string {
  return id.replace(/#\d+$/, '');
}

/** Every time layer of the record at this frame. */
export function atFrame(layers: readonly Layer[], recordId: string, frame: number): readonly Layer[] {
  return layers.map((layer) => (layer.recordId === recordId && (layer.kind === 'rgb' || layer.kind === 'index') ? { ...layer, frame: (frame + layer.frames.length) % layer.frames.length } : layer));
}

/** The scheme with the colours and words of `edits` put in. */
export function edited(scheme: ClassScheme, edits: Readonly<Record<string, { readonly colour?: string; readonly labels?: Readonly<Record<string, string>> }>>): ClassScheme {
  return { ...scheme, classes: scheme.classes.map((item) => ({ ...item, ...edits[item.code], labels: { ...item.labels, ...edits[item.code]?.labels } })) };
}

function inGroup(layer: Layer, group: string | undefined): Layer {
  const { group: _old, ...rest } = layer;
  return group === undefined ? rest : { ...rest, group };
}

/** Ids of the rows at the level of `id`, top first. */
export function siblings(tree: Pick<LayerTree, 'layers' | 'groups'>, id: string): string[] {
  const own = tree.layers.find((layer) => layer.id === id)?.group;
  if (own !== undefined) return tree.layers.filter(({ group }) => group === own).map((layer) => layer.id);
  return [...new Set(tree.layers.map((layer) => layer.group ?? layer.id))];
}
