import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LayerPanel } from '../features/layers/layer-panel.tsx';
import { StatusBar } from '../features/status/status-bar.tsx';
import { Timeline } from '../features/timeline/timeline.tsx';
import { useAreaOnMap } from '../state/map/area-drawing.ts';
import { recallArea } from '../state/map/area.ts';
import { isTyping, matches, takesText } from '../state/window/commands.ts';
import { COMMANDS, OVERLAYS } from './contributions.ts';
import { useMenuCommands } from '../state/window/desktop.ts';
import { useEngineEvents } from './engine-events.ts';
import { MapPane } from './map-pane.tsx';
import { Notice } from './notice.tsx';
import { Dock, PanelRail, RightPanel } from './panel-frame.tsx';
import { usePanels } from '../state/window/panels.ts';
import { useStore } from '../state/store.ts';
import { TopBar } from './top-bar.tsx';
import './shell.css';

/** The window: top bar, layers, map with its time line, panels, status bar. */
export function Shell(): React.JSX.Element {
  useEngineEvents();
  useKeys();
  useRecalledArea();
  useAreaOnMap();
  useMenuCommands();
  const { t } = useTranslation();
  const hidden = usePanels((state) => state.hidden);
  return (
    <div className="shell" data-panels={hidden ? 'hidden' : 'shown'}>
      <TopBar />
      {!hidden && <LayerPanel />}
      <main className="stage" aria-label={t('map.label')}>
        <Notice />
        <div className="stage-map">
          <MapPane />
          {OVERLAYS.map(({ id, component: Overlay }) => <Overlay key={id} />)}
        </div>
        <Timeline />
        <Dock />
      </main>
      <RightPanel />
      <PanelRail />
      <StatusBar />
    </div>
  );
}

function useRecalledArea(): void {
  const folder = useStore((state) => state.folder);
  useEffect(() => {
    if (folder !== '') recallArea(folder);
  }, [folder]);
}

/** Keys of the commands. While the person types, plain keys are text; function keys and the locator's work everywhere. */
function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const command = COMMANDS.find(({ keys }) => keys !== undefined && matches(event, keys));
      const { keys = '' } = command ?? {};
      const isOfField = /^(Ctrl|Alt)\+/.test(keys) ? takesText(event.target) : isTyping(event.target);
      if (!command || (isOfField && !/^(F\d|Alt\+\d$|Ctrl\+K$|Ctrl\+,$)/.test(keys))) return;
      event.preventDefault();
      if ((command.unavailable?.() ?? null) === null) command.run();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
