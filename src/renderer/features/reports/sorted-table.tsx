import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A column of numbers, and of words in the first one. */
export interface TableColumn<T> {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  /** What it is sorted by. */
  readonly value: (row: T) => number | string;
  readonly cell: (row: T) => React.ReactNode;
}

export interface SortedTableProps<T> {
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Column it is sorted by at first, downwards. */
  readonly by: string;
  readonly foot?: React.ReactNode;
}

/** A table that its heads sort, downwards first, upwards at the second press. */
export function SortedTable<T>({ label, columns, rows, keyOf, by, foot }: SortedTableProps<T>): React.JSX.Element {
  const { i18n } = useTranslation();
  const [order, setOrder] = useState({ by, isUp: false });
  const column = columns.find(({ id }) => id === order.by) ?? columns[0];
  const sorted = column ? rows.toSorted((a, b) => compare(column.value(a), column.value(b), i18n.language) * (order.isUp ? 1 : -1)) : rows;
  return (
    <div className="reports-table-frame">
      <table className="reports-table number" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, title, hint }) => (
              <th key={id} scope="col" aria-sort={order.by === id ? (order.isUp ? 'ascending' : 'descending') : 'none'}>
                <button type="button" title={hint} onClick={() => { setOrder({ by: id, isUp: order.by === id ? !order.isUp : false }); }}>{title}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, cell }, i) => (i === 0 ? <th key={id} scope="row"><span className="reports-label">{cell(row)}</span></th> : <td key={id}>{cell(row)}</td>))}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function compare(a: number | string, b: number | string, language: string): number {
  return typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b), language) : a - b;
}
