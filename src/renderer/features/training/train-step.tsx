import { useTranslation } from 'react-i18next';
import type { FamilyForm } from '../../../shared/contract/families.ts';
import type { TrainRequest } from '../../../shared/contract/jobs/train.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { resultOf } from '../../state/jobs/open-result.ts';
import { openReport } from '../../state/samples/report-choice.ts';
import { openReview } from '../../state/samples/review-choice.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CurveChart } from './curve-chart.tsx';
import { BandsField } from '../../forms/bands-field.tsx';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { LEARNER, type Learner, type LearnerChoice, learnerParams, useLearner } from '../../forms/learner.ts';
import { LearnerFields, LearnerOptions, LearnerRest } from '../../forms/learner-fields.tsx';
import { chosenOr, RecordField } from '../../forms/record-field.tsx';
import { ReportSummary } from '../../forms/report-summary.tsx';
import { SearchTable } from './search-table.tsx';
import { Missing, NextStep, StepFrame } from '../../forms/step-frame.tsx';
import { keptPoint, useTrainingCurve } from './training-curve.ts';
import { useJobStep } from '../../forms/use-job-step.ts';

/** The choices of the step. */
interface TrainDraft extends LearnerChoice {
  readonly samples: string;
  readonly copies: number | null;
  /** For embeddings: bands to treat as missing. */
  readonly without: readonly string[];
  readonly folds: number | null;
  readonly trials: number | null;
  readonly seed: number;
  readonly title: string;
}

const DEFAULTS: TrainDraft = { ...LEARNER, samples: '', copies: null, without: [], folds: null, trials: null, seed: 42, title: '' };

/** A model from samples, with a report on those that it never saw. */
export function TrainStep(): React.JSX.Element {
  const { t } = useTranslation();
  const samples = useRecords((state) => state.samples);
  const [draft, change] = useDraft<TrainDraft>('train', DEFAULTS);
  const chosen = chosenOr(samples, draft.samples);
  const learner = useLearner(draft);
  const isReady = chosen && learner && !learner.lacksEncoder;
  const step = useJobStep('train', ['train'], isReady ? { kind: 'train', params: requestOf(draft, chosen, learner) } : null);
  const curve = useTrainingCurve(step.job?.kind === 'train' ? step.job : null);
  const blocked = !chosen ? t('train.no-samples') : learner?.lacksEncoder ? t('encoder.none') : null;
  const picture = curve.length > 1 ? <CurveChart points={curve} kept={keptPoint(curve, step.job)} /> : null;
  const foot = (
    <>
      {step.job?.state === 'running' && picture}
      <JobAction step={step} label={t('train.start')} blocked={blocked} result={(job) => <TrainResult job={job} families={learner?.families ?? []} curve={picture} />} />
    </>
  );
  return (
    <StepFrame purpose={t('train.purpose')} foot={foot}>
      {!chosen && <Missing reason={t('train.no-samples')} step="samples" />}
      <SamplesField samples={samples} chosen={chosen} onChange={(id) => { change({ samples: id }); }} />
      {learner && (
        <>
          <LearnerFields learner={learner} choice={draft} onChange={change} ofEmbeddings={<Copies value={draft.copies} onChange={(copies) => { change({ copies }); }} />} />
          <LearnerOptions learner={learner} choice={draft} onChange={change} />
          <More label={t('train.compare')}>
            <Compare draft={draft} change={change} />
          </More>
          <More label={t('steps.more')}>
            <NumberField label={t('steps.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(value) => { change({ seed: value ?? DEFAULTS.seed }); }} />
            <BandsField bands={bandsOf(chosen, learner)} without={draft.without} onChange={(without) => { change({ without }); }} />
            <LearnerRest learner={learner} choice={draft} onChange={change} />
            <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
          </More>
        </>
      )}
    </StepFrame>
  );
}

/** Bands that an encoder takes of the samples; none without one. */
function bandsOf(samples: SampleSet | null, { encoder }: Learner): string[] {
  return (samples?.bands ?? []).map(({ band }) => band).filter((band) => encoder?.card.bands.some((taken) => taken.band === band));
}

interface SamplesFieldProps {
  readonly samples: readonly SampleSet[];
  readonly chosen: SampleSet | null;
  readonly onChange: (id: string) => void;
}

/** What is learnt from, how much of it is held back for the test, and the way to change that. */
function SamplesField({ samples, chosen, onChange }: SamplesFieldProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const test = chosen && testRows(chosen);
  const held = test === null ? [] : [test === 0 ? t('train.no-test') : t('train.test-rows', { count: test, test: number.format(test) })];
  const hint = chosen ? [t('train.samples-hint', { count: chosen.rows, rows: number.format(chosen.rows), classes: Object.keys(chosen.byClass).length }), ...held].join(' ') : undefined;
  return (
    <>
      <RecordField label={t('train.samples')} hint={hint} records={samples} value={chosen?.id ?? ''} onChange={onChange} />
      {chosen && <p className="step-actions"><button type="button" className="quiet" onClick={() => { openReview('split', { samples: chosen.id, split: { by: 'column' } }); }}>{t('train.split')}</button></p>}
    </>
  );
}

/** Samples that are held back for the test; null where the set does not say. */
function testRows({ settings }: SampleSet): number | null {
  const sides = settings['bySplit'];
  const test = typeof sides === 'object' && sides !== null && 'test' in sides ? sides.test : typeof sides === 'object' ? 0 : undefined;
  return typeof test === 'number' ? test : null;
}

function requestOf(draft: TrainDraft, samples: SampleSet, learner: Learner): Record<string, unknown> {
  const { folds, trials, copies, seed } = draft;
  const title = draft.title.trim() === '' ? null : draft.title.trim();
  const params: TrainRequest = {
    ...learnerParams(draft, learner),
    samples: samples.id, seed, title,
    without: bandsOf(samples, learner).filter((band) => draft.without.includes(band)),
    crossValidate: folds,
    search: trials === null ? null : { method: 'random', trials },
    augment: learner.encoder === null || copies === null ? null : { repeats: copies },
  };
  return { ...params };
}

function Copies({ value, onChange }: { readonly value: number | null; readonly onChange: (copies: number | null) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return <NumberField whole label={t('train.copies')} hint={t('train.copies-hint')} empty={t('train.copies-none')} value={value} min={1} max={20} onChange={onChange} />;
}

function Compare({ draft, change }: { readonly draft: TrainDraft; readonly change: (part: Partial<TrainDraft>) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="family-options">
      <NumberField whole label={t('train.folds')} hint={t('train.folds-hint')} empty={t('train.no')} value={draft.folds} min={2} max={20} onChange={(folds) => { change({ folds }); }} />
      <NumberField whole label={t('train.trials')} hint={t('train.trials-hint')} empty={t('train.no')} value={draft.trials} min={2} max={200} onChange={(trials) => { change({ trials }); }} />
    </div>
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
        <button type="button" className="quiet" onClick={() => { openReport({ kind: 'training', id: record.id }); }}>{t('report.open')}</button>
        <NextStep step="map" label={t('steps.next', { step: t('path.map') })} />
      </p>
      <SearchTable job={job} forms={families.find(({ id }) => id === record.family)?.options ?? []} />
      {curve && <More label={t('train.curve')}>{curve}</More>}
    </>
  );
}
