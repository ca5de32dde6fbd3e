import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { treeRows } from '../../../shared/schemes/tree.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { CodeLine } from './code-line.tsx';
import { type Draft, edit } from './drafts.ts';
import { codeRows, type CodeRow, useCodeSets, useSetCodes } from './set-codes.ts';

const ROW_PX = 48;

export interface CodeTableProps {
  readonly draft: Draft;
  /** Class that a press on an arrow assigns to. */
  readonly target: string | null;
  readonly onTarget: (code: string) => void;
}

/** The source codes of a set beside those that the scheme knows; those without a class first, each given to one by a press. */
export function CodeTable({ draft, target, onTarget }: CodeTableProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { scheme } = draft;
  const sets = useCodeSets();
  const [chosen, setChosen] = useState<string | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  const set = chosen === '' ? null : (sets.find((candidate) => `${candidate.kind} ${candidate.id}` === chosen) ?? sets[0] ?? null);
  const found = useSetCodes(set);
  const sources = [...new Set([...(found ? [found.source] : []), ...Object.keys(scheme.mappings), ...Object.keys(scheme.unmapped ?? {})])];
  const source = wanted !== null && sources.includes(wanted) ? wanted : (sources[0] ?? 'own');
  const rows = useMemo(() => codeRows(scheme, source, found?.source === source ? found.codes : []), [scheme, source, found]);
  const classes = useMemo(() => treeRows(scheme).map(({ cropClass, level }) => ({ code: cropClass.code, words: `${' '.repeat((level - 1) * 2)}${classLabel(cropClass, i18n.language)}` })), [scheme, i18n.language]);
  const sought = query.trim().toLowerCase();
  const shown = rows.filter(({ code, label }) => `${code} ${label}`.toLowerCase().includes(sought));
  const assignTo = target ?? classes[0]?.code ?? '';
  const assign = (row: CodeRow, to: string): void => {
    edit(draft, [to === '' ? { op: 'unmap', source, codes: [row.code], labels: { [row.code]: row.label } } : { op: 'map', source, codes: [row.code], to }]);
  };
  return (
    <>
      <div className="field-row">
        <SelectField label={t('schemes.codes-from')} value={set ? `${set.kind} ${set.id}` : ''} options={[...sets.map(({ kind, id, title }) => ({ value: `${kind} ${id}`, label: t(`schemes.set.${kind}`, { title }) })), { value: '', label: t('schemes.no-set') }]} onChange={setChosen} />
        <SelectField label={t('schemes.source')} value={source} options={sources.map((name) => ({ value: name, label: name }))} onChange={setWanted} />
      </div>
      <SelectField label={t('schemes.assign-to')} hint={t('schemes.assign-hint')} value={assignTo} options={classes.map(({ code, words }) => ({ value: code, label: words }))} onChange={onTarget} />
      <Tally rows={rows} />
      <input type="search" placeholder={t('schemes.find-code')} aria-label={t('schemes.find-code')} value={query} onChange={(event) => { setQuery(event.target.value); }} />
      {shown.length === 0
        ? <p className="soft schemes-note">{t('schemes.no-codes')}</p>
        : <VirtualList className="schemes-codes" label={t('schemes.tab.codes')} count={shown.length} rowPx={ROW_PX} row={(index) => {
            const row = shown[index];
            return row && <CodeLine key={row.code} row={row} scheme={scheme} classes={classes} assignTo={assignTo} onAssign={(to) => { assign(row, to); }} />;
          }} />}
    </>
  );
}

/** How much of the set has no class. */
function Tally({ rows }: { readonly rows: readonly CodeRow[] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const unmapped = rows.filter(({ target }) => target === null);
  const sum = (some: readonly CodeRow[]): number => some.reduce((total, { count }) => total + (count ?? 0), 0);
  const all = sum(rows);
  if (unmapped.length === 0) return <p className="schemes-note schemes-good">{t('schemes.all-mapped', { count: rows.length })}</p>;
  return <p className="schemes-note schemes-warn" role="status">{all === 0 ? t('schemes.unmapped', { count: unmapped.length }) : t('schemes.unmapped-share', { count: unmapped.length, some: number.format(sum(unmapped)), all: number.format(all) })}</p>;
}
