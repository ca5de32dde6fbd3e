import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { shownKeys } from '../../state/window/commands.ts';
import { useLocator } from '../../state/window/locator-state.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import './locator.css';

/** Keys that are no commands: they belong to the part of the window that has the focus. */
const PLACES = [
  { keys: '← → ↑ ↓', title: 'keys.pan' },
  { keys: '+ −', title: 'keys.zoom' },
  { keys: 'Esc', title: 'keys.escape' },
  { keys: 'Tab', title: 'keys.tab' },
] as const;

/** Every key of the window on one sheet; `?` shows it. */
export function CheatSheet(): React.JSX.Element | null {
  const { shown, close } = useLocator();
  return shown === 'keys' ? <Sheet close={close} /> : null;
}

function Sheet({ close }: { readonly close: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const bound = useLocator.getState().commands.flatMap(({ id, title, keys }) => (keys === undefined ? [] : [{ id, title, keys }]));
  return (
    <div className="locator-backdrop" onPointerDown={(event) => { if (event.target === event.currentTarget) close(); }}>
      <div ref={sheet} className="locator cheat-sheet" role="dialog" aria-label={t('keys.title')} tabIndex={-1} onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); close(); } }}>
        <div className="panel-head">
          <h2>{t('keys.title')}</h2>
          <IconButton label={t('app.close-panel', { title: t('keys.title') })} icon={<X size={14} />} onPress={close} />
        </div>
        <dl>
          {bound.map(({ id, title, keys }) => <div key={id}><dt>{t(title)}</dt><dd><kbd>{shownKeys(keys)}</kbd></dd></div>)}
          {PLACES.map(({ keys, title }) => <div key={title}><dt>{t(title)}</dt><dd><kbd>{keys}</kbd></dd></div>)}
        </dl>
      </div>
    </div>
  );
}
