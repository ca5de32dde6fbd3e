import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClassScheme, classLabel } from '../../../shared/raster/class-scheme.ts';
import { codesOf } from '../../../shared/schemes/source-codes.ts';
import { lineOf, type TreeRow, treeRows } from '../../../shared/schemes/tree.ts';
import { ClassRow } from './class-row.tsx';
import { ClassTools } from './class-tools.tsx';
import { chosenAfter } from './choosing.ts';
import { type Draft, edit } from './drafts.ts';
import { movedByKey } from './moving.ts';

/** Classes drawn at most; a search finds the others. */
const MOST_ROWS = 400;
const COLUMNS = ['words', 'code', 'value', 'codes'] as const;

export interface ClassTreeProps {
  readonly draft: Draft;
  readonly chosen: readonly string[];
  readonly onChoose: (codes: readonly string[]) => void;
}

interface Shown {
  readonly sought: string;
  /** Codes of the classes that are folded. */
  readonly closed: readonly string[];
  readonly language: string;
}

/** The rows in sight: all that the search finds, or those that no folded class hides. */
function shownRows(scheme: ClassScheme, { sought, closed, language }: Shown): TreeRow[] {
  const rows = treeRows(scheme);
  if (sought === '') return closed.length === 0 ? rows : rows.filter(({ cropClass }) => !lineOf(scheme, cropClass.code).slice(1).some((code) => closed.includes(code)));
  return rows.filter(({ cropClass }) => `${classLabel(cropClass, language)} ${cropClass.code} ${cropClass.value}`.toLowerCase().includes(sought));
}

/** The classes from the top down: colour, words, code and value in place; dragged onto each other they change their parent. */
export function ClassTree({ draft, chosen, onChoose }: ClassTreeProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { scheme } = draft;
  const [query, setQuery] = useState('');
  const [closed, setClosed] = useState<readonly string[]>([]);
  const [dragged, setDragged] = useState<string | null>(null);
  const sought = query.trim().toLowerCase();
  const shown = useMemo(() => shownRows(scheme, { sought, closed, language: i18n.language }), [scheme, sought, closed, i18n.language]);
  const drop = (target: string | null): void => {
    const codes = dragged === null ? [] : chosen.includes(dragged) ? chosen : [dragged];
    setDragged(null);
    if (codes.length > 0 && (target === null || !codes.includes(target))) edit(draft, codes.map((code) => ({ op: 'move', code, parent: target })));
  };
  const onKey = (code: string, event: React.KeyboardEvent): void => {
    const edits = movedByKey(scheme, code, event);
    if (edits === null) return;
    event.preventDefault();
    if (edits.length > 0) edit(draft, edits);
  };
  return (
    <>
      <SearchBar query={query} count={scheme.classes.length} onChange={setQuery} />
      <ClassTools draft={draft} chosen={chosen} onChoose={onChoose} />
      <Columns />
      <div className="schemes-tree" role="list" aria-label={t('schemes.tab.classes')} aria-describedby="schemes-keys">
        {shown.slice(0, MOST_ROWS).map((row) => (
          <ClassRow
            key={row.cropClass.code}
            draft={draft}
            row={row}
            codes={codesOf(scheme, row.cropClass.code).length}
            isChosen={chosen.includes(row.cropClass.code)}
            isOpen={sought === '' && !closed.includes(row.cropClass.code)}
            onOpen={() => { setClosed(closed.includes(row.cropClass.code) ? closed.filter((code) => code !== row.cropClass.code) : [...closed, row.cropClass.code]); }}
            onChoose={(event) => { onChoose(chosenAfter(chosen, row.cropClass.code, shown.map(({ cropClass }) => cropClass.code), event)); }}
            onKey={(event) => { onKey(row.cropClass.code, event); }}
            onDrag={() => { setDragged(row.cropClass.code); }}
            onDrop={() => { drop(row.cropClass.code); }}
          />
        ))}
        {dragged !== null && <div className="schemes-top" onDragOver={(event) => { event.preventDefault(); }} onDrop={() => { drop(null); }}>{t('schemes.to-top')}</div>}
      </div>
      {shown.length === 0 && <p className="soft schemes-note">{t('schemes.not-found')}</p>}
      {shown.length > MOST_ROWS && <p className="soft schemes-note">{t('schemes.more', { count: shown.length - MOST_ROWS })}</p>}
      <p id="schemes-keys" className="soft schemes-note">{t('schemes.keys')}</p>
    </>
  );
}

/** Names of the columns; every field says its own to the screen reader. */
function Columns(): React.JSX.Element {
  const { t } = useTranslation();
  return <div className="schemes-columns soft" aria-hidden>{COLUMNS.map((column) => <span key={column}>{t(`schemes.column.${column}`)}</span>)}</div>;
}

function SearchBar({ query, count, onChange }: { readonly query: string; readonly count: number; readonly onChange: (query: string) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="schemes-bar">
      <input type="search" placeholder={t('schemes.find')} aria-label={t('schemes.find')} value={query} onChange={(event) => { onChange(event.target.value); }} />
      <span className="soft number">{t('schemes.count', { count })}</span>
    </div>
  );
}
