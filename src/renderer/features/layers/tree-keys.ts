import { useStore } from '../../state/store.ts';
import type { TreeState } from './layer-tree-list.tsx';
import { openStyling } from './row-items.tsx';
import { toggleClass, toggleOther } from '../../state/map/class-actions.ts';
import { openRow, stepRow, toggleRows } from './tree-actions.ts';
import type { TreeRow } from './tree-rows.ts';

/** What a key press may look at and change. */
export interface TreeKeys {
  readonly rows: readonly TreeRow[];
  readonly active: TreeRow;
  readonly activate: (row: TreeRow) => void;
  readonly patch: (change: Partial<TreeState>) => void;
  readonly unfolded: ReadonlySet<string>;
}

/** The keys of a tree (ARIA Authoring Practices): arrows, Home, End, type-ahead; and Space, F2, Alt with arrows, the menu key. */
export function pressed(event: React.KeyboardEvent, keys: TreeKeys): void {
  const { active } = keys;
  if (event.ctrlKey && event.key !== 'a') return;
  const done = event.altKey ? place(event.key, active) : walk(event, keys) || act(event, keys);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function place(key: string, active: TreeRow): boolean {
  const step = ({ ArrowUp: -1, ArrowDown: 1 } as const)[key];
  if (step === undefined || (active.kind !== 'layer' && active.kind !== 'group')) return false;
  stepRow(active.id, step);
  return true;
}

function walk(event: React.KeyboardEvent, keys: TreeKeys): boolean {
  const { rows, active, activate } = keys;
  const here = rows.indexOf(active);
  const goal = { ArrowDown: rows[here + 1], ArrowUp: rows[here - 1], Home: rows[0], End: rows.at(-1) }[event.key] ?? (isLetter(event) ? byLetter(event.key, rows, here) : undefined);
  if (goal) {
    activate(goal);
    choose(goal, event.shiftKey);
    document.getElementById(`row-${goal.id}`)?.scrollIntoView({ block: 'nearest' });
    return true;
  }
  return event.key === 'ArrowRight' ? openOrEnter(keys) : event.key === 'ArrowLeft' ? closeOrLeave(keys) : false;
}

/** Walking selects layers and groups as it goes; with Shift it gathers them. */
function choose(row: TreeRow, gathers: boolean): void {
  if (row.kind !== 'layer' && row.kind !== 'group') return;
  const { selection, select, selectAll } = useStore.getState();
  if (gathers) selectAll([...new Set([...selection, row.id])], row.id);
  else select(row.id);
}

function isLetter({ key, shiftKey }: React.KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !shiftKey;
}

function byLetter(key: string, rows: readonly TreeRow[], here: number): TreeRow | undefined {
  const starts = (row: TreeRow): boolean => document.getElementById(`row-${row.id}`)?.dataset['name']?.toLowerCase().startsWith(key.toLowerCase()) ?? false;
  return [...rows.slice(here + 1), ...rows.slice(0, here + 1)].find(starts);
}

function isOpenable(row: TreeRow): row is Extract<TreeRow, { kind: 'group' | 'layer' | 'absent' }> {
  return row.kind === 'group' || (row.kind === 'layer' && row.layer.kind !== 'basemap') || row.kind === 'absent';
}

/** Whether what lies below a row is shown; null for rows with nothing below. */
export function openness(row: TreeRow): boolean | null {
  return isOpenable(row) ? (row.kind === 'group' ? row.group.open : row.isOpen) : null;
}

function openOrEnter({ rows, active, activate, patch, unfolded }: TreeKeys): boolean {
  const open = openness(active);
  if (open === false) setOpen(active, true, patch, unfolded);
  const next = rows[rows.indexOf(active) + 1];
  if (open === true && next && next.level > active.level) activate(next);
  return open !== null;
}

function closeOrLeave({ rows, active, activate, patch, unfolded }: TreeKeys): boolean {
  if (openness(active) === true) setOpen(active, false, patch, unfolded);
  else {
    const parent = rows.slice(0, rows.indexOf(active)).findLast(({ level }) => level < active.level);
    if (!parent) return false;
    activate(parent);
  }
  return true;
}

function setOpen(row: TreeRow, open: boolean, patch: TreeKeys['patch'], unfolded: ReadonlySet<string>): void {
  if (row.kind === 'absent') patch({ unfolded: new Set(open ? [...unfolded, row.layer.id] : [...unfolded].filter((id) => id !== row.layer.id)) });
  else openRow(row.id, open);
}

function act(event: React.KeyboardEvent, { rows, active, patch, unfolded }: TreeKeys): boolean {
  const { selection, selectAll } = useStore.getState();
  if (event.key === ' ') {
    if (active.kind === 'class') toggleClass(active.layer, active.entry.code);
    else if (active.kind === 'other') toggleOther(active.layer, active.which);
    else if (active.kind === 'absent') setOpen(active, !active.isOpen, patch, unfolded);
    else if (active.kind !== 'note') toggleRows(selection.includes(active.id) ? selection : [active.id]);
  } else if (event.key === 'Enter') {
    useStore.getState().select('layer' in active ? active.layer.id : active.id);
    openStyling();
  } else if (event.key === 'F2' && ['layer', 'group', 'class'].includes(active.kind)) patch({ renaming: active.id });
  else if (event.ctrlKey && event.key === 'a') selectAll(rows.filter(({ kind }) => kind === 'layer' || kind === 'group').map(({ id }) => id), active.id);
  else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
    const { left = 0, bottom = 0 } = document.getElementById(`row-${active.id}`)?.getBoundingClientRect() ?? {};
    patch({ menu: { row: active.id, x: left + 40, y: bottom } });
  } else return false;
  return true;
}
