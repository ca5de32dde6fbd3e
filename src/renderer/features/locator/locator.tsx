import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownKeys } from '../../state/window/commands.ts';
import { useLocator } from '../../state/window/locator-state.ts';
import { useRecords } from '../../state/records.ts';
import { useStore } from '../../state/store.ts';
import { call } from '../../client/call.ts';
import { report } from '../../state/report.ts';
import { commandEntries, type Entry, type Found, found, GROUPS, layerEntries, recordEntries, type ReportItem, reportEntries } from './entries.ts';
import { useSources } from './use-sources.ts';
import './locator.css';

/** Ctrl+K: finds commands, layers, records, parcels, places and settings, by keyboard alone. */
export function Locator(): React.JSX.Element | null {
  const { shown, query, close } = useLocator();
  return shown === 'locator' ? <Finder start={query} close={close} /> : null;
}

function Finder({ start, close }: { readonly start: string; readonly close: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [query, setQuery] = useState(start);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const before = useFocusBack();
  const entries = useEntries();
  const streamed = useSources(query);
  const answers = useMemo(() => [...found(entries, query), ...streamed.found], [entries, query, streamed.found]);
  const current = answers[Math.min(chosen, answers.length - 1)];
  const run = (entry: Found | undefined): void => {
    if (!entry || entry.reason !== null) return;
    close();
    before();
    entry.run();
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: answers.length - 1, PageDown: Math.min(chosen + 8, answers.length - 1), PageUp: Math.max(chosen - 8, 0) }[event.key];
    if (to !== undefined && answers.length > 0) setChosen((to + answers.length) % answers.length);
    else if (event.key === 'Enter') run(current);
    else if (event.key === 'Escape' || event.key === 'Tab') { close(); before(); } else return;
    event.preventDefault();
  };
  return (
    <div className="locator-backdrop" onPointerDown={(event) => { if (event.target === event.currentTarget) close(); }}>
      <div className="locator" role="dialog" aria-label={t('locator.title')}>
        <div className="locator-query">
          <Search size={16} aria-hidden />
          <input autoFocus role="combobox" aria-expanded aria-controls={`${id}-list`} aria-activedescendant={current ? `${id}-${current.id}` : undefined} aria-label={t('locator.title')} placeholder={t('locator.placeholder')} value={query} spellCheck={false} autoComplete="off" onKeyDown={onKey} onChange={(event) => { setQuery(event.target.value); setChosen(0); }} />
        </div>
        <Answers id={id} answers={answers} current={current} run={run} point={setChosen} />
        {(streamed.searching || answers.length === 0) && <p className="panel-note soft" role="status">{t(streamed.searching ? 'locator.searching' : 'locator.none')}</p>}
        <p className="locator-foot soft">
          {GROUPS.map(({ name, prefix }) => <span key={name}><kbd>{prefix.trim()}</kbd> {t(`locator.group.${name}`)}</span>)}
        </p>
      </div>
    </div>
  );
}

function useEntries(): readonly Entry[] {
  const { t } = useTranslation();
  const layers = useStore((state) => state.layers);
  const records = useRecords();
  const reports = useReportItems();
  return useMemo(
    () => [...commandEntries(useLocator.getState().commands, t), ...layerEntries(layers, t), ...recordEntries([...records.map, ...records.composite, ...records.parcels, ...records.model, ...records.samples, ...records.scheme, ...records.mask, ...records.scene], t), ...reportEntries(reports, t)],
    [layers, records, reports, t],
  );
}

/** The reports of the workspace, as they are when the locator opens. */
function useReportItems(): readonly ReportItem[] {
  const [items, setItems] = useState<readonly ReportItem[]>([]);
  useEffect(() => {
    const aborter = new AbortController();
    report(call('reports.list', {}, aborter.signal).then((answer) => { setItems(answer.items); }));
    return () => { aborter.abort(); };
  }, []);
  return items;
}

/** Gives the focus back to where it was. */
function useFocusBack(): () => void {
  const before = useRef(document.activeElement);
  return () => {
    if (before.current instanceof HTMLElement) before.current.focus();
  };
}

interface AnswersProps {
  readonly id: string;
  readonly answers: readonly Found[];
  readonly current: Found | undefined;
  readonly run: (entry: Found) => void;
  readonly point: (index: number) => void;
}

function Answers({ id, answers, current, run, point }: AnswersProps): React.JSX.Element {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <ul ref={list} id={`${id}-list`} className="locator-list" role="listbox" aria-label={t('locator.title')}>
      {answers.map((entry, index) => (
        <li key={entry.id} id={`${id}-${entry.id}`} role="option" aria-selected={entry === current} aria-disabled={entry.reason !== null} onPointerMove={() => { point(index); }} onClick={() => { run(entry); }}>
          <entry.icon size={15} aria-hidden />
          <span className="locator-title"><Lit entry={entry} /></span>
          <span className="locator-detail">{entry.reason ?? entry.detail}</span>
          {entry.keys !== null && <kbd>{shownKeys(entry.keys)}</kbd>}
        </li>
      ))}
    </ul>
  );
}

/** The title with the letters that match in bold. */
function Lit({ entry: { title, match } }: { readonly entry: Found }): React.JSX.Element {
  const letters = new Set(match.letters);
  return <>{Array.from(title, (letter, i) => (letters.has(i) ? <b key={i}>{letter}</b> : letter))}</>;
}
