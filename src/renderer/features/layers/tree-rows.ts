import { type ClassEntry, classEntries } from '../../layers/class-entries.ts';
import type { ClassLayer, Layer, ParcelLayer } from '../../layers/layer.ts';
import type { LayerGroup, LayerTree } from '../../layers/layer-tree.ts';

interface RowBase {
  readonly id: string;
  readonly level: number;
  /** 1-based place among its siblings, and how many there are. */
  readonly place: number;
  readonly of: number;
}

/** A line of the tree as it is drawn, from top to bottom. */
export type TreeRow =
  | (RowBase & { readonly kind: 'group'; readonly group: LayerGroup; readonly members: readonly Layer[] })
  | (RowBase & { readonly kind: 'layer'; readonly layer: Layer; readonly isOpen: boolean })
  | (RowBase & { readonly kind: 'class'; readonly layer: ClassLayer | ParcelLayer; readonly entry: ClassEntry })
  | (RowBase & { readonly kind: 'absent'; readonly layer: ClassLayer | ParcelLayer; readonly count: number; readonly isOpen: boolean })
  | (RowBase & { readonly kind: 'other'; readonly layer: ClassLayer; readonly which: 'outside' | 'nodata' })
  | (RowBase & { readonly kind: 'note'; readonly layer: Layer });

/** Classes that the tree shows of one layer; the styling panel has all of them and a search. */
const MOST_CLASSES = 100;

/** What is open besides what the layers say themselves, and the words searched for. */
export interface TreeView {
  /** Ids of the layers whose absent classes are unfolded. */
  readonly unfolded: ReadonlySet<string>;
  readonly query: string;
}

/** The rows of the tree. A search shows the layers and groups whose name holds the words, open groups around them. */
export function treeRows(tree: Pick<LayerTree, 'layers' | 'groups'>, view: TreeView): TreeRow[] {
  const words = view.query.trim().toLowerCase();
  const groupOf = new Map(tree.groups.map((group) => [group.id, group]));
  const found = tree.layers.filter((layer) => [layer.title, groupOf.get(layer.group ?? '')?.title ?? ''].some((title) => title.toLowerCase().includes(words)));
  const tops = [...new Set(found.map((layer) => (groupOf.has(layer.group ?? '') ? layer.group ?? '' : layer.id)))];
  return tops.flatMap((id, i): TreeRow[] => {
    const group = groupOf.get(id);
    const place = { place: i + 1, of: tops.length };
    const layer = found.find((item) => item.id === id);
    if (!group) return layer ? layerRows(layer, 1, place, view) : [];
    const members = found.filter((item) => item.group === id);
    const head: TreeRow = { kind: 'group', id, level: 1, ...place, group, members: tree.layers.filter((item) => item.group === id) };
    if (!group.open && words === '') return [head];
    return [head, ...members.flatMap((member, k) => layerRows(member, 2, { place: k + 1, of: members.length }, view))];
  });
}

/** Whether the part of the tree below a layer is open. */
export function isOpen(layer: Layer): boolean {
  return layer.open ?? (layer.kind === 'classes' || layer.kind === 'index');
}

function layerRows(layer: Layer, level: number, place: { readonly place: number; readonly of: number }, view: TreeView): TreeRow[] {
  const open = isOpen(layer) && layer.kind !== 'basemap';
  const head: TreeRow = { kind: 'layer', id: layer.id, level, ...place, layer, isOpen: open };
  return open ? [head, ...childRows(layer, level + 1, view)] : [head];
}

type Unplaced<R> = R extends TreeRow ? Omit<R, 'place' | 'of'> : never;

function childRows(layer: Layer, level: number, view: TreeView): TreeRow[] {
  const rows = layer.kind === 'classes' || (layer.kind === 'parcels' && layer.scheme) ? classRows(layer, level, view) : [{ kind: 'note', id: `${layer.id}/note`, level, layer } as const];
  return rows.map((row, i) => ({ ...row, place: i + 1, of: rows.length }));
}

function classRows(layer: ClassLayer | ParcelLayer, level: number, view: TreeView): Unplaced<TreeRow>[] {
  const entries = classEntries(layer);
  const present = entries.filter(({ share }) => share > 0);
  const absent = entries.filter(({ share }) => share === 0);
  const open = view.unfolded.has(layer.id) || present.length === 0;
  const row = (entry: ClassEntry): Unplaced<TreeRow> => ({ kind: 'class', id: `${layer.id}/${entry.code}`, level, layer, entry });
  const others = layer.kind === 'classes' ? ([...(layer.hasOutside ? ['outside' as const] : []), 'nodata' as const]) : [];
  return [
    ...present.slice(0, MOST_CLASSES).map(row),
    ...(layer.kind === 'classes' ? others.map((which): Unplaced<TreeRow> => ({ kind: 'other', id: `${layer.id}/-${which}`, level, layer, which })) : []),
    ...(absent.length > 0 && present.length > 0 ? [{ kind: 'absent' as const, id: `${layer.id}/-absent`, level, layer, count: absent.length, isOpen: open }] : []),
    ...(open ? absent.slice(0, MOST_CLASSES).map(row) : []),
  ];
}
