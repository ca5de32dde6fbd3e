import { type LayerGroup, type LayerTree, duplicated, grouped, moved, type Place, removed, sent, stepped, ungrouped } from '../../layers/layer-tree.ts';
import { isBackdrop, type Layer } from '../../layers/layer.ts';
import { useStore } from '../../state/store.ts';

/** The layers that the selected rows stand for: themselves, and all that selected groups hold. */
export function layersOf(tree: Pick<LayerTree, 'layers'>, ids: readonly string[]): readonly Layer[] {
  return tree.layers.filter(({ id, group }) => ids.includes(id) || (group !== undefined && ids.includes(group)));
}

const change = (by: (tree: LayerTree) => LayerTree): void => {
  useStore.getState().changeTree(by);
};

export function renameRow(id: string, title: string): void {
  change((tree) => ({ ...tree, layers: tree.layers.map((layer) => (layer.id === id ? { ...layer, title } : layer)), groups: tree.groups.map((group) => (group.id === id ? { ...group, title } : group)) }));
}

/** Shows or hides rows: all of them become what the first one is not. */
export function toggleRows(ids: readonly string[]): void {
  change((tree) => {
    const first = tree.groups.find((group) => ids.includes(group.id)) ?? tree.layers.find((layer) => ids.includes(layer.id));
    const visible = !(first?.visible ?? true);
    return { ...tree, layers: tree.layers.map((layer) => (ids.includes(layer.id) ? { ...layer, visible } : layer)), groups: tree.groups.map((group) => (ids.includes(group.id) ? { ...group, visible } : group)) };
  });
}

/** A group with everything in it shown or hidden at once (Ctrl and click on its box). */
export function toggleWithMembers(id: string): void {
  change((tree) => {
    const visible = !(tree.groups.find((group) => group.id === id)?.visible ?? true);
    return { ...tree, groups: tree.groups.map((group) => (group.id === id ? { ...group, visible } : group)), layers: tree.layers.map((layer) => (layer.group === id ? { ...layer, visible } : layer)) };
  });
}

/** Only these layers stay visible, and the basemap. */
export function showOnly(ids: readonly string[]): void {
  change((tree) => {
    const wanted = new Set(layersOf(tree, ids).map(({ id }) => id));
    const groups = new Set(tree.layers.filter(({ id }) => wanted.has(id)).map(({ group }) => group));
    return {
      ...tree,
      layers: tree.layers.map((layer) => ({ ...layer, visible: wanted.has(layer.id) || (isBackdrop(layer) && layer.visible) })),
      groups: tree.groups.map((group) => (groups.has(group.id) ? { ...group, visible: true } : group)),
    };
  });
}

export function setAllVisible(visible: boolean): void {
  change((tree) => ({ ...tree, layers: tree.layers.map((layer) => ({ ...layer, visible })), groups: tree.groups.map((group) => ({ ...group, visible })) }));
}

export function moveRows(ids: readonly string[], place: Place): void {
  change((tree) => moved(tree, ids, place));
}

export function stepRow(id: string, step: -1 | 1): void {
  change((tree) => stepped(tree, id, step));
}

export function sendRows(ids: readonly string[], to: 'top' | 'bottom'): void {
  change((tree) => sent(tree, ids, to));
}

/** Puts the layers into a new group and returns its id. */
export function groupRows(ids: readonly string[], title: string): string {
  const group: LayerGroup = { id: `group-${crypto.randomUUID()}`, title, visible: true, open: true };
  change((tree) => grouped(tree, layersOf(tree, ids).map(({ id }) => id), group));
  useStore.getState().select(group.id);
  return group.id;
}

export function ungroupRows(ids: readonly string[]): void {
  change((tree) => ungrouped(tree, ids));
}

export function removeRows(ids: readonly string[]): void {
  change((tree) => removed(tree, ids));
  useStore.getState().select(null);
}

export function duplicateRows(ids: readonly string[], title: (original: string) => string): void {
  change((tree) => duplicated(tree, layersOf(tree, ids).map(({ id }) => id), title));
}

/** Opens or closes the part of the tree below a row; nothing to undo. */
export function openRow(id: string, open: boolean): void {
  const { layers, groups } = useStore.getState();
  useStore.setState({ layers: layers.map((layer) => (layer.id === id ? { ...layer, open } : layer)), groups: groups.map((group) => (group.id === id ? { ...group, open } : group)) });
}

export function openAll(open: boolean): void {
  const { layers, groups } = useStore.getState();
  useStore.setState({ layers: layers.map((layer) => ({ ...layer, open })), groups: groups.map((group) => ({ ...group, open })) });
}
