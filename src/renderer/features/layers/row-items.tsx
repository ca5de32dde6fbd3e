import { CopyPlus, Eye, FolderPlus, Locate, Paintbrush, Pencil, Trash2 } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { zoomTo } from '../../state/map/map-handle.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { forgetBasemap } from '../../state/map/basemaps.ts';
import { report } from '../../state/report.ts';
import { usePanels } from '../../state/window/panels.ts';
import { useStore } from '../../state/store.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { MenuItem } from '../../ui/menu.tsx';
import { addIndex } from './add-items.ts';
import { setHidden } from '../../state/map/class-actions.ts';
import { duplicateRows, groupRows, layersOf, openAll, removeRows, sendRows, setAllVisible, showOnly, stepRow, toggleRows, ungroupRows } from './tree-actions.ts';
import { classEntries } from '../../layers/class-entries.ts';
import type { TreeRow } from './tree-rows.ts';

/** Opens the styling panel for a layer. */
export function openStyling(): void {
  usePanels.getState().open({ id: 'styling', place: 'right' });
}

/** What the ⋯ button of the tree offers. */
export function usePanelItems(): readonly MenuItem[] {
  const { t } = useTranslation();
  const selection = useStore((state) => state.selection);
  return [
    { label: t('layers.group'), icon: <FolderPlus size={14} />, keys: 'Ctrl+G', reason: selection.length > 0 ? null : t('layers.select-first'), run: () => { groupRows(selection, t('layers.new-group')); } },
    'separator',
    { label: t('layers.show-all'), run: () => { setAllVisible(true); } },
    { label: t('layers.hide-all'), run: () => { setAllVisible(false); } },
    'separator',
    { label: t('layers.expand-all'), run: () => { openAll(true); } },
    { label: t('layers.collapse-all'), run: () => { openAll(false); } },
  ];
}

/** The menu of a row of the tree; what it says is done to all selected rows when the row is one of them. */
export function useRowItems(): (row: TreeRow, rename: (id: string) => void) => readonly MenuItem[] {
  const { t, i18n } = useTranslation();
  return (row, rename) => {
    if (row.kind === 'class') return classItems(row, rename, t, i18n.language);
    if (row.kind !== 'layer' && row.kind !== 'group') return [];
    const { selection, layers } = useStore.getState();
    const ids = selection.includes(row.id) ? selection : [row.id];
    const members = layersOf({ layers }, ids);
    return [...lookItems(row, ids, rename, t), 'separator', ...placeItems(row, ids, t), 'separator', ...dataItems(ids, members.some(({ group }) => group !== undefined), t)];
  };
}

type MainRow = Extract<TreeRow, { kind: 'layer' | 'group' }>;

function lookItems(row: MainRow, ids: readonly string[], rename: (id: string) => void, t: TFunction): MenuItem[] {
  const layer = row.kind === 'layer' ? row.layer : null;
  const grid = layer && 'grid' in layer ? layer.grid : null;
  return [
    ...(grid ? [{ label: t('layers.zoom-to'), icon: <Locate size={14} />, run: () => { zoomTo(grid); } }, { label: t('layers.zoom-pixels'), run: () => { useMapHandle.getState().view?.zoomToPixels(grid); } }] : []),
    ...(layer && layer.kind !== 'basemap' ? [{ label: t('layers.style'), icon: <Paintbrush size={14} />, keys: 'F7', run: openStyling }] : []),
    ...(layer?.kind === 'tiles' ? [{ label: t('layers.zoom-to'), icon: <Locate size={14} />, run: () => { useMapHandle.getState().view?.fitDegrees([...layer.basemap.bounds]); } }, { label: t('layers.forget-basemap'), run: () => { report(forgetBasemap(layer.basemap.id)); } }] : []),
    ...(layer?.kind === 'rgb' ? [{ label: t('layers.add-index'), run: () => { addIndex(layer); } }] : []),
    { label: t('layers.show-only'), icon: <Eye size={14} />, run: () => { showOnly(ids); } },
    { label: t('layers.toggle'), keys: t('key.space'), run: () => { toggleRows(ids); } },
    { label: t('layers.rename'), icon: <Pencil size={14} />, keys: 'F2', run: () => { rename(row.id); } },
  ];
}

function placeItems(row: MainRow, ids: readonly string[], t: TFunction): MenuItem[] {
  return [
    { label: t('layers.to-top'), run: () => { sendRows(ids, 'top'); } },
    { label: t('layers.up'), keys: 'Alt+↑', run: () => { stepRow(row.id, -1); } },
    { label: t('layers.down'), keys: 'Alt+↓', run: () => { stepRow(row.id, 1); } },
    { label: t('layers.to-bottom'), run: () => { sendRows(ids, 'bottom'); } },
  ];
}

function dataItems(ids: readonly string[], isGrouped: boolean, t: TFunction): MenuItem[] {
  const groups = new Set(useStore.getState().groups.map(({ id }) => id));
  const owners = useStore.getState().layers.filter(({ id }) => ids.includes(id)).flatMap(({ group }) => (group === undefined ? [] : [group]));
  return [
    { label: t('layers.group'), icon: <FolderPlus size={14} />, keys: 'Ctrl+G', run: () => { groupRows(ids, t('layers.new-group')); } },
    ...(isGrouped ? [{ label: t('layers.ungroup'), run: () => { ungroupRows([...ids.filter((id) => groups.has(id)), ...owners]); } }] : []),
    { label: t('layers.duplicate'), icon: <CopyPlus size={14} />, run: () => { duplicateRows(ids, (title) => t('layers.copy-of', { title })); } },
    { label: t('layers.remove'), icon: <Trash2 size={14} />, keys: 'Ctrl+D', run: () => { removeRows(ids); } },
  ];
}

function classItems({ layer, entry, id }: Extract<TreeRow, { kind: 'class' }>, rename: (id: string) => void, t: TFunction, language: string): MenuItem[] {
  const codes = classEntries(layer).map(({ code }) => code);
  return [
    { label: t('legend.only', { label: classLabel(entry.cropClass, language) }), icon: <Eye size={14} />, run: () => { setHidden(layer, codes.filter((code) => code !== entry.code)); } },
    { label: t('legend.all'), reason: layer.hidden.length > 0 ? null : t('legend.all-shown'), run: () => { setHidden(layer, []); } },
    'separator',
    { label: t('legend.colour'), run: () => { document.querySelector<HTMLInputElement>(`[data-colour-of="${CSS.escape(id)}"]`)?.showPicker(); } },
    { label: t('legend.rename'), icon: <Pencil size={14} />, keys: 'F2', run: () => { rename(id); } },
    { label: t('layers.style'), icon: <Paintbrush size={14} />, keys: 'F7', run: openStyling },
    'separator',
    { label: t('legend.copy-code', { code: entry.code }), run: () => { void navigator.clipboard.writeText(entry.code); } },
  ];
}
