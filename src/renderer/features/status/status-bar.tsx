import { useTranslation } from 'react-i18next';
import { jobText } from '../../state/jobs/job-text.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { usePanels } from '../../state/window/panels.ts';
import { useStore } from '../../state/store.ts';
import { CrsButton } from './crs-button.tsx';
import { PositionButton } from './position-button.tsx';
import { ProcessorButton } from './processor-button.tsx';
import { ScaleBox } from './scale-box.tsx';
import { jobTitle } from '../../state/jobs/job-title.ts';
import './status-bar.css';

/** Position, scale, CRS, processor, and what goes on. */
export function StatusBar(): React.JSX.Element {
  const { t } = useTranslation();
  const connection = useStore((state) => state.connection);
  return (
    <footer className="statusbar number" aria-label={t('status.label')}>
      <PositionButton />
      <ScaleBox />
      <CrsButton />
      <ProcessorButton />
      <span className="spacer" />
      <RunningTask />
      <span className="status-engine" data-state={connection}>
        <span className="status-dot" aria-hidden />
        {connection === 'live' ? t('status.live') : connection === 'lost' ? t('status.lost') : t('status.connecting')}
      </span>
    </footer>
  );
}

/** What runs now, in one line; a press opens the tasks. */
function RunningTask(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const running = useJobs((state) => state.jobs.find((job) => job.state === 'running'));
  if (!running) return null;
  const text = running.progress ? jobText(t, i18n.language).progress(running.progress) : t('job.state.running');
  return (
    <button type="button" className="status-task" title={`${jobTitle(running)} – ${text}`} onClick={() => { usePanels.getState().open({ id: 'tasks', place: 'dock' }); }}>
      <progress value={running.progress?.fraction ?? 0} max={1} aria-hidden />
      <span>{text}</span>
    </button>
  );
}
