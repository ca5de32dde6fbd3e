import { Redo2, Search, Settings2, Sprout, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { shownKeys } from '../state/window/commands.ts';
import { useLocator } from '../state/window/locator-state.ts';
import { usePanels } from '../state/window/panels.ts';
import { StepNav } from './step-nav.tsx';
import { useStore } from '../state/store.ts';
import { TaskButton } from './task-button.tsx';
import './top-bar.css';

/** The name of the workspace, the work as one path, the locator, running tasks and settings. */
export function TopBar(): React.JSX.Element {
  const { t } = useTranslation();
  const { title, folder, undo, redo, history } = useStore();
  const open = useLocator((state) => state.open);
  const { right, toggle } = usePanels();
  return (
    <header className="topbar">
      <h1 className="brand">
        <Sprout size={18} aria-hidden />
        <span>Furrow</span>
      </h1>
      <span className="workspace-name" title={folder}>{title}</span>
      <StepNav />
      <button type="button" className="locator-button" title={`${t('locator.open')} (${shownKeys('Ctrl+K')})`} onClick={() => { open(''); }}>
        <Search size={14} aria-hidden />
        <span className="hidden-text">{t('locator.open')}</span>
        <kbd>{shownKeys('Ctrl+K')}</kbd>
      </button>
      <div className="topbar-icons">
        <IconButton label={t('edit.undo')} keys={shownKeys('Ctrl+Z')} disabled={history.past.length === 0} onPress={undo} icon={<Undo2 size={16} />} />
        <IconButton label={t('edit.redo')} keys={shownKeys('Ctrl+Shift+Z')} disabled={history.future.length === 0} onPress={redo} icon={<Redo2 size={16} />} />
        <TaskButton />
        <IconButton label={t('settings.title')} keys={shownKeys('Ctrl+,')} pressed={right === 'settings'} onPress={() => { toggle({ id: 'settings', place: 'right' }); }} icon={<Settings2 size={16} />} />
      </div>
    </header>
  );
}
