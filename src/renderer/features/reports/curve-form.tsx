import { useTranslation } from 'react-i18next';
import { BandsField } from '../../forms/bands-field.tsx';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { type Learner, useLearner } from '../../forms/learner.ts';
import { LearnerFields, LearnerOptions, LearnerRest } from '../../forms/learner-fields.tsx';
import { RecordField } from '../../forms/record-field.tsx';
import { useJobStep } from '../../forms/use-job-step.ts';
import { useRecords } from '../../state/records.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CURVE, type CurveDraft, curveProblem, curveRequest, HOLD_BACK, proposedSteps, setsOf, stepsOf } from './curve-draft.ts';
import { FormColumn, StartForm } from './start-form.tsx';
import { EVERY_SAMPLE } from './where-draft.ts';
import { WhereFields } from './where-fields.tsx';

type Sets = ReturnType<typeof setsOf>;

interface PartProps {
  readonly draft: CurveDraft;
  readonly change: (part: Partial<CurveDraft>) => void;
  readonly sets: Sets;
}

/** Starts a local-data curve: which samples, what is trained, and how it is tested. */
export function CurveForm(): React.JSX.Element {
  const { t } = useTranslation();
  const [draft, change] = useDraft<CurveDraft>('local-curve', CURVE);
  const sets = setsOf(useRecords((state) => state.samples), draft);
  const { foreign, local } = sets;
  const learner = useLearner(draft);
  const problem = curveProblem(draft, sets) ?? (learner?.lacksEncoder === true ? 'encoder.none' : null);
  const step = useJobStep('local-curve', ['local-curve'], foreign && local && learner && problem === null ? curveRequest(draft, foreign, local, learner) : null);
  const part: PartProps = { draft, change, sets };
  return (
    <StartForm label={t('reports.curve-start')} foot={<JobAction step={step} label={t('reports.curve-button')} blocked={problem && t(problem)} result={() => null} />}>
      <FormColumn title={t('reports.column.samples')}><SetFields {...part} /></FormColumn>
      <FormColumn title={t('reports.column.classifier')}>{learner && <ClassifierFields {...part} learner={learner} />}</FormColumn>
      <FormColumn title={t('reports.column.test')}><TestFields {...part} /></FormColumn>
    </StartForm>
  );
}

function SetFields({ draft, change, sets: { foreign, local } }: PartProps): React.JSX.Element {
  const { t } = useTranslation();
  const samples = useRecords((state) => state.samples);
  const rows = (count: number | undefined): string | undefined => (count === undefined ? undefined : t('reports.rows', { count }));
  return (
    <>
      <RecordField label={t('reports.foreign')} hint={rows(foreign?.rows)} records={samples} value={foreign?.id ?? ''} onChange={(id) => { change({ foreign: id, foreignWhere: EVERY_SAMPLE }); }} />
      <WhereFields label={t('reports.where')} samples={foreign?.id ?? ''} where={draft.foreignWhere} onChange={(foreignWhere) => { change({ foreignWhere }); }} />
      <RecordField label={t('reports.local')} hint={rows(local?.rows)} records={samples} value={local?.id ?? ''} onChange={(id) => { change({ local: id, localWhere: EVERY_SAMPLE }); }} />
      <WhereFields label={t('reports.where')} samples={local?.id ?? ''} where={draft.localWhere} onChange={(localWhere) => { change({ localWhere }); }} />
    </>
  );
}

function ClassifierFields({ draft, change, sets: { foreign, local }, learner }: PartProps & { readonly learner: Learner }): React.JSX.Element {
  const { t } = useTranslation();
  const bands = [...new Set((foreign?.bands ?? []).map(({ band }) => band).filter((band) => local?.bands.some((own) => own.band === band)))];
  return (
    <>
      <LearnerFields learner={learner} choice={draft} onChange={change} />
      <LearnerOptions learner={learner} choice={draft} onChange={change} />
      <More label={t('steps.more')}>
        <BandsField bands={bands} without={draft.without} onChange={(without) => { change({ without }); }} />
        <LearnerRest learner={learner} choice={draft} onChange={change} />
      </More>
    </>
  );
}

const MOST_DRAWS = 50;

function TestFields({ draft, change, sets: { local } }: PartProps): React.JSX.Element {
  const { t } = useTranslation();
  const proposed = proposedSteps(local?.rows ?? 0, draft.testPercent).join(', ');
  return (
    <>
      <TextField label={t('reports.steps')} hint={t('reports.steps-hint')} problem={draft.steps !== null && !stepsOf(draft.steps) ? t('reports.steps-wrong') : null} value={draft.steps ?? proposed} onChange={(steps) => { change({ steps }); }} />
      <div className="family-options">
        <NumberField label={t('reports.draws')} hint={t('reports.draws-hint')} value={draft.draws} min={1} max={MOST_DRAWS} whole onChange={(draws) => { change({ draws: draws ?? CURVE.draws }); }} />
        <NumberField label={t('reports.test-share')} hint={t('reports.test-share-hint')} unit="%" value={draft.testPercent} min={1} max={90} onChange={(testPercent) => { change({ testPercent: testPercent ?? CURVE.testPercent }); }} />
      </div>
      <div className="family-options">
        <SelectField label={t('reports.hold-back')} value={draft.holdBack} options={HOLD_BACK.map((value) => ({ value, label: t(`reports.hold-back.${value}`) }))} onChange={(holdBack) => { change({ holdBack }); }} />
        {draft.holdBack === 'blocks' && <NumberField label={t('reports.block-size')} unit="km" value={draft.blockKm} min={0.05} max={2000} onChange={(blockKm) => { change({ blockKm: blockKm ?? CURVE.blockKm }); }} />}
      </div>
      {draft.holdBack === 'stratified' && <p className="field-hint">{t('reports.hold-back-leaks')}</p>}
      <More label={t('steps.more')}>
        <NumberField label={t('steps.seed')} hint={t('reports.seed-hint')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(seed) => { change({ seed: seed ?? CURVE.seed }); }} />
        <TextField label={t('steps.title')} value={draft.title} placeholder={t('steps.title-auto')} onChange={(title) => { change({ title }); }} />
      </More>
    </>
  );
}
