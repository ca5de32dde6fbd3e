import type { Place } from '../../layers/layer-tree.ts';
import { useStore } from '../../state/store.ts';
import { moveRows } from './tree-actions.ts';
import type { TreeRow } from './tree-rows.ts';

/** Where a drop would land; the line is drawn exactly there. */
export type DropMark = Place;

/** Type under which dragged rows travel; files from outside have another and are not ours. */
const TYPE = 'application/x-furrow-rows';

/** Starts dragging a row, or all selected rows when it is one of them. */
export function startDrag(event: React.DragEvent, row: TreeRow): void {
  const { selection } = useStore.getState();
  event.dataTransfer.setData(TYPE, JSON.stringify(selection.includes(row.id) ? selection : [row.id]));
  event.dataTransfer.effectAllowed = 'move';
}

export interface DropHandlers {
  readonly onDragOver: (event: React.DragEvent) => void;
  readonly onDragLeave: (event: React.DragEvent) => void;
  readonly onDrop: (event: React.DragEvent) => void;
}

export function dropHandlers(rows: readonly TreeRow[], mark: (place: DropMark | null) => void): DropHandlers {
  return {
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes(TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      mark(placeUnder(event, rows));
    },
    onDragLeave: (event) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) mark(null);
    },
    onDrop: (event) => {
      const text = event.dataTransfer.getData(TYPE);
      const place = placeUnder(event, rows);
      mark(null);
      if (text === '' || !place) return;
      event.preventDefault();
      event.stopPropagation();
      const ids = JSON.parse(text) as string[];
      if (!ids.includes(place.id)) moveRows(ids, place);
    },
  };
}

/** Legend rows belong to their layer: a drop on them lands after it. The middle of a group’s row is inside it. */
function placeUnder(event: React.DragEvent, rows: readonly TreeRow[]): Place | null {
  const element = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]');
  const row = rows.find(({ id }) => `row-${id}` === element?.id);
  if (!row || !element) {
    const last = rows.findLast(({ kind, level }) => (kind === 'layer' || kind === 'group') && level === 1);
    return last ? { id: last.id, side: 'after' } : null;
  }
  if (row.kind !== 'layer' && row.kind !== 'group') return { id: row.layer.id, side: 'after' };
  const { top, height } = element.getBoundingClientRect();
  const share = (event.clientY - top) / height;
  if (row.kind === 'group') return { id: row.id, side: share < 0.3 ? 'before' : 'inside' };
  // An open layer’s legend lies below it: “after” would be drawn between the two.
  return { id: row.id, side: share < 0.5 || row.isOpen ? 'before' : 'after' };
}
