import { create } from 'zustand';
import { themed } from './layer-style.ts';
import { atFrame, type LayerTree, shownLayers } from './layer-tree.ts';
import type { Layer } from './layer.ts';

export const COMPARE_MODES = ['off', 'swipe', 'spyglass', 'blink', 'linked'] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];

/** What the other side shows: the map without a layer, one raster alone, another date, or a theme. */
export type OtherSide =
  | { readonly kind: 'without'; readonly layer: string }
  | { readonly kind: 'only'; readonly layer: string }
  | { readonly kind: 'date'; readonly record: string; readonly frame: number }
  | { readonly kind: 'theme'; readonly theme: string };

interface CompareValues {
  readonly mode: CompareMode;
  /** Null: the map without the layer that is selected. */
  readonly side: OtherSide | null;
  /** Place of the divide, 0 left or top … 1. */
  readonly position: number;
  readonly direction: 'vertical' | 'horizontal';
  /** CSS pixels of the spyglass. */
  readonly radius: number;
  /** Seconds between two pictures that blink. */
  readonly seconds: number;
  /** True while the key is held that shows the other side whole. */
  readonly held: boolean;
}

interface Compare extends CompareValues {
  readonly set: (change: Partial<CompareValues>) => void;
}

/** The comparison of two pictures of the map. */
export const useCompare = create<Compare>()((set) => ({
  mode: 'off',
  side: null,
  position: 0.5,
  direction: 'vertical',
  radius: 120,
  seconds: 1,
  held: false,
  set: (change) => {
    set(change);
  },
}));

/** The side that is compared with when none was chosen: without the selected layer, else without the topmost raster. */
export function sideOf(side: OtherSide | null, tree: LayerTree, selected: string | null): OtherSide | null {
  if (side && isThere(side, tree)) return side;
  const shown = shownLayers(tree).filter(({ visible, kind }) => visible && kind !== 'basemap');
  const layer = shown.find(({ id }) => id === selected) ?? shown.find((item) => 'grid' in item) ?? shown[0];
  return layer ? { kind: 'without', layer: layer.id } : null;
}

function isThere(side: OtherSide, tree: LayerTree): boolean {
  if (side.kind === 'theme') return tree.themes.some(({ id }) => id === side.theme);
  if (side.kind === 'date') return tree.layers.some(({ recordId }) => recordId === side.record);
  return tree.layers.some(({ id }) => id === side.layer);
}

/** The layers of the other side, as they are drawn. */
export function otherLayers(tree: LayerTree, side: OtherSide): readonly Layer[] {
  const shown = shownLayers(tree);
  switch (side.kind) {
    case 'without':
      return shown.map((layer) => (layer.id === side.layer ? { ...layer, visible: false } : layer));
    case 'only':
      return shown.map((layer) => ('grid' in layer ? { ...layer, visible: layer.id === side.layer } : layer));
    case 'date':
      return atFrame(shown, side.record, side.frame);
    case 'theme': {
      const theme = tree.themes.find(({ id }) => id === side.theme);
      return theme ? shownLayers(themed(tree, theme)) : shown;
    }
  }
}
