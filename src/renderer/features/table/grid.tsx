import { ArrowDown, ArrowUp } from 'lucide-react';
import { type RefObject, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParcelCell, ParcelRow, ParcelSort } from '../../../shared/contract/parcels.ts';
import { cellText, isNumeric, type TableColumn } from './columns.ts';
import type { Pages } from './pages.ts';
import './grid.css';

const ROW = 26;
const SPARE = 12;
/** Browsers end an element at about 33 million pixels; a longer table is scrolled in proportion. */
const TALLEST = 15_000_000;

/** How a press on a row changes what is chosen; `through`: all rows from `from` to it. */
export type Choice = { readonly how: 'only' | 'toggle' } | { readonly how: 'through'; readonly from: number };

export interface GridHandle {
  readonly goTo: (row: number) => void;
  /** Back to the first row. */
  readonly top: () => void;
}

interface GridProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly pages: Pages;
  readonly sort: ParcelSort | null;
  readonly chosen: ReadonlySet<number>;
  /** The crop of a code in words, for the parcels whose file brought none. */
  readonly cropOf: (code: string) => string;
  readonly handle: RefObject<GridHandle | null>;
  readonly onSort: (column: string) => void;
  readonly onPick: (row: number, choice: Choice) => void;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onCopy: () => void;
  /** Enter or a double press on a row. */
  readonly onOpen: () => void;
}

interface Cursor {
  readonly row: number;
  readonly column: number;
}

/** A table of which only the rows in sight are in the page. One stop of the Tab key; arrows walk through its cells. */
export function Grid(props: GridProps): React.JSX.Element {
  const { label, columns, pages, sort, chosen, cropOf, handle, onSort, onPick, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 });
  const count = pages.total ?? 0;
  const { first, last, offset, height, scrollTo, page, onScroll } = useRowWindow(box, count);
  const { want } = pages;
  useLayoutEffect(() => { want(first, Math.max(first, last - 1)); }, [want, first, last]);
  // Where a choice of several rows begins: the last row that was walked or pressed to without Shift.
  const anchor = useRef(0);
  const goTo: GoTo = (row, column = cursor.column, keepsAnchor = 'moves') => {
    const at = Math.min(count - 1, Math.max(0, row));
    if (keepsAnchor === 'moves') anchor.current = at;
    setCursor({ row: at, column: Math.min(columns.length - 1, Math.max(0, column)) });
    scrollTo(at);
  };
  useImperativeHandle(handle, () => ({
    goTo: (row) => { goTo(row); },
    top: () => {
      setCursor({ row: 0, column: 0 });
      anchor.current = 0;
      if (box.current) box.current.scrollTop = 0;
    },
  }));
  const press = (row: number, column: number, event: React.MouseEvent): void => {
    setCursor({ row, column });
    if (event.shiftKey) onPick(row, { how: 'through', from: anchor.current });
    else {
      anchor.current = row;
      onPick(row, { how: event.ctrlKey || event.metaKey ? 'toggle' : 'only' });
    }
  };
  const onKey = useGridKeys(props, { cursor, page, goTo, anchor });
  const template = columns.map(({ width }, index) => (index === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ');
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    <div ref={box} className="data-grid" role="grid" aria-label={label} aria-rowcount={count + 1} aria-colcount={columns.length} aria-multiselectable tabIndex={0} aria-activedescendant={count > 0 ? cellId(cursor) : undefined} aria-busy={pages.isStale} onScroll={onScroll} onKeyDown={onKey}>
      <Head columns={columns} sort={sort} template={template} onSort={onSort} />
      <div className="data-space" role="rowgroup" style={{ height }}>
        {rows.map((row) => (
          <Row key={row} row={row} top={offset + (row - first) * ROW} template={template} columns={columns} pages={pages} chosen={chosen} cropOf={cropOf} cursor={cursor} onOpen={onOpen} onPress={(column, event) => { press(row, column, event); }} />
        ))}
      </div>
    </div>
  );
}

function Head({ columns, sort, template, onSort }: { readonly columns: readonly TableColumn[]; readonly sort: ParcelSort | null; readonly template: string; readonly onSort: (column: string) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="data-head" role="rowgroup">
      <div className="data-row" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column, index) => {
          const direction = sort?.column === column.name ? sort.direction : 'none';
          return (
            <div key={column.name} role="columnheader" aria-colindex={index + 1} aria-sort={direction} data-numeric={isNumeric(column)}>
              <button type="button" tabIndex={-1} title={t('table.sort', { column: column.name })} onClick={() => { onSort(column.name); }}>
                <span>{column.title === null ? column.name : t(column.title)}</span>
                {direction === 'ascending' && <ArrowUp size={12} aria-hidden />}
                {direction === 'descending' && <ArrowDown size={12} aria-hidden />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: number;
  readonly top: number;
  readonly template: string;
  readonly columns: readonly TableColumn[];
  readonly pages: Pages;
  readonly chosen: ReadonlySet<number>;
  readonly cropOf: GridProps['cropOf'];
  readonly cursor: Cursor;
  readonly onPress: (column: number, event: React.MouseEvent) => void;
  readonly onOpen: () => void;
}

function Row({ row, top, template, columns, pages, chosen, cropOf, cursor, onPress, onOpen }: RowProps): React.JSX.Element {
  const { i18n } = useTranslation();
  const data = pages.rowAt(row);
  return (
    <div className="data-row" role="row" aria-rowindex={row + 2} aria-selected={data !== null && chosen.has(data.fid)} data-odd={row % 2 === 1} style={{ top, gridTemplateColumns: template }} onDoubleClick={onOpen}>
      {columns.map((column, index) => {
        const text = data === null ? '…' : column.name === 'label' ? cropText(data, pages.columns, cropOf) : cellText(column, column.name === 'fid' ? data.fid : valueIn(data, pages.columns, column.name), i18n.language);
        return (
          <div key={column.name} id={cellId({ row, column: index })} role="gridcell" aria-colindex={index + 1} data-numeric={isNumeric(column)} data-cursor={cursor.row === row && cursor.column === index} title={text.length > 18 ? text : undefined} onClick={(event) => { onPress(index, event); }}>
            {text}
          </div>
        );
      })}
    </div>
  );
}

function valueIn({ values }: ParcelRow, columns: readonly string[], name: string): ParcelCell {
  return values[columns.indexOf(name)] ?? null;
}

/** The crop as the file says it, else as the class schemes know its code. */
function cropText(row: ParcelRow, columns: readonly string[], cropOf: GridProps['cropOf']): string {
  const own = valueIn(row, columns, 'label');
  return own === null || own === '' ? cropOf(String(valueIn(row, columns, 'code') ?? '')) : String(own);
}

/** Goes to a row; the row where a choice begins goes along, or stays while Shift is held. */
type GoTo = (row: number, column?: number, anchor?: 'moves' | 'stays') => void;

interface Walk {
  readonly cursor: Cursor;
  /** Rows in sight. */
  readonly page: number;
  readonly goTo: GoTo;
  readonly anchor: RefObject<number>;
}

const cellId = ({ row, column }: Cursor): string => `cell-${row}-${column}`;

interface RowWindow {
  /** First row drawn, and the first after the last one. */
  readonly first: number;
  readonly last: number;
  /** Where the first one stands, and how tall all of them are, CSS pixels. */
  readonly offset: number;
  readonly height: number;
  /** Rows in sight. */
  readonly page: number;
  readonly scrollTo: (row: number) => void;
  readonly onScroll: () => void;
}

/** Which rows are in sight of a scrolled box. */
function useRowWindow(box: RefObject<HTMLDivElement | null>, count: number): RowWindow {
  const [{ top, view }, setScroll] = useState({ top: 0, view: 200 });
  const measure = (): void => {
    if (box.current) setScroll({ top: box.current.scrollTop, view: box.current.clientHeight });
  };
  useLayoutEffect(() => {
    const target = box.current;
    if (!target) return undefined;
    const observer = new ResizeObserver(() => { setScroll({ top: target.scrollTop, view: target.clientHeight }); });
    observer.observe(target);
    return () => { observer.disconnect(); };
  }, [box]);
  const full = count * ROW;
  const height = Math.min(full, TALLEST);
  const inner = view - ROW;
  // One to one, unless the table is taller than a browser can hold.
  const ratio = full > height && height > inner ? (full - inner) / (height - inner) : 1;
  const seen = top * ratio;
  const first = Math.max(0, Math.min(count, Math.floor(seen / ROW) - SPARE));
  const last = Math.min(count, Math.ceil((seen + view) / ROW) + SPARE);
  const scrollTo = (row: number): void => {
    const target = box.current;
    if (!target) return;
    const start = target.scrollTop * ratio;
    if (row * ROW < start) target.scrollTop = (row * ROW) / ratio;
    else if ((row + 1) * ROW > start + inner) target.scrollTop = ((row + 1) * ROW - inner + (target.offsetHeight - target.clientHeight)) / ratio;
  };
  return { first, last, offset: top - seen + first * ROW, height, page: Math.max(1, Math.floor(inner / ROW)), scrollTo, onScroll: measure };
}

/** Arrows, Page, Home and End walk; Space and Shift choose; Ctrl+A all, Escape none, Ctrl+C copies, Enter opens. */
function useGridKeys({ columns, pages, onPick, onAll, onNone, onCopy, onOpen, onSort }: GridProps, { cursor: { row, column }, page, goTo, anchor }: Walk): (event: React.KeyboardEvent) => void {
  const end = (pages.total ?? 0) - 1;
  return (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const rows: Readonly<Record<string, number>> = { ArrowUp: row - 1, ArrowDown: row + 1, PageUp: row - page, PageDown: row + page, ...(isCommand ? { Home: 0, End: end } : {}) };
    const cells: Readonly<Record<string, number>> = { ArrowLeft: column - 1, ArrowRight: column + 1, ...(isCommand ? {} : { Home: 0, End: columns.length - 1 }) };
    const toRow = rows[event.key];
    const toCell = cells[event.key];
    if (toRow !== undefined) {
      const next = Math.min(end, Math.max(0, toRow));
      goTo(next, column, event.shiftKey ? 'stays' : 'moves');
      if (event.shiftKey) onPick(next, { how: 'through', from: anchor.current });
    } else if (toCell !== undefined) goTo(row, toCell);
    else if (event.key === ' ') onPick(row, event.shiftKey ? { how: 'through', from: anchor.current } : { how: 'toggle' });
    else if (event.key === 'Enter' && event.shiftKey) onSort(columns[column]?.name ?? 'fid');
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Escape') onNone();
    else if (isCommand && event.key.toLowerCase() === 'a' && !event.shiftKey) onAll();
    else if (isCommand && event.key.toLowerCase() === 'c') onCopy();
    else return;
    event.preventDefault();
  };
}
