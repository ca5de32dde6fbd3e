import i18next from 'i18next';
import type { Command } from '../../state/window/commands.ts';
import { zoomTo } from '../../state/map/map-handle.ts';
import { useStore } from '../../state/store.ts';
import { duplicateRows, groupRows, layersOf, openAll, removeRows, sendRows, showOnly, toggleRows } from './tree-actions.ts';

const selection = (): readonly string[] => useStore.getState().selection;
const unselected = (): string | null => (selection().length > 0 ? null : 'layers.select-first');

/** What can be done to the selected layers, by key and from the locator. */
export const layerCommands: readonly Command[] = [
  { id: 'layers.remove', title: 'layers.remove', keys: 'Ctrl+D', unavailable: unselected, run: () => { removeRows(selection()); } },
  { id: 'layers.group', title: 'layers.group', keys: 'Ctrl+G', unavailable: unselected, run: () => { groupRows(selection(), i18next.t('layers.new-group')); } },
  { id: 'layers.duplicate', title: 'layers.duplicate', unavailable: unselected, run: () => { duplicateRows(selection(), (title) => i18next.t('layers.copy-of', { title })); } },
  { id: 'layers.toggle', title: 'layers.toggle', unavailable: unselected, run: () => { toggleRows(selection()); } },
  { id: 'layers.show-only', title: 'layers.show-only', unavailable: unselected, run: () => { showOnly(selection()); } },
  { id: 'layers.to-top', title: 'layers.to-top', unavailable: unselected, run: () => { sendRows(selection(), 'top'); } },
  { id: 'layers.to-bottom', title: 'layers.to-bottom', unavailable: unselected, run: () => { sendRows(selection(), 'bottom'); } },
  {
    id: 'layers.zoom-to',
    title: 'layers.zoom-to',
    unavailable: () => (layersOf(useStore.getState(), selection()).some((layer) => 'grid' in layer) ? null : 'layers.select-first'),
    run: () => {
      const layer = layersOf(useStore.getState(), selection()).find((item) => 'grid' in item);
      if (layer && 'grid' in layer) zoomTo(layer.grid);
    },
  },
  { id: 'layers.expand-all', title: 'layers.expand-all', run: () => { openAll(true); } },
  { id: 'layers.collapse-all', title: 'layers.collapse-all', run: () => { openAll(false); } },
];
