import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REPORT_ATTRIBUTES, type ReportAttribute } from '../../../shared/contract/jobs/evaluate.ts';
import type { Model, SampleSet } from '../../../shared/records/learning.ts';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { chosenOr, RecordField } from '../../forms/record-field.tsx';
import { useJobStep } from '../../forms/use-job-step.ts';
import type { JobRequest } from '../../state/jobs/start-job.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TickList } from '../../ui/tick-list.tsx';
import '../../forms/family-options.css';
import { FormColumn, StartForm } from './start-form.tsx';
import { conditionsOf, EVERY_SAMPLE, type WhereDraft } from './where-draft.ts';
import { WhereFields } from './where-fields.tsx';

/** What is chosen of a test on other samples. */
interface EvaluateDraft {
  readonly samples: string;
  readonly where: WhereDraft;
  readonly by: readonly ReportAttribute[];
  /** Shuffles per group of numbers; null for no importance. */
  readonly shuffles: number | null;
  readonly shuffledRows: number;
  readonly seed: number;
  readonly title: string;
}

const DEFAULTS: EvaluateDraft = { samples: '', where: EVERY_SAMPLE, by: REPORT_ATTRIBUTES, shuffles: 5, shuffledRows: 2000, seed: 42, title: '' };

/** Tests a model on a sample set. @param model id of the one that is looked at */
export function EvaluateForm({ model: given }: { readonly model: string | null }): React.JSX.Element {
  const { t } = useTranslation();
  const models = useRecords((state) => state.model).filter(({ card }) => card.task !== 'embedding');
  const samples = useRecords((state) => state.samples);
  const [id, setId] = useState(given ?? '');
  const [draft, change] = useDraft<EvaluateDraft>('evaluate', DEFAULTS);
  const model = chosenOr(models, id);
  const set = samples.find((one) => one.id === draft.samples) ?? samples.find((one) => one.id !== model?.sampleSetId) ?? samples[0] ?? null;
  const step = useJobStep('evaluate', ['evaluate'], model && set ? requestOf(draft, model, set) : null);
  const blocked = !model ? t('reports.no-model') : !set ? t('reports.no-samples') : null;
  return (
    <StartForm label={t('reports.evaluate')} foot={<JobAction step={step} label={t('reports.evaluate-button')} blocked={blocked} result={() => null} />}>
      <FormColumn title={t('reports.column.tested')}>
        <RecordField label={t('reports.model')} records={models} value={model?.id ?? ''} onChange={setId} />
        <RecordField label={t('reports.samples')} hint={t('reports.samples-hint')} records={samples} value={set?.id ?? ''} onChange={(samplesId) => { change({ samples: samplesId, where: EVERY_SAMPLE }); }} />
        <WhereFields label={t('reports.where')} samples={set?.id ?? ''} where={draft.where} onChange={(where) => { change({ where }); }} />
      </FormColumn>
      <FormColumn title={t('reports.column.report')}>
        <TickList label={t('reports.parted-by')} hint={t('reports.parted-by-hint')} options={REPORT_ATTRIBUTES.map((value) => ({ value, label: t(`reports.by.${value}`) }))} ticked={draft.by} onChange={(by) => { change({ by }); }} />
        <Importance draft={draft} change={change} />
        <More label={t('steps.more')}>
          <NumberField label={t('steps.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(seed) => { change({ seed: seed ?? DEFAULTS.seed }); }} />
          <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
        </More>
      </FormColumn>
    </StartForm>
  );
}

function Importance({ draft, change }: { readonly draft: EvaluateDraft; readonly change: (part: Partial<EvaluateDraft>) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="family-options">
      <NumberField label={t('reports.shuffles')} hint={t('reports.shuffles-hint')} whole empty={t('reports.no-shuffles')} value={draft.shuffles} min={1} max={50} onChange={(shuffles) => { change({ shuffles }); }} />
      {draft.shuffles !== null && <NumberField label={t('reports.shuffled-rows')} whole value={draft.shuffledRows} min={50} max={100_000} onChange={(rows) => { change({ shuffledRows: rows ?? DEFAULTS.shuffledRows }); }} />}
    </div>
  );
}

function requestOf({ where, by, shuffles, shuffledRows, seed, title }: EvaluateDraft, model: Model, samples: SampleSet): JobRequest {
  return {
    kind: 'evaluate',
    params: { model: model.id, samples: samples.id, where: conditionsOf(where), by, importanceRepeats: shuffles ?? 0, importanceRows: shuffledRows, seed, title: title.trim() === '' ? null : title.trim() },
  };
}
