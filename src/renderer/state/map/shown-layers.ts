import { useMemo } from 'react';
import { shownLayers } from '../../layers/layer-tree.ts';
import type { Layer } from '../../layers/layer.ts';
import { useStore } from '../store.ts';

/** The layers as they are drawn, top first: those of a hidden group are hidden. */
export function useShownLayers(): readonly Layer[] {
  const layers = useStore((state) => state.layers);
  const groups = useStore((state) => state.groups);
  return useMemo(() => shownLayers({ layers, groups }), [layers, groups]);
}
