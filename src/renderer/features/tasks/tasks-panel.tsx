import { ListChecks, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../shared/job/job.ts';
import type { Panel } from '../../app/panels.ts';
import { useStore } from '../../app/store.ts';
import { call, EngineError } from '../../client/call.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import './tasks.css';

/** All tasks with progress, remaining time and cancel; it survives being closed, because the engine keeps them. */
function TasksPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const jobs = useStore((state) => state.jobs);
  return (
    <ul className="task-list" aria-label={t('tasks.title')}>
      {jobs.length === 0 && <li className="soft">{t('tasks.none')}</li>}
      {jobs.map((job) => <TaskRow key={job.id} job={job} />)}
    </ul>
  );
}

export const tasksPanel: Panel = { id: 'tasks', title: 'tasks.title', icon: ListChecks, place: 'dock', component: TasksPanel };

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
