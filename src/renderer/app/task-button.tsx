import { useTranslation } from 'react-i18next';
import { useJobs } from '../state/jobs/jobs.ts';
import { usePanels } from '../state/window/panels.ts';

const RADIUS = 6;
const AROUND = 2 * Math.PI * RADIUS;

/** How many tasks run and how far they are together; opens their panel. */
export function TaskButton(): React.JSX.Element {
  const { t } = useTranslation();
  const { dock, toggle } = usePanels();
  const jobs = useJobs((state) => state.jobs);
  const running = jobs.filter(({ state }) => state === 'running');
  const fraction = running.reduce((sum, { progress }) => sum + (progress?.fraction ?? 0), 0) / Math.max(1, running.length);
  const label = running.length > 0 ? t('tasks.running', { count: running.length }) : t('tasks.title');
  return (
    <button type="button" className="task-button" aria-label={label} title={label} aria-pressed={dock === 'tasks'} data-busy={running.length > 0} onClick={() => { toggle({ id: 'tasks', place: 'dock' }); }}>
      <svg width="16" height="16" viewBox="0 0 16 16" fill="none" strokeWidth="2.5" aria-hidden>
        <circle className="ring-track" cx="8" cy="8" r={RADIUS} />
        {running.length > 0 && <circle cx="8" cy="8" r={RADIUS} stroke="currentColor" strokeDasharray={`${Math.max(0.03, fraction) * AROUND} ${AROUND}`} transform="rotate(-90 8 8)" />}
      </svg>
      {running.length > 0 && <span className="number">{running.length}</span>}
    </button>
  );
}
