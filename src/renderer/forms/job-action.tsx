import { Ban, CircleAlert, CircleCheck, RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Estimate, Job } from '../../shared/job/job.ts';
import { toldText } from '../i18n/messages/told-text.ts';
import { jobText } from '../state/jobs/job-text.ts';
import { resultWarnings } from '../state/jobs/result-warnings.ts';
import { usePanels } from '../state/window/panels.ts';
import { useWrongFields } from '../ui/field-problems.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { ToldError } from '../state/told-error.tsx';
import { errorText } from '../state/error-text.ts';
import { jobTitle } from '../state/jobs/job-title.ts';
import type { JobStep } from './use-job-step.ts';

export interface JobActionProps {
  readonly step: JobStep;
  /** What the button does, such as “Make composites”. */
  readonly label: string;
  /** Why it cannot be pressed, in words; null when it can. */
  readonly blocked: string | null;
  /** What came out, once it is done. */
  readonly result: (job: Job) => ReactNode;
}

/** The foot of a step that starts a job: estimate and button, which turns into its own progress; then what came out. */
export function JobAction({ step, label, blocked, result }: JobActionProps): React.JSX.Element {
  const { job } = step;
  if (job?.state === 'running' || job?.state === 'planned') return <RunningButton step={step} job={job} />;
  return (
    <>
      {job && <Outcome step={step} job={job} result={result} />}
      <StartButton step={step} label={label} blocked={blocked} />
    </>
  );
}

function StartButton({ step, label, blocked }: Pick<JobActionProps, 'step' | 'label' | 'blocked'>): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { estimate, problem, starting } = step;
  const told = problem && errorText(problem);
  const wrong = useWrongFields();
  const cannot = blocked ?? (wrong.length > 0 ? t('steps.wrong-fields', { fields: wrong.join(', ') }) : (told?.message ?? null));
  return (
    <div className="step-start">
      {cannot === null
        ? <p className="estimate number" data-heavy={estimate !== null && isHeavy(estimate)}>{estimate ? jobText(t, i18n.language).estimate(estimate) : t('steps.estimating')}</p>
        : <p className={blocked === null ? 'step-cannot' : 'hidden-text'} id="step-cannot"><CircleAlert size={14} aria-hidden /><span>{cannot} {blocked === null && <span className="soft">{wrong.length === 0 && told?.action}</span>}</span></p>}
      {cannot === null && estimate?.warnings?.map(toldText).map((warning) => <p key={warning} className="step-cannot"><CircleAlert size={14} aria-hidden /><span>{warning}</span></p>)}
      <button type="button" className="primary step-button" aria-disabled={cannot !== null || starting} aria-describedby={cannot === null ? undefined : 'step-cannot'} onClick={() => { if (cannot === null && !starting) step.start(); }}>
        {starting ? t('steps.starting') : label}
      </button>
    </div>
  );
}

/** An hour, or more disk than most have to spare: worth a second look before the start. */
function isHeavy({ seconds, diskBytes }: Estimate): boolean {
  return seconds > 3600 || diskBytes > 20e9;
}

/** The button while it runs: its own progress, with a way to cancel. */
function RunningButton({ step, job }: { readonly step: JobStep; readonly job: Job }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const fraction = job.progress?.fraction ?? 0;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(fraction);
  return (
    <div className="step-start">
      <p className="estimate number">{job.progress ? jobText(t, i18n.language).progress(job.progress) : t('steps.starting')}</p>
      <div className="step-running">
        <svg className="step-fill" viewBox="0 0 100 1" preserveAspectRatio="none" role="progressbar" aria-label={jobTitle(job)} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(fraction * 100)}>
          <rect width={fraction * 100} height="1" />
        </svg>
        <span className="number">{percent}</span>
        <IconButton label={t('tasks.cancel', { title: jobTitle(job) })} icon={<X size={14} />} onPress={step.cancel} />
      </div>
    </div>
  );
}

function Outcome({ step, job, result }: Pick<JobActionProps, 'step' | 'result'> & { readonly job: Job }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const isGood = job.state === 'done' || job.state === 'partial';
  const warnings = isGood ? resultWarnings(job) : [];
  const Icon = job.state === 'done' && warnings.length === 0 ? CircleCheck : job.state === 'cancelled' ? Ban : CircleAlert;
  // Where every part that was tried failed there is nothing to go on from: it would only fail again.
  const canResume = job.state !== 'failed' || (job.progress?.done ?? 0) > job.failedUnits.length;
  const details = <button type="button" className="quiet" onClick={() => { usePanels.getState().open({ id: 'tasks', place: 'dock' }); }}>{t('tasks.details')}</button>;
  return (
    <div className="step-outcome" data-good={isGood} data-state={job.state} data-warned={warnings.length > 0} role="status">
      <Icon size={16} aria-hidden />
      <div>
        <p className="soft">{jobText(t, i18n.language).state(job)}</p>
        {isGood && result(job)}
        {warnings.length > 0 && <ul className="step-warnings">{warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul>}
        {job.error && <p><ToldError error={job.error} /></p>}
        {job.state === 'partial' && job.failedUnits.length > 0 && <p>{t('steps.failed-units', { count: job.failedUnits.length })}</p>}
        {job.state !== 'done' && (
          <p className="step-actions">
            {canResume && <button type="button" className="quiet" onClick={step.resume}><RotateCw size={14} aria-hidden />{t('tasks.resume')}</button>}
            {details}
          </p>
        )}
      </div>
    </div>
  );
}
