import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompositeRequest } from '../../../shared/contract/jobs/composite.ts';
import type { Job } from '../../../shared/job/job.ts';
import { useArea } from '../../state/map/area.ts';
import { openRecord, resultOf } from '../../state/jobs/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useAreaText } from '../../forms/area-text.ts';
import { CompositeMore } from './composite-more.tsx';
import { type CompositeDraft, compositeDefaults, compositeRequest } from './composite-draft.ts';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';
import { freeTitle } from '../../../shared/text/derived-title.ts';
import { useJobStep } from '../../forms/use-job-step.ts';

/** From scenes to one cloud-free picture per period. */
export function CompositeStep(): React.JSX.Element {
  const { t } = useTranslation();
  const scenes = useRecords((state) => state.scene);
  const area = useArea((state) => state.area);
  const defaults = useMemo(() => compositeDefaults(scenes), [scenes]);
  const [draft, change] = useDraft<CompositeDraft>('composite', defaults);
  const title = useOwnTitle(draft);
  const request = scenes.length > 0 ? { kind: 'composite', params: { ...compositeRequest(draft, area), title } satisfies CompositeRequest as Record<string, unknown> } : null;
  const step = useJobStep('composite', ['composite'], request);
  const blocked = scenes.length === 0 ? t('composite.no-scenes') : null;
  return (
    <StepFrame purpose={t('composite.purpose')} foot={<JobAction step={step} label={t('composite.start')} blocked={blocked} result={(job) => <CompositeResult job={job} />} />}>
      {scenes.length === 0 && <Missing reason={t('composite.no-scenes')} step="data" />}
      <CompositeForm draft={draft} change={change} />
      <More label={t('steps.more')}>
        <CompositeMore draft={draft} change={change} />
      </More>
    </StepFrame>
  );
}

/** The typed title, else period and months in the language of the window. */
function useOwnTitle({ title, period, from, to }: CompositeDraft): string {
  const { t, i18n } = useTranslation();
  const composites = useRecords((state) => state.composite);
  if (title.trim() !== '') return title.trim();
  const [first, last] = [from, to].map((day) => new Date(day));
  const isSpan = first !== undefined && last !== undefined && first.getTime() <= last.getTime();
  const span = isSpan ? new Intl.DateTimeFormat(i18n.language, { month: 'short', year: 'numeric', timeZone: 'UTC' }).formatRange(first, last) : `${from} ${to}`.trim();
  return freeTitle(t(`composite.auto-title.${period}`, { span }).trim(), composites);
}

export interface CompositeFormProps {
  readonly draft: CompositeDraft;
  readonly change: (part: Partial<CompositeDraft>) => void;
}

const PERIODS = ['month', 'dekad', '16d', '8d'] as const;
const MASKS = ['keep-4-7', 'worldcereal', 'raw-drop', 'none'] as const;
const GAPS = ['linear', 'neighbour-mean', 'none'] as const;

function CompositeForm({ draft, change }: CompositeFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const areaText = useAreaText();
  const scenes = useRecords((state) => state.scene);
  const used = scenes.filter(({ datetime }) => (draft.from === '' || datetime.slice(0, 10) >= draft.from) && (draft.to === '' || datetime.slice(0, 10) <= draft.to)).length;
  return (
    <>
      <div className="field-row">
        <TextField label={t('composite.from')} type="date" value={draft.from} onChange={(from) => { change({ from }); }} />
        <TextField label={t('composite.to')} type="date" value={draft.to} onChange={(to) => { change({ to }); }} />
      </div>
      <p className="field-hint number">{t('composite.scenes-used', { count: used })} · {areaText}</p>
      <SelectField label={t('composite.period')} value={draft.period} options={PERIODS.map((value) => ({ value, label: t(`composite.period.${value}`) }))} onChange={(period) => { change({ period }); }} />
      <SelectField label={t('composite.mask')} hint={t(`composite.mask-hint.${draft.mask}`)} value={draft.mask} options={MASKS.map((value) => ({ value, label: t(`composite.mask.${value}`) }))} onChange={(mask) => { change({ mask }); }} />
      <SelectField label={t('composite.gap')} hint={t(`composite.gap-hint.${draft.gap}`)} value={draft.gap} options={GAPS.map((value) => ({ value, label: t(`composite.gap.${value}`) }))} onChange={(gap) => { change({ gap }); }} />
    </>
  );
}

function CompositeResult({ job }: { readonly job: Job }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const record = resultOf(job);
  if (record?.kind !== 'composite') return <></>;
  const clear = record.periods.reduce((sum, { clearFraction }) => sum + clearFraction, 0) / record.periods.length;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(clear);
  return (
    <>
      <p>{t('composite.result', { count: record.periods.length, bands: record.bands.length, percent })}</p>
      <p className="step-actions">
        <button type="button" className="quiet" onClick={() => { openRecord(record); }}>{t('steps.show')}</button>
        <NextStep step="samples" label={t('steps.next', { step: t('path.samples') })} />
      </p>
    </>
  );
}
