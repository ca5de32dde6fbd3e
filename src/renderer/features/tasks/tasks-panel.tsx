import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFamilies } from '../../state/families.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import type { Panel } from '../../state/window/panels.ts';
import { TaskRow } from './task-row.tsx';
import './tasks.css';

/** All tasks, running ones first; it survives being closed and reloaded, because the engine keeps them. */
function TasksPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const { jobs, read } = useJobs();
  // Titles of trainings name them.
  useFamilies();
  if (read && jobs.length === 0) return <p className="panel-note soft">{t('tasks.none')}</p>;
  const ordered = [...jobs.filter(({ state }) => state === 'running'), ...jobs.filter(({ state }) => state !== 'running')];
  return (
    <ul className="task-list" aria-label={t('tasks.title')}>
      {ordered.map((job) => <TaskRow key={job.id} job={job} />)}
    </ul>
  );
}

export const tasksPanel: Panel = { id: 'tasks', title: 'tasks.title', icon: ListChecks, place: 'dock', component: TasksPanel };
