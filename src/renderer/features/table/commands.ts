import { useChosenParcels } from '../../state/map/chosen-parcels.ts';
import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';
import { zoomToChosen } from './selection.ts';
import { useTableChoices } from './table-choices.ts';
import { tablePanel } from './table-panel.tsx';

const needsChosen = (): string | null => (useChosenParcels.getState().fids.size > 0 ? null : 'table.none-chosen');

function openWith(extent: 'all' | 'view' | 'chosen'): void {
  useTableChoices.getState().change({ extent });
  usePanels.getState().open(tablePanel);
}

export const tableCommands: readonly Command[] = [
  { id: 'table.toggle', title: 'table.title', keys: 'F6', run: () => { usePanels.getState().toggle(tablePanel); } },
  { id: 'table.chosen', title: 'table.show-chosen', keys: 'Shift+F6', unavailable: needsChosen, run: () => { openWith('chosen'); } },
  { id: 'table.view', title: 'table.show-view', keys: 'Ctrl+F6', run: () => { openWith('view'); } },
  { id: 'table.zoom', title: 'table.zoom', keys: 'Ctrl+J', unavailable: needsChosen, run: zoomToChosen },
  { id: 'table.none', title: 'table.choose-none', keys: 'Ctrl+Shift+A', unavailable: needsChosen, run: () => { useChosenParcels.getState().clear(); } },
];
