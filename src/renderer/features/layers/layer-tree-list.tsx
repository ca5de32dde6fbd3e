import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useStore } from '../../state/store.ts';
import { usePanels } from '../../state/window/panels.ts';
import { Menu } from '../../ui/menu.tsx';
import { dropHandlers, type DropMark } from './drop.ts';
import { openStyling, useRowItems } from './row-items.tsx';
import { lightClass } from '../../state/map/class-actions.ts';
import { pressed } from './tree-keys.ts';
import { RowView, type RowViewProps } from './row-view.tsx';
import { type TreeRow, treeRows } from './tree-rows.ts';

export interface TreeState {
  /** The row that the keys speak to; one is always in the order of Tab. */
  readonly active: string | null;
  readonly renaming: string | null;
  readonly unfolded: ReadonlySet<string>;
  readonly menu: { readonly row: string; readonly x: number; readonly y: number } | null;
  readonly mark: DropMark | null;
}

/** The tree itself: `role="tree"` with the keys of the ARIA practices, and drag and drop. */
export function LayerTreeList({ query }: { readonly query: string }): React.JSX.Element {
  const { t } = useTranslation();
  const { rows, active, state, patch, activate, list, rowProps } = useTree(query);
  const items = useRowItems();
  const menuRow = rows.find(({ id }) => id === state.menu?.row);
  return (
    <div
      className="tree"
      role="tree"
      aria-label={t('layers.title')}
      aria-multiselectable
      tabIndex={0}
      ref={list}
      aria-activedescendant={active ? rowId(active) : undefined}
      onBlur={() => { relight(active, undefined); }}
      onKeyDown={(event) => { if (active && event.target === event.currentTarget) pressed(event, { rows, active, activate, patch, unfolded: state.unfolded }); }}
      {...dropHandlers(rows, (mark) => { patch({ mark }); })}
    >
      {rows.map((row) => <RowView key={row.id} {...rowProps(row)} />)}
      {rows.length === 0 && <p className="soft side-note">{t('layers.none-found')}</p>}
      {state.menu && menuRow && <Menu label={t('layers.menu')} items={items(menuRow, (renaming) => { patch({ renaming }); })} at={state.menu} onClose={() => { patch({ menu: null }); }} />}
    </div>
  );
}

interface Tree {
  readonly rows: readonly TreeRow[];
  readonly active: TreeRow | undefined;
  readonly state: TreeState;
  readonly patch: (change: Partial<TreeState>) => void;
  readonly activate: (row: TreeRow) => void;
  readonly list: React.RefObject<HTMLDivElement | null>;
  readonly rowProps: (row: TreeRow) => RowViewProps;
}

/** Rows and state of the tree, and what its rows do. */
function useTree(query: string): Tree {
  const { layers, groups, selection } = useStore(useShallow(({ layers, groups, selection }) => ({ layers, groups, selection })));
  const [state, setState] = useState<TreeState>({ active: null, renaming: null, unfolded: new Set(), menu: null, mark: null });
  const list = useRef<HTMLDivElement>(null);
  const patch = (change: Partial<TreeState>): void => {
    setState((before) => ({ ...before, ...change }));
  };
  const rows = useMemo(() => treeRows({ layers, groups }, { unfolded: state.unfolded, query }), [layers, groups, state.unfolded, query]);
  const active = rows.find(({ id }) => id === state.active) ?? rows[0];
  const activate = (row: TreeRow): void => {
    patch({ active: row.id });
    relight(active, row);
  };
  const focus = (): void => {
    list.current?.focus({ preventScroll: true });
  };
  const rowProps = (row: TreeRow): RowViewProps => ({
    row,
    isActive: row === active,
    isSelected: selection.includes(row.id),
    isRenaming: state.renaming === row.id,
    mark: state.mark?.id === row.id ? state.mark.side : null,
    onClick: (event) => { activate(row); focus(); select(row, rows, event); },
    onOpenStyling: () => { useStore.getState().select('layer' in row ? row.layer.id : row.id); openStyling(); },
    onRename: (renaming) => { patch({ renaming: renaming ? row.id : null }); if (!renaming) focus(); },
    onUnfold: () => { patch({ unfolded: toggled(state.unfolded, 'layer' in row ? row.layer.id : row.id) }); },
    onMenu: (at) => { activate(row); if (!selection.includes(row.id)) select(row, rows, null); patch({ menu: { row: row.id, ...at } }); },
  });
  return { rows, active, state, patch, activate, list, rowProps };
}

/** Id of the element of a row. */
export function rowId({ id }: Pick<TreeRow, 'id'>): string {
  return `row-${id}`;
}

export function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set(set.has(id) ? [...set].filter((item) => item !== id) : [...set, id]);
}

/** The row that is active lights its class up. */
function relight(before: TreeRow | undefined, now: TreeRow | undefined): void {
  if (before?.kind === 'class' && before.id !== now?.id) lightClass(before.layer, null);
  if (now?.kind === 'class') lightClass(now.layer, now.entry.code);
}

/** A click selects; Ctrl adds or takes away, Shift selects all between. A plain click shows its style where no other panel is in use. */
function select(row: TreeRow, rows: readonly TreeRow[], event: Pick<React.MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'> | null): void {
  const { selection, selected, select: selectOne, selectAll } = useStore.getState();
  const id = 'layer' in row ? row.layer.id : row.id;
  if (event?.shiftKey && selected !== null) {
    const main = rows.filter(({ kind }) => kind === 'layer' || kind === 'group').map((item) => item.id);
    const [from, to] = [main.indexOf(selected), main.indexOf(id)].sort((a, b) => a - b);
    if (from !== undefined && to !== undefined && from >= 0) selectAll(main.slice(from, to + 1), selected);
    return;
  }
  if (event?.ctrlKey || event?.metaKey) {
    const rest = selection.filter((item) => item !== id);
    if (rest.length < selection.length) selectAll(rest, rest.at(-1) ?? null);
    else selectAll([...selection, id], id);
    return;
  }
  selectOne(id);
  const { right, open } = usePanels.getState();
  if (event && right === null && row.kind === 'layer' && row.layer.kind !== 'basemap') open({ id: 'styling', place: 'right' });
}
