import { Redo2, Sprout, Undo2, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EngineError } from '../client/call.ts';
import { listen } from '../client/events.ts';
import { LayerPanel } from '../features/layers/layer-panel.tsx';
import { StatusBar } from '../features/status/status-bar.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { isTyping, matches } from './commands.ts';
import { COMMANDS, PANELS } from './contributions.ts';
import { MapPane } from './map-pane.tsx';
import { type Panel, usePanels } from './panels.ts';
import { useStore } from './store.ts';
import './shell.css';

/** The window: top bar, layers, map with its time line, status bar. */
export function Shell(): React.JSX.Element {
  useEngine();
  useKeys();
  return (
    <div className="shell">
      <TopBar />
      <LayerPanel />
      <main className="stage">
        <Notice />
        <MapPane />
        <Timeline />
        <PanelFrame place="dock" />
      </main>
      <PanelFrame place="right" />
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
      <PanelButtons />
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

/** One button per panel; the tasks' shows how many run. */
function PanelButtons(): React.JSX.Element {
  const { t } = useTranslation();
  const { right, dock, toggle } = usePanels();
  const running = useStore((state) => state.jobs.filter((job) => job.state === 'running').length);
  return (
    <nav className="panel-buttons" aria-label={t('app.panels')}>
      {PANELS.map((panel) => {
        const label = panel.id === 'tasks' && running > 0 ? t('tasks.running', { count: running }) : t(panel.title);
        return <IconButton key={panel.id} label={label} pressed={(panel.place === 'right' ? right : dock) === panel.id} onPress={() => { toggle(panel); }} icon={<panel.icon size={16} />} />;
      })}
    </nav>
  );
}

/** The open panel of a place, with its title and a way to close it. */
function PanelFrame({ place }: { readonly place: Panel['place'] }): React.JSX.Element | null {
  const { t } = useTranslation();
  const panels = usePanels();
  const panel = PANELS.find(({ id }) => id === panels[place]);
  if (!panel) return null;
  return (
    <section className={`panel panel-${place}`} aria-label={t(panel.title)}>
      <div className="panel-head">
        <panel.icon size={16} aria-hidden />
        <h2>{t(panel.title)}</h2>
        <IconButton label={t('app.close-panel', { title: t(panel.title) })} icon={<X size={14} />} onPress={() => { panels.close(place); }} />
      </div>
      <div className="panel-body">
        <panel.component />
      </div>
    </section>
  );
}

function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = COMMANDS.find(({ keys }) => keys !== undefined && matches(event, keys));
      if (!command || (isTyping(event.target) && !/^(F\d|Ctrl\+K)/.test(command.keys ?? ''))) return;
      event.preventDefault();
      if ((command.unavailable?.() ?? null) === null) command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
