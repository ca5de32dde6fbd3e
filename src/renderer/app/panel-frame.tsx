import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { DockEdge, useDockPixels } from './dock-edge.tsx';
import { PANELS } from './contributions.ts';
import { type Panel, usePanels } from '../state/window/panels.ts';
import './panel-frame.css';

/** The open panel on the right, with its title and a way to close it. */
export function RightPanel(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { right, hidden, close } = usePanels();
  const panel = PANELS.find(({ id }) => id === right);
  if (!panel || hidden) return null;
  const title = t(panel.title);
  return (
    <section className="panel panel-right" aria-label={title} onKeyDown={(event) => { if (event.key === 'Escape' && !event.defaultPrevented) close('right'); }}>
      <div className="panel-head">
        <panel.icon size={16} aria-hidden />
        <h2>{title}</h2>
        <IconButton label={t('app.close-panel', { title })} icon={<X size={14} />} onPress={() => { close('right'); }} />
      </div>
      <div className="panel-body" key={panel.id}>
        <panel.component />
      </div>
    </section>
  );
}

/** The dock below the map: its panels as tabs, one of them shown. */
export function Dock(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { dock, hidden, open, close } = usePanels();
  const height = useDockPixels();
  const panels = PANELS.filter(({ place }) => place === 'dock');
  const panel = panels.find(({ id }) => id === dock);
  if (!panel || hidden) return null;
  const step = (event: React.KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    const next = panels[(panels.indexOf(panel) + by + panels.length) % panels.length];
    if (!next) return;
    event.preventDefault();
    open(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <section className="panel panel-dock" aria-label={t('app.dock')} style={{ height }}>
      <DockEdge />
      <div className="panel-head">
        <div className="dock-tabs" role="tablist" aria-label={t('app.dock')} onKeyDown={step}>
          {panels.map((item) => (
            <button key={item.id} id={tabId(item)} type="button" role="tab" aria-selected={item === panel} aria-controls="dock-body" tabIndex={item === panel ? 0 : -1} onClick={() => { open(item); }}>
              <item.icon size={14} aria-hidden />
              {t(item.title)}
            </button>
          ))}
        </div>
        <IconButton label={t('app.close-panel', { title: t(panel.title) })} icon={<X size={14} />} onPress={() => { close('dock'); }} />
      </div>
      <div className="panel-body" id="dock-body" role="tabpanel" aria-labelledby={tabId(panel)} tabIndex={0} key={panel.id}>
        <panel.component />
      </div>
    </section>
  );
}

const tabId = ({ id }: Pick<Panel, 'id'>): string => `dock-tab-${id}`;

/** The panels as icons at the edge of the window. */
export function PanelRail(): React.JSX.Element {
  const { t } = useTranslation();
  const { right, dock, hidden, toggle } = usePanels();
  const shown = PANELS.filter(({ opens = 'icon' }) => opens === 'icon');
  const button = (panel: Panel): React.JSX.Element => {
    const isOpen = !hidden && (panel.place === 'right' ? right : dock) === panel.id;
    return <IconButton key={panel.id} label={t(panel.title)} pressed={isOpen} icon={<panel.icon size={16} />} onPress={() => { toggle(panel); }} />;
  };
  return (
    <nav className="rail" aria-label={t('app.panels')}>
      {shown.filter(({ place }) => place === 'right').map(button)}
      <span className="rail-gap" />
      {shown.filter(({ place }) => place === 'dock').map(button)}
    </nav>
  );
}
