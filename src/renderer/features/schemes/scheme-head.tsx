import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemeSummary } from '../../../shared/contract/schemes.ts';
import { schemeCsv } from '../../../shared/schemes/scheme-csv.ts';
import { call } from '../../client/call.ts';
import { download, fileNameOf } from '../../state/window/download.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { useSchemeChoice } from '../../state/samples/scheme-choice.ts';
import { TextButton } from '../../ui/text-button.tsx';
import { addShipped, discard, type Draft, edit, save } from './drafts.ts';

/** Which scheme, its title, and what becomes of the edits. */
export function SchemeHead({ draft }: { readonly draft: Draft }): React.JSX.Element {
  const { t } = useTranslation();
  const shipped = useShipped();
  const isShipped = shipped.some(({ id }) => id === draft.saved.id);
  const { scheme, usedBy, isChanged } = draft;
  return (
    <header className="schemes-head">
      <SchemeSelect draft={draft} shipped={shipped} />
      <TitleInput key={scheme.title} draft={draft} />
      {scheme.source !== undefined && <p className="soft schemes-note" title={scheme.licence}>{t('schemes.from', { source: scheme.source })}</p>}
      {usedBy.length > 0 && <p className="soft schemes-note">{t('schemes.used', { count: usedBy.length, names: usedBy.slice(0, 3).join(', ') })}</p>}
      <div className="schemes-actions">
        {isChanged && <button type="button" className="primary" onClick={() => { save(draft, 'version'); }}>{t('schemes.save-version')}</button>}
        {isChanged && !isShipped && usedBy.length === 0 && <button type="button" className="plain" onClick={() => { save(draft, 'replace'); }}>{t('schemes.save')}</button>}
        {isChanged && <TextButton words={t('schemes.discard')} onPress={() => { discard(draft); }} />}
        {!isChanged && <span className="soft">{t('schemes.saved')}</span>}
        <span className="schemes-gap" />
        <TextButton words="JSON" hint={t('schemes.export', { format: 'JSON' })} onPress={() => { download(`${fileNameOf(scheme.title)}.json`, `${JSON.stringify(scheme, null, 1)}\n`, 'application/json'); }} />
        <TextButton words="CSV" hint={t('schemes.export', { format: 'CSV' })} onPress={() => { download(`${fileNameOf(scheme.title)}.csv`, schemeCsv(scheme), 'text/csv;charset=utf-8'); }} />
      </div>
    </header>
  );
}

function SchemeSelect({ draft, shipped }: { readonly draft: Draft; readonly shipped: readonly SchemeSummary[] }): React.JSX.Element {
  const { t } = useTranslation();
  const records = useRecords((state) => state.scheme);
  const choose = useSchemeChoice((state) => state.choose);
  const more = shipped.filter(({ id }) => !records.some((record) => record.id === id));
  const pick = (id: string): void => {
    if (more.some((summary) => summary.id === id)) addShipped(id);
    else choose(id);
  };
  return (
    <select className="schemes-select" aria-label={t('schemes.scheme')} value={draft.saved.id} onChange={(event) => { pick(event.target.value); }}>
      <optgroup label={t('schemes.here')}>
        {records.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
      </optgroup>
      {more.length > 0 && (
        <optgroup label={t('schemes.shipped')}>
          {more.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
        </optgroup>
      )}
    </select>
  );
}

function TitleInput({ draft }: { readonly draft: Draft }): React.JSX.Element {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(draft.scheme.title);
  const keep = (): void => {
    if (typed.trim() === '' || typed === draft.scheme.title || !edit(draft, [{ op: 'retitle', title: typed }])) setTyped(draft.scheme.title);
  };
  return <input type="text" className="schemes-title" aria-label={t('schemes.name')} value={typed} onChange={(event) => { setTyped(event.target.value); }} onBlur={keep} onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }} />;
}

/** The schemes that come with Furrow, read once. */
function useShipped(): readonly SchemeSummary[] {
  const [items, setItems] = useState<readonly SchemeSummary[]>([]);
  useEffect(() => {
    const aborter = new AbortController();
    report(call('schemes.shipped', {}, aborter.signal).then((answer) => { setItems(answer.items); }));
    return () => { aborter.abort(); };
  }, []);
  return items;
}
