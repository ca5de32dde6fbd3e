import { useTranslation } from 'react-i18next';
import type { FamilyForm } from '../../../shared/contract/families.ts';
import { BALANCE_METHODS, type BalanceMethod, type TrainingInput, type TrainRequest } from '../../../shared/contract/jobs/train.ts';
import type { OptionValue } from '../../../shared/families/option-form.ts';
import type { Job } from '../../../shared/job/job.ts';
import { openRecord, resultOf } from '../../state/jobs/open-result.ts';
import { openReport } from '../../state/samples/report-choice.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CurveChart } from './curve-chart.tsx';
import { useDraft } from '../../forms/drafts.ts';
import { changedOptions, inLanguage, useFamilies } from '../../forms/families.ts';
import { EncoderFields } from '../../forms/encoder-fields.tsx';
import { FamilyOptions } from '../../forms/family-options.tsx';
import { JobAction } from '../../forms/job-action.tsx';
import { chosenOr, RecordField } from '../../forms/record-field.tsx';
import { ReportSummary } from '../../forms/report-summary.tsx';
import { SearchTable } from './search-table.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';
import { useTrainingCurve } from './training-curve.ts';
import { useJobStep } from '../../forms/use-job-step.ts';

/** The choices of the step. Options are kept per family, so that looking at another one loses nothing. */
interface TrainDraft {
  readonly samples: string;
  readonly family: string;
  readonly input: TrainingInput | null;
  readonly encoder: string;
  readonly copies: number | null;
  readonly features: string;
  readonly options: Readonly<Record<string, Readonly<Record<string, OptionValue>>>>;
  readonly balance: BalanceMethod;
  readonly sampleWeights: 'use' | 'ignore';
  readonly validationPercent: number;
  readonly folds: number | null;
  readonly trials: number | null;
  readonly seed: number;
  readonly title: string;
}

const DEFAULTS: TrainDraft = {
  samples: '', family: 'forest', input: null, encoder: '', copies: null, features: 'default', options: {}, balance: 'none', sampleWeights: 'use', validationPercent: 15, folds: null, trials: null, seed: 42, title: '',
};
const ENCODED: readonly TrainingInput[] = ['embeddings', 'time-embeddings'];

/** A model from samples, with a report on those that it never saw. */
export function TrainStep(): React.JSX.Element {
  const { t } = useTranslation();
  const samples = useRecords((state) => state.samples);
  const encoders = useRecords((state) => state.model).filter(({ card }) => card.task === 'embedding');
  const families = useFamilies();
  const [draft, change] = useDraft<TrainDraft>('train', DEFAULTS);
  const chosen = chosenOr(samples, draft.samples);
  const family = families?.find(({ id }) => id === draft.family) ?? null;
  const input = family && inputOf(family, draft);
  const encoder = input !== null && ENCODED.includes(input) ? chosenOr(encoders, draft.encoder) : null;
  const lacksEncoder = input !== null && ENCODED.includes(input) && !encoder;
  const isReady = chosen && family && input && !lacksEncoder;
  const step = useJobStep('train', ['train'], isReady ? { kind: 'train', params: requestOf(draft, { samples: chosen.id, family, input, encoder: encoder?.id ?? null }) } : null);
  const curve = useTrainingCurve(step.job?.kind === 'train' ? step.job : null);
  const blocked = !chosen ? t('train.no-samples') : lacksEncoder ? t('encoder.none') : null;
  const picture = curve.length > 1 ? <CurveChart points={curve} /> : null;
  const foot = (
    <>
      {step.job?.state === 'running' && picture}
      <JobAction step={step} label={t('train.start')} blocked={blocked} result={(job) => <TrainResult job={job} families={families ?? []} curve={picture} />} />
    </>
  );
  return (
    <StepFrame purpose={t('train.purpose')} foot={foot}>
      {!chosen && <Missing reason={t('train.no-samples')} step="samples" />}
      <RecordField label={t('train.samples')} hint={chosen ? t('train.samples-hint', { count: chosen.rows, classes: Object.keys(chosen.byClass).length }) : undefined} records={samples} value={chosen?.id ?? ''} onChange={(id) => { change({ samples: id }); }} />
      {families && family && input && (
        <>
          <FamilyField families={families} family={family} onChange={(id) => { change({ family: id, input: null }); }} />
          <InputFields family={family} input={input} draft={draft} change={change} encoders={encoders} encoder={encoder?.id ?? ''} />
          <Balance value={draft.balance} onChange={(balance) => { change({ balance }); }} />
          <More label={t('train.options')}>
            <FamilyOptions forms={family.options} values={draft.options[family.id] ?? {}} onChange={(name, value) => { change({ options: { ...draft.options, [family.id]: { ...draft.options[family.id], [name]: value } } }); }} />
          </More>
          <More label={t('train.compare')}>
            <Compare draft={draft} change={change} />
          </More>
          <More label={t('steps.more')}>
            <Rest family={family} draft={draft} change={change} />
          </More>
        </>
      )}
    </StepFrame>
  );
}

type Change = (part: Partial<TrainDraft>) => void;

/** The input that was chosen where the family takes it, else the family's own. */
function inputOf(family: FamilyForm, { input }: TrainDraft): TrainingInput {
  return input !== null && family.inputs.includes(input) ? input : (family.inputs[0] ?? 'features');
}

interface Chosen {
  readonly samples: string;
  readonly family: FamilyForm;
  readonly input: TrainingInput;
  readonly encoder: string | null;
}

function requestOf(draft: TrainDraft, { samples, family, input, encoder }: Chosen): Record<string, unknown> {
  const { features, balance, sampleWeights, validationPercent, folds, trials, seed } = draft;
  const title = draft.title.trim() === '' ? null : draft.title.trim();
  const params: TrainRequest = {
    samples, family: family.id, input, encoder, features, balance, sampleWeights, seed, title,
    options: changedOptions(family.options, draft.options[family.id] ?? {}),
    validationShare: validationPercent / 100,
    crossValidate: folds,
    search: trials === null ? null : { method: 'random', trials },
    augment: encoder === null || draft.copies === null ? null : { repeats: draft.copies },
  };
  return { ...params };
}

function FamilyField({ families, family, onChange }: { readonly families: readonly FamilyForm[]; readonly family: FamilyForm; readonly onChange: (id: string) => void }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  return <SelectField label={t('train.family')} hint={inLanguage(family.summary, i18n.language)} value={family.id} options={families.map(({ id, label }) => ({ value: id, label: inLanguage(label, i18n.language) }))} onChange={onChange} />;
}

interface InputFieldsProps {
  readonly family: FamilyForm;
  readonly input: TrainingInput;
  readonly draft: TrainDraft;
  readonly change: Change;
  readonly encoders: Parameters<typeof RecordField>[0]['records'];
  readonly encoder: string;
}

/** What the classifier is given: asked only where the family takes more than one thing, and then what belongs to it. */
function InputFields({ family, input, draft, change, encoders, encoder }: InputFieldsProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      {family.inputs.length > 1 && <SelectField label={t('train.input')} hint={t(`train.input-hint.${input}`)} value={input} options={family.inputs.map((value) => ({ value, label: t(`train.input.${value}`) }))} onChange={(value) => { change({ input: value }); }} />}
      {input === 'features' && <SelectField label={t('train.features')} hint={t(`train.features-hint.${draft.features}`)} value={draft.features} options={['default', 'bands', 'temporal', 'full'].map((value) => ({ value, label: t(`train.features.${value}`) }))} onChange={(features) => { change({ features }); }} />}
      {ENCODED.includes(input) && <EncoderFields encoders={encoders} encoder={encoder} copies={draft.copies} onEncoder={(id) => { change({ encoder: id }); }} onCopies={(copies) => { change({ copies }); }} />}
    </>
  );
}

function Balance({ value, onChange }: { readonly value: BalanceMethod; readonly onChange: (value: BalanceMethod) => void }): React.JSX.Element {
  const { t } = useTranslation();
  const order: readonly BalanceMethod[] = ['none', 'log', 'effective', 'balanced'];
  return <SelectField label={t('train.balance')} hint={t(`train.balance-hint.${value}`)} value={value} options={BALANCE_METHODS.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).map((method) => ({ value: method, label: t(`train.balance.${method}`) }))} onChange={onChange} />;
}

function Compare({ draft, change }: { readonly draft: TrainDraft; readonly change: Change }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="family-options">
      <NumberField whole label={t('train.folds')} hint={t('train.folds-hint')} empty={t('train.no')} value={draft.folds} min={2} max={20} onChange={(folds) => { change({ folds }); }} />
      <NumberField whole label={t('train.trials')} hint={t('train.trials-hint')} empty={t('train.no')} value={draft.trials} min={2} max={200} onChange={(trials) => { change({ trials }); }} />
    </div>
  );
}

function Rest({ family, draft, change }: { readonly family: FamilyForm; readonly draft: TrainDraft; readonly change: Change }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <div className="family-options">
        <NumberField label={t('steps.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(value) => { change({ seed: value ?? DEFAULTS.seed }); }} />
        <SelectField label={t('train.weights')} value={draft.sampleWeights} options={(['use', 'ignore'] as const).map((value) => ({ value, label: t(`train.weights.${value}`) }))} onChange={(sampleWeights) => { change({ sampleWeights }); }} />
      </div>
      {family.validation === 'aside' && <NumberField label={t('train.validation')} hint={t('train.validation-hint')} unit="%" value={draft.validationPercent} min={0} max={50} onChange={(value) => { change({ validationPercent: value ?? DEFAULTS.validationPercent }); }} />}
      <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
    </>
  );
}

interface TrainResultProps {
  readonly job: Job;
  readonly families: readonly FamilyForm[];
  readonly curve: React.JSX.Element | null;
}

function TrainResult({ job, families, curve }: TrainResultProps): React.JSX.Element {
  const { t } = useTranslation();
  const record = resultOf(job);
  if (record?.kind !== 'model') return <></>;
  return (
    <>
      {record.card.metrics && <ReportSummary metrics={record.card.metrics} />}
      <p className="step-actions">
        <button type="button" className="quiet" onClick={() => { openRecord(record); }}>{t('report.open')}</button>
        <button type="button" className="quiet" onClick={() => { openReport({ kind: 'training', id: record.id }); }}>{t('reports.open-full')}</button>
        <NextStep step="map" label={t('steps.next', { step: t('path.map') })} />
      </p>
      <SearchTable job={job} forms={families.find(({ id }) => id === record.family)?.options ?? []} />
      {curve && <More label={t('train.curve')}>{curve}</More>}
    </>
  );
}
