import { useTranslation } from 'react-i18next';
import type { TrainRequest } from '../../../shared/contract/jobs/train.ts';
import type { Job } from '../../../shared/job/job.ts';
import { openRecord, resultOf } from '../../state/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useDraft } from './drafts.ts';
import { JobAction } from './job-action.tsx';
import { chosenOr, RecordField } from './record-field.tsx';
import { ReportSummary } from './report-summary.tsx';
import { Missing, NextStep, StepFrame } from './step-frame.tsx';
import { useJobStep } from './use-job-step.ts';

const DEFAULTS = { samples: '', features: 'default', trees: 100, maxDepth: 16, minLeaf: 1, classWeights: 'none' as 'none' | 'balanced', seed: 42, title: '' };
type TrainDraft = typeof DEFAULTS;

/** A model from samples, with a report on those that it never saw. */
export function TrainStep(): React.JSX.Element {
  const { t } = useTranslation();
  const samples = useRecords((state) => state.samples);
  const [draft, change] = useDraft<TrainDraft>('train', DEFAULTS);
  const chosen = chosenOr(samples, draft.samples);
  const { title, features, trees, maxDepth, minLeaf, classWeights, seed } = draft;
  const request = chosen && { kind: 'train', params: { samples: chosen.id, features, options: { trees, maxDepth, minLeaf }, balance: classWeights, seed, title: title.trim() === '' ? null : title.trim() } satisfies TrainRequest as Record<string, unknown> };
  const step = useJobStep('train', ['train'], request);
  return (
    <StepFrame purpose={t('train.purpose')} foot={<JobAction step={step} label={t('train.start')} blocked={chosen ? null : t('train.no-samples')} result={(job) => <TrainResult job={job} />} />}>
      {!chosen && <Missing reason={t('train.no-samples')} step="samples" />}
      <RecordField label={t('train.samples')} hint={chosen ? t('train.samples-hint', { count: chosen.rows, classes: Object.keys(chosen.byClass).length }) : undefined} records={samples} value={chosen?.id ?? ''} onChange={(id) => { change({ samples: id }); }} />
      <SelectField label={t('train.features')} hint={t(`train.features-hint.${draft.features}`)} value={draft.features} options={['default', 'bands', 'temporal', 'full'].map((value) => ({ value, label: t(`train.features.${value}`) }))} onChange={(features) => { change({ features }); }} />
      <More label={t('steps.more')}>
        <ForestOptions draft={draft} change={change} />
      </More>
    </StepFrame>
  );
}

function ForestOptions({ draft, change }: { readonly draft: TrainDraft; readonly change: (part: Partial<TrainDraft>) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <div className="field-row">
        <NumberField label={t('train.trees')} whole value={draft.trees} min={1} max={2000} onChange={(value) => { change({ trees: value ?? DEFAULTS.trees }); }} />
        <NumberField label={t('train.depth')} whole value={draft.maxDepth} min={1} max={64} onChange={(value) => { change({ maxDepth: value ?? DEFAULTS.maxDepth }); }} />
        <NumberField label={t('train.leaf')} whole value={draft.minLeaf} min={1} max={100_000} onChange={(value) => { change({ minLeaf: value ?? DEFAULTS.minLeaf }); }} />
        <NumberField label={t('steps.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(value) => { change({ seed: value ?? DEFAULTS.seed }); }} />
      </div>
      <SelectField label={t('train.weights')} hint={t(`train.weights-hint.${draft.classWeights}`)} value={draft.classWeights} options={(['none', 'balanced'] as const).map((value) => ({ value, label: t(`train.weights.${value}`) }))} onChange={(classWeights) => { change({ classWeights }); }} />
      <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
    </>
  );
}

function TrainResult({ job }: { readonly job: Job }): React.JSX.Element {
  const { t } = useTranslation();
  const record = resultOf(job);
  if (record?.kind !== 'model') return <></>;
  return (
    <>
      {record.card.metrics && <ReportSummary metrics={record.card.metrics} />}
      <p className="step-actions">
        <button type="button" className="quiet" onClick={() => { openRecord(record); }}>{t('report.open')}</button>
        <NextStep step="map" label={t('steps.next', { step: t('path.map') })} />
      </p>
    </>
  );
}
