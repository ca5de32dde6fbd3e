import { Download, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from '../../../shared/contract/reports.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { useRecords } from '../../state/records.ts';
import { report as told } from '../../state/report.ts';
import { useReportChoice } from '../../state/samples/report-choice.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import { CurveView } from './curve-view.tsx';
import { type ReportItem, useReports } from './report-store.ts';
import { ReportView } from './report-view.tsx';
import { saveCsv, saveJson, savePng } from './save.ts';
import { CurveForm } from './curve-form.tsx';
import { EvaluateForm } from './evaluate-form.tsx';
import './form.css';
import './plots.css';
import './reports.css';

type Form = 'evaluate' | 'curve' | null;

/** The page of reports over the map, while it is open. */
export function ReportsPage(): React.JSX.Element | null {
  const isOpen = useReportChoice((state) => state.isOpen);
  return isOpen ? <Page /> : null;
}

/** The reports of the workspace: of trainings, of models tested on other samples, and local-data curves. */
function Page(): React.JSX.Element {
  const { t } = useTranslation();
  const close = useReportChoice((state) => state.close);
  const page = useRef<HTMLElement>(null);
  useEffect(() => { page.current?.focus(); }, []);
  const { items, shown } = useReports();
  const [form, setForm] = useState<Form>(null);
  const body = useRef<HTMLDivElement>(null);
  const current = useShownReport();
  useEndedJobs(() => { setForm(null); });
  const report = shown && current && shown.kind === current.kind && shown.id === current.id ? shown : null;
  return (
    <section className="reports" ref={page} aria-label={t('reports.title')} tabIndex={-1} onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented) close(); }}>
      <div className="reports-head">
        <h2>{t('reports.title')}</h2>
        {items && items.length > 0 && <ReportSelect items={items} current={current} onChosen={() => { setForm(null); }} />}
        {report?.simulated === true && <span className="reports-simulated">{t('app.simulated')}</span>}
        <span className="spacer" />
        <IconButton label={t('reports.close')} icon={<X size={14} />} onPress={close} />
      </div>
      <div className="reports-tools">
        <TextButton words={t('reports.evaluate')} icon={<Plus size={14} />} hint={t('reports.evaluate-hint')} onPress={() => { setForm(form === 'evaluate' ? null : 'evaluate'); }} />
        <TextButton words={t('reports.curve-start')} icon={<Plus size={14} />} hint={t('reports.curve-hint')} onPress={() => { setForm(form === 'curve' ? null : 'curve'); }} />
        {report && form === null && <SaveMenu report={report} body={body} />}
      </div>
      {form === 'evaluate' && <EvaluateForm model={report && report.kind !== 'local-curve' ? report.model.id : null} />}
      {form === 'curve' && <CurveForm />}
      {form === null && (
        <div className="reports-body" ref={body} key={report ? `${report.kind} ${report.id}` : ''}>
          {items?.length === 0 && <p className="reports-empty soft">{t('reports.none')}</p>}
          {report && <div className="reports-cards">{report.kind === 'local-curve' ? <CurveView curve={report} /> : <ReportView report={report} />}</div>}
        </div>
      )}
    </section>
  );
}

/** The report that was chosen, else the newest; read when it changes. */
function useShownReport(): ReportItem | null {
  const { items, refresh, show } = useReports();
  const chosen = useReportChoice((state) => state.chosen);
  const models = useRecords((state) => state.model);
  useEffect(() => {
    const aborter = new AbortController();
    told(refresh(aborter.signal));
    return () => { aborter.abort(); };
  }, [refresh, models]);
  const current = items?.find(({ kind, id }) => kind === chosen?.kind && id === chosen.id) ?? items?.[0] ?? null;
  const [kind, id] = [current?.kind, current?.id];
  useEffect(() => {
    if (kind === undefined || id === undefined) return undefined;
    const aborter = new AbortController();
    told(show({ kind, id }, aborter.signal));
    return () => { aborter.abort(); };
  }, [kind, id, show]);
  return current;
}

const REPORTING: Readonly<Record<string, 'evaluation' | 'local-curve'>> = { evaluate: 'evaluation', 'local-curve': 'local-curve' };

/** Shows the report of a job that has just ended. @param onShown is called before */
function useEndedJobs(onShown: () => void): void {
  const jobs = useJobs((state) => state.jobs);
  const { refresh } = useReports();
  const { choose } = useReportChoice();
  const running = useRef<ReadonlySet<string>>(new Set());
  const shown = useRef(onShown);
  useEffect(() => { shown.current = onShown; });
  useEffect(() => {
    const ended = jobs.find(({ id, kind, state }) => REPORTING[kind] !== undefined && state === 'done' && running.current.has(id));
    running.current = new Set(jobs.flatMap(({ id, kind, state }) => (REPORTING[kind] !== undefined && (state === 'running' || state === 'planned') ? [id] : [])));
    const kind = ended && REPORTING[ended.kind];
    const id = ended?.result?.['id'];
    if (kind && typeof id === 'string') told(refresh().then(() => { shown.current(); choose({ kind, id }); }));
  }, [jobs, refresh, choose]);
}

const KINDS = ['training', 'evaluation', 'local-curve'] as const;

function ReportSelect({ items, current, onChosen }: { readonly items: readonly ReportItem[]; readonly current: ReportItem | null; readonly onChosen: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const { choose } = useReportChoice();
  const keyOf = ({ kind, id }: Pick<ReportItem, 'kind' | 'id'>): string => `${kind} ${id}`;
  const change = (key: string): void => {
    const item = items.find((one) => keyOf(one) === key);
    if (item) choose({ kind: item.kind, id: item.id });
    onChosen();
  };
  return (
    <select aria-label={t('reports.which')} value={current ? keyOf(current) : ''} onChange={(event) => { change(event.target.value); }}>
      {KINDS.map((kind) => {
        const own = items.filter((item) => item.kind === kind);
        return own.length === 0 ? null : <optgroup key={kind} label={t(`reports.kind.${kind}`)}>{own.map((item) => <option key={item.id} value={keyOf(item)}>{item.title}</option>)}</optgroup>;
      })}
    </select>
  );
}

function SaveMenu({ report, body }: { readonly report: Report; readonly body: React.RefObject<HTMLDivElement | null> }): React.JSX.Element {
  const { t } = useTranslation();
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const button = useRef<HTMLSpanElement>(null);
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box) setAt({ x: box.left, y: box.bottom });
  };
  const pictures = (): SVGSVGElement[] => [...(body.current?.querySelectorAll<SVGSVGElement>('.confusion svg, svg.reports-plot') ?? [])];
  const items: readonly MenuItem[] = [
    { label: t('reports.save-csv'), run: () => { saveCsv(report); } },
    { label: t('reports.save-json'), run: () => { saveJson(report); } },
    { label: t('reports.save-png'), run: () => { told(savePng(report, pictures())); } },
  ];
  return (
    <span ref={button}>
      <TextButton words={t('reports.save')} icon={<Download size={14} />} onPress={open} />
      {at && <Menu label={t('reports.save')} items={items} at={at} onClose={() => { setAt(null); }} />}
    </span>
  );
}
