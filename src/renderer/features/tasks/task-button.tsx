import { ListChecks, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/job/job.ts';
import { useStore } from '../../app/store.ts';
import { call, EngineError } from '../../client/call.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import './tasks.css';

/** How many tasks run, and the list of all of them with progress, remaining time and cancel. */
export function TaskButton(): React.JSX.Element {
  const { t } = useTranslation();
  const jobs = useStore((state) => state.jobs);
  const [open, setOpen] = useState(false);
  const running = jobs.filter(({ state }) => state === 'running').length;
  return (
    <div className="tasks">
      <button type="button" aria-expanded={open} onClick={() => { setOpen(!open); }}>
        <ListChecks size={16} aria-hidden /> {running > 0 ? t('tasks.running', { count: running }) : t('tasks.title')}
      </button>
      {open && (
        <ul className="task-list" aria-label={t('tasks.title')}>
          {jobs.length === 0 && <li className="soft">{t('tasks.none')}</li>}
          {jobs.map((job) => <TaskRow key={job.id} job={job} />)}
        </ul>
      )}
    </div>
  );
}

function TaskRow({ job }: { readonly job: Job }): React.JSX.Element {
  const { t } = useTranslation();
  const cancel = (): void => {
    call('jobs.cancel', { id: job.id }).catch((thrown: unknown) => {
      if (thrown instanceof EngineError) useStore.getState().fail(thrown.document);
    });
  };
  const { progress } = job;
  const left = progress?.remainingSeconds ?? null;
  const time = left === null ? '' : left < 60 ? t('tasks.left-short') : t('tasks.left', { minutes: Math.round(left / 60) });
  return (
    <li>
      <div className="task-head">
        <span>{job.title}</span>
        <span className="soft">{t(`tasks.state.${job.state}`)}</span>
        {job.state === 'running' && <IconButton label={t('tasks.cancel', { title: job.title })} icon={<X size={14} />} onPress={cancel} />}
      </div>
      {job.state === 'running' && progress && (
        <>
          <progress value={progress.fraction} max={1} aria-label={job.title} />
          <p className="soft number">{`${progress.stage}: ${progress.done} / ${progress.total} ${progress.unit} ${time}`}</p>
        </>
      )}
      {job.error && <p className="task-error">{job.error.message} {job.error.action}</p>}
    </li>
  );
}
