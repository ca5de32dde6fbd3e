import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobState } from '../../../shared/job/job.ts';
import { useFamilies } from '../../state/families.ts';
import { jobText } from '../../state/jobs/job-text.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { openingOf } from '../../state/jobs/open-result.ts';
import { usePanels } from '../../state/window/panels.ts';
import { errorText } from '../../state/error-text.ts';
import { jobTitle } from '../../state/jobs/job-title.ts';
import { useDemo } from '../../state/jobs/demo.ts';
import { stepOfJob, stepPanel } from '../../state/window/step-path.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** How long a good end stays in sight; a bad one stays until it is dismissed. */
const SHOWN_MS = 8000;
const BAD: readonly JobState[] = ['failed', 'partial', 'interrupted'];
/** More would hide the map. */
const MOST = 2;
/** Quarters of a task are told to a screen reader, not each of ten changes a second. */
const PARTS = 4;

/** Says what tasks have come to: their end in a corner of the map, and their progress to screen readers. */
export function Announcements(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const jobs = useJobs((state) => state.jobs);
  const { ended, dismiss } = useEnded(jobs);
  // Titles of trainings name them.
  useFamilies();
  const text = jobText(t, i18n.language);
  return (
    <>
      <p className="hidden-text" role="status" aria-live="polite">{useProgressWords(jobs)}</p>
      <div className="announcements" role="status" aria-live="polite">
        {ended.map((job) => {
          const isBad = BAD.includes(job.state);
          const Icon = isBad ? CircleAlert : CircleCheck;
          const open = openingOf(job);
          return (
            <div key={job.id} className="announcement" data-bad={isBad} data-state={job.state}>
              <Icon size={16} aria-hidden />
              <p>
                <strong>{jobTitle(job)}</strong>
                <span className="soft">{job.error ? errorText(job.error).message : text.state(job)}</span>
              </p>
              {open && !isBad && <button type="button" onClick={() => { open(); dismiss(job.id); }}>{t('tasks.open')}</button>}
              {isBad && <button type="button" onClick={() => { usePanels.getState().open({ id: 'tasks', place: 'dock' }); dismiss(job.id); }}>{t('tasks.details')}</button>}
              <IconButton label={t('error.dismiss')} icon={<X size={14} />} onPress={() => { dismiss(job.id); }} />
            </div>
          );
        })}
      </div>
    </>
  );
}

/** Jobs that were seen running and have ended since. */
function useEnded(jobs: readonly Job[]): { readonly ended: readonly Job[]; readonly dismiss: (id: string) => void } {
  const running = useRef<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState<readonly string[]>([]);
  const dismiss = (id: string): void => {
    setTold((ids) => ids.filter((one) => one !== id));
  };
  useEffect(() => {
    const fresh = jobs.filter(({ id, state }) => running.current.has(id) && state !== 'running');
    running.current = new Set(jobs.filter(({ state }) => state === 'running').map(({ id }) => id));
    if (fresh.length === 0) return;
    const news = fresh.filter((job) => BAD.includes(job.state) || !isSeenElsewhere(job));
    setTold((ids) => [...ids, ...news.map(({ id }) => id)].slice(-MOST));
    for (const { id, state } of fresh) if (!BAD.includes(state)) setTimeout(() => { dismiss(id); }, SHOWN_MS);
  }, [jobs]);
  return { ended: told.flatMap((id) => jobs.filter((job) => job.id === id && job.state !== 'cancelled' && job.state !== 'running')), dismiss };
}

/** True where the person sees the end of a job anyway: in the open panel of its step, or in the list of the demo. */
function isSeenElsewhere({ kind }: Job): boolean {
  const step = stepOfJob(kind);
  const { right, hidden } = usePanels.getState();
  return useDemo.getState().demo?.state === 'running' || (step !== null && right === stepPanel(step) && !hidden);
}

function useProgressWords(jobs: readonly Job[]): string {
  const { t, i18n } = useTranslation();
  const job = jobs.find(({ state }) => state === 'running');
  if (!job) return '';
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(Math.floor((job.progress?.fraction ?? 0) * PARTS) / PARTS);
  return t('tasks.progress', { title: jobTitle(job), percent });
}
