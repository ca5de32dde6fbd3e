import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallInput } from '../../../shared/contract/contract.ts';
import type { ParcelRow } from '../../../shared/contract/parcels.ts';
import { errorLine } from '../../state/error-text.ts';
import { call, EngineError } from '../../client/call.ts';

/** Which rows in which order, as `parcels.page` wants it. */
export type TableQuery = Pick<CallInput<'parcels.page'>, 'id' | 'filter' | 'sort' | 'bounds'>;

const PAGE_ROWS = 100;
/** Pages that are kept; the farthest are forgotten. */
const KEPT = 60;

export interface Pages {
  /** Rows that pass the filter; null until the first answer. */
  readonly total: number | null;
  /** Columns in the order of the values. */
  readonly columns: readonly string[];
  readonly rowAt: (index: number) => ParcelRow | null;
  /** Says which rows are in sight, so that their pages are read. */
  readonly want: (first: number, last: number) => void;
  readonly failure: string | null;
  /** True while rows of an earlier query are shown. */
  readonly isStale: boolean;
}

interface Answer {
  readonly key: string;
  readonly total: number;
  readonly columns: readonly string[];
  readonly pages: ReadonlyMap<number, readonly ParcelRow[]>;
}

/** Rows of the table, read page by page as they come into sight. Another query keeps the old rows until its own come. */
export function usePages(query: TableQuery | null): Pages {
  const key = JSON.stringify(query);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<{ readonly key: string; readonly message: string } | null>(null);
  const sight = useRef<readonly [number, number]>([0, 0]);
  const asked = useRef({ key: '', pages: new Set<number>(), aborter: new AbortController() });
  const read = useCallback((): void => {
    if (key === 'null') return;
    const now = asked.current;
    const [first, last] = sight.current;
    for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page++) {
      if (now.pages.has(page)) continue;
      now.pages.add(page);
      call('parcels.page', { ...(JSON.parse(key) as TableQuery), offset: page * PAGE_ROWS, limit: PAGE_ROWS }, now.aborter.signal)
        .then(({ total, columns, rows }) => {
          setFailure(null);
          setAnswer((known) => withPage(known?.key === key ? known : null, { key, total, columns }, page, rows, now.pages));
        })
        .catch((thrown: unknown) => {
          now.pages.delete(page);
          if (thrown instanceof EngineError) setFailure({ key, message: errorLine(thrown.document) });
        });
    }
  }, [key]);
  useEffect(() => {
    const aborter = new AbortController();
    asked.current = { key, pages: new Set(), aborter };
    read();
    return () => { aborter.abort(); };
  }, [key, read]);
  const want = useCallback((first: number, last: number): void => {
    sight.current = [first, last];
    read();
  }, [read]);
  return {
    total: answer?.total ?? null,
    columns: answer?.columns ?? [],
    rowAt: (index) => answer?.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] ?? null,
    want,
    failure: failure?.key === key ? failure.message : null,
    isStale: answer !== null && answer.key !== key,
  };
}

function withPage(known: Answer | null, head: Pick<Answer, 'key' | 'total' | 'columns'>, page: number, rows: readonly ParcelRow[], asked: Set<number>): Answer {
  const pages = new Map(known?.pages ?? []).set(page, rows);
  for (const other of [...pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page))) {
    if (pages.size <= KEPT) break;
    pages.delete(other);
    asked.delete(other);
  }
  return { ...head, pages };
}
