import { ChartNoAxesCombined, ListTree, ScanSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/job/job.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { resultOf } from '../../state/jobs/open-result.ts';
import { usePanels } from '../../state/window/panels.ts';
import { recordWith, useRecords } from '../../state/records.ts';
import { reasonWords } from '../../i18n/messages/rejection-reasons.ts';
import { openSamples } from '../../state/samples/sample-choice.ts';
import { openScheme } from '../../state/samples/scheme-choice.ts';
import { Choice } from '../../ui/choice.tsx';
import { More } from '../../ui/more.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { ObservationFile } from './observation-fields.tsx';
import { RecordField } from '../../forms/record-field.tsx';
import { type SamplesDraft, useDefaults, useSamplesRequest } from './samples-draft.ts';
import { SamplesMore } from './samples-more.tsx';
import { SeasonFields } from './season-fields.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';
import { freeTitle } from '../../../shared/text/derived-title.ts';
import { useJobStep } from '../../forms/use-job-step.ts';
import '../../forms/class-bars.css';

/** Labelled series to learn from: drawn inside parcels, or taken from an extraction. */
export function SamplesStep(): React.JSX.Element {
  const { t } = useTranslation();
  const [draft, change] = useDraft<SamplesDraft>('samples', useDefaults());
  const { request, missing } = useSamplesRequest({ ...draft, title: useOwnTitle(draft) });
  const step = useJobStep('samples', ['samples-from-parcels', 'samples-from-observations', 'samples-from-extractions'], request);
  const reason = missing === null ? null : t(missing.reason);
  return (
    <StepFrame purpose={t('samples.purpose')} foot={<JobAction step={step} label={t('samples.start')} blocked={reason} result={(job) => <SamplesResult job={job} />} />}>
      <Choice label={t('samples.source')} value={draft.source} options={(['parcels', 'observations', 'extraction'] as const).map((value) => ({ value, label: t(`samples.source.${value}`) }))} onChange={(source) => { change({ source }); }} />
      {missing?.step && reason !== null && <Missing reason={reason} step={missing.step} />}
      <SamplesForm draft={draft} change={change} />
      <More label={t('steps.more')}>
        <SamplesMore draft={draft} change={change} />
      </More>
    </StepFrame>
  );
}

/** The typed title, else one that names where the labels come from. */
function useOwnTitle(draft: SamplesDraft): string {
  const { t } = useTranslation();
  const records = useRecords();
  const { sets } = useSamplesRequest(draft);
  if (draft.title.trim() !== '') return draft.title;
  if (draft.source === 'observations') return draft.file === '' ? '' : freeTitle(t('samples.auto-title', { name: draft.file.split(/[\\/]/).at(-1) ?? draft.file }), records.samples);
  const labels = recordWith(records, draft.source === 'parcels' ? sets.parcels : sets.extraction);
  return labels ? freeTitle(t('samples.auto-title', { name: labels.title }), records.samples) : '';
}

export interface SamplesFormProps {
  readonly draft: SamplesDraft;
  readonly change: (part: Partial<SamplesDraft>) => void;
}

function SamplesForm({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const { parcels, composite, scheme } = useRecords();
  const { extractions, sets } = useSamplesRequest(draft);
  const composites = <RecordField key="composite" label={t('samples.composite')} records={composite} value={sets.composite} none={draft.source === 'extraction' ? t('samples.no-composite') : undefined} onChange={(id) => { change({ composite: id }); }} />;
  return (
    <>
      {draft.source === 'parcels' && <RecordField label={t('samples.parcels')} records={parcels} value={sets.parcels} onChange={(id) => { change({ parcels: id }); }} />}
      {draft.source === 'observations' && <ObservationFile draft={draft} change={change} />}
      {draft.source === 'extraction' && <RecordField label={t('samples.extraction')} records={extractions} value={sets.extraction} onChange={(id) => { change({ extraction: id }); }} />}
      {composites}
      {draft.source === 'extraction' && <SeasonFields draft={draft} change={change} />}
      <RecordField label={t('samples.scheme')} hint={t('samples.scheme-hint')} records={scheme} value={sets.scheme} onChange={(id) => { change({ scheme: id }); }} />
      <p className="step-actions"><TextButton words={t('schemes.edit')} icon={<ListTree size={14} aria-hidden />} onPress={() => { openScheme(sets.scheme); }} /></p>
    </>
  );
}

function SamplesResult({ job }: { readonly job: Job }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const schemes = useRecords((state) => state.scheme);
  const record = resultOf(job);
  if (record?.kind !== 'samples') return <></>;
  const scheme = schemes.find(({ id }) => id === record.schemeId)?.scheme;
  const number = new Intl.NumberFormat(i18n.language);
  const classes = Object.entries(record.byClass).sort(([, a], [, b]) => b - a);
  const most = classes[0]?.[1] ?? 1;
  const words = (code: string): string => {
    const found = scheme?.classes.find((one) => one.code === code);
    return found ? classLabel(found, i18n.language) : code;
  };
  return (
    <>
      <p>{t('samples.result', { count: record.rows, classes: classes.length })}</p>
      <p className="step-actions">
        <NextStep step="train" label={t('steps.next', { step: t('path.train') })} />
        <TextButton words={t('sample-sets.open')} icon={<ChartNoAxesCombined size={14} aria-hidden />} onPress={() => { openSamples(record.id); }} />
        <TextButton words={t('hygiene.open-review')} icon={<ScanSearch size={14} aria-hidden />} onPress={() => { usePanels.getState().open({ id: 'hygiene', place: 'dock' }); }} />
      </p>
      <ul className="class-bars number">
        {classes.map(([code, count]) => (
          <li key={code}>
            <span>{words(code)}</span>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden><rect width={(count / most) * 100} height="8" fill={scheme?.classes.find((one) => one.code === code)?.colour ?? 'currentColor'} /></svg>
            <span className="soft">{number.format(count)}</span>
          </li>
        ))}
      </ul>
      {record.rejected.length > 0 && <More label={t('samples.rejected', { count: record.rejected.reduce((sum, { count }) => sum + count, 0) })}><ul className="plain-list">{record.rejected.map(({ reason, count }) => <li key={reason}><span className="number">{number.format(count)}</span> {reasonWords(reason, t)}</li>)}</ul></More>}
    </>
  );
}
