import { Ban, CircleAlert, CircleCheck, CircleDashed, CirclePause, FileText, LoaderCircle, type LucideIcon, RotateCw, SquareArrowOutUpRight, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobState } from '../../../shared/job/job.ts';
import { jobText } from '../../state/jobs/job-text.ts';
import { cancelJob, resumeJob } from '../../state/jobs/jobs.ts';
import { openingOf } from '../../state/jobs/open-result.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ToldError } from '../../state/told-error.tsx';
import { jobTitle } from '../../state/jobs/job-title.ts';
import { TaskLog } from './task-log.tsx';

const ICONS: Readonly<Record<JobState, LucideIcon>> = { planned: CircleDashed, running: LoaderCircle, done: CircleCheck, partial: CircleAlert, failed: CircleAlert, cancelled: Ban, interrupted: CirclePause };
const RESUMABLE: readonly JobState[] = ['cancelled', 'interrupted', 'failed', 'partial'];

/** One task: its state and stage, what is left, and what can be done about it. */
export function TaskRow({ job }: { readonly job: Job }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [showsLog, setShowsLog] = useState(false);
  const text = jobText(t, i18n.language);
  const { state, progress } = job;
  const title = jobTitle(job);
  const Icon = ICONS[state];
  const open = openingOf(job);
  return (
    <li className="task" data-state={state}>
      <div className="task-head">
        <Icon size={16} aria-hidden className="task-icon" />
        <span className="task-title" title={title}>{title}</span>
        <span className="soft task-state number">{state === 'running' && progress ? text.progress(progress) : text.state(job)}</span>
        {open && state !== 'running' && <button type="button" className="task-action" onClick={open}><SquareArrowOutUpRight size={14} aria-hidden />{t('tasks.open')}</button>}
        {RESUMABLE.includes(state) && <button type="button" className="task-action" onClick={() => { resumeJob(job.id); }}><RotateCw size={14} aria-hidden />{t('tasks.resume')}</button>}
        <IconButton label={t('tasks.log', { title })} pressed={showsLog} icon={<FileText size={14} />} onPress={() => { setShowsLog(!showsLog); }} />
        {state === 'running' && <IconButton label={t('tasks.cancel', { title })} icon={<X size={14} />} onPress={() => { cancelJob(job.id); }} />}
      </div>
      {state === 'running' && <progress value={progress?.fraction ?? 0} max={1} aria-label={title} />}
      {job.error && <p className="task-error"><ToldError error={job.error} /></p>}
      {job.failedUnits.length > 0 && <FailedUnits job={job} />}
      {showsLog && <TaskLog job={job} />}
    </li>
  );
}

const SHOWN_FAILURES = 3;

function FailedUnits({ job }: { readonly job: Job }): React.JSX.Element {
  const { t } = useTranslation();
  const rest = job.failedUnits.length - SHOWN_FAILURES;
  return (
    <ul className="task-failures">
      {job.failedUnits.slice(0, SHOWN_FAILURES).map(({ key, message }) => <li key={key}><span className="number">{key}</span> {message}</li>)}
      {rest > 0 && <li className="soft">{t('tasks.more-failures', { count: rest })}</li>}
    </ul>
  );
}
