import { Redo2, Sprout, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EngineError } from '../client/call.ts';
import { listen } from '../client/events.ts';
import { LayerPanel } from '../features/layers/layer-panel.tsx';
import { StatusBar } from '../features/status/status-bar.tsx';
import { TaskButton } from '../features/tasks/task-button.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MapPane } from './map-pane.tsx';
import { useStore } from './store.ts';
import './shell.css';

/** The window: top bar, layers, map with its time line, status bar. */
export function Shell(): React.JSX.Element {
  useEngine();
  useUndoKeys();
  return (
    <div className="shell">
      <TopBar />
      <LayerPanel />
      <main className="stage">
        <Notice />
        <MapPane />
        <Timeline />
      </main>
      <StatusBar />
    </div>
  );
}

function TopBar(): React.JSX.Element {
  const { t } = useTranslation();
  const { title, undo, redo, history } = useStore();
  return (
    <header className="topbar">
      <h1 className="brand">
        <Sprout size={18} aria-hidden />
        Furrow
      </h1>
      <span className="soft">{title}</span>
      <span className="spacer" />
      <IconButton label={t('edit.undo')} keys="Ctrl+Z" disabled={history.past.length === 0} onPress={undo} icon={<Undo2 size={16} />} />
      <IconButton label={t('edit.redo')} keys="Ctrl+Shift+Z" disabled={history.future.length === 0} onPress={redo} icon={<Redo2 size={16} />} />
      <TaskButton />
    </header>
  );
}

/** What went wrong, in words, until it is dismissed; or that the engine is away. */
function Notice(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { error, connection, fail } = useStore();
  if (connection === 'lost') return <div className="notice" role="alert"><p>{t('app.lost')}</p></div>;
  if (!error) return null;
  return (
    <div className="notice" role="alert">
      <p>
        {error.message} <span className="soft">{error.action}</span>
      </p>
      <button type="button" onClick={() => { fail(null); }}>{t('error.dismiss')}</button>
    </div>
  );
}

function useEngine(): void {
  useEffect(() => {
    const aborter = new AbortController();
    const { refresh, refreshJobs, connected, fail } = useStore.getState();
    const attempt = (work: Promise<void>): void => {
      work.catch((thrown: unknown) => {
        if (thrown instanceof EngineError) fail(thrown.document);
      });
    };
    listen(
      (event) => {
        attempt(event.type.startsWith('record.') ? refresh() : refreshJobs());
      },
      (state) => {
        connected(state);
        if (state === 'live') attempt(refresh());
      },
      aborter.signal,
    );
    return () => {
      aborter.abort();
    };
  }, []);
}

function useUndoKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      if (event.shiftKey) useStore.getState().redo();
      else useStore.getState().undo();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
