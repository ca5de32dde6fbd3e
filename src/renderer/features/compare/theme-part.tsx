import { Plus, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { themed } from '../../layers/layer-style.ts';
import type { MapTheme } from '../../layers/layer-tree.ts';
import { useStore } from '../../state/store.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Named snapshots of what is visible and how it looks; applying, renaming and removing one can be undone. */
export function ThemePart(): React.JSX.Element {
  const { t } = useTranslation();
  const themes = useStore((state) => state.themes);
  const add = (): void => {
    useStore.getState().changeTree((tree) => ({ ...tree, themes: [...tree.themes, { id: `theme-${crypto.randomUUID()}`, title: t('theme.new', { number: tree.themes.length + 1 }), layers: tree.layers, groups: tree.groups }] }));
  };
  return (
    <section className="view-part">
      <h3>
        {t('theme.title')}
        <IconButton label={t('theme.add')} icon={<Plus size={14} />} onPress={add} />
      </h3>
      {themes.length === 0 && <p className="soft">{t('theme.none')}</p>}
      <ul className="theme-list">
        {themes.map((theme) => <ThemeLine key={theme.id} theme={theme} />)}
      </ul>
    </section>
  );
}

function ThemeLine({ theme }: { readonly theme: MapTheme }): React.JSX.Element {
  const { t } = useTranslation();
  const [title, setTitle] = useState<string | null>(null);
  const { changeTree } = useStore.getState();
  const change = (by: (themes: readonly MapTheme[]) => readonly MapTheme[]): void => {
    changeTree((tree) => ({ ...tree, themes: by(tree.themes) }));
  };
  const rename = (): void => {
    if (title !== null && title.trim() !== '' && title !== theme.title) change((themes) => themes.map((item) => (item.id === theme.id ? { ...item, title: title.trim() } : item)));
    setTitle(null);
  };
  return (
    <li>
      <button type="button" className="theme-apply" onClick={() => { changeTree((tree) => themed(tree, theme)); }}>{t('theme.apply')}</button>
      <input type="text" aria-label={t('theme.name', { title: theme.title })} value={title ?? theme.title} onChange={(event) => { setTitle(event.target.value); }} onBlur={rename} onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }} />
      <IconButton label={t('theme.replace', { title: theme.title })} icon={<RefreshCw size={13} />} onPress={() => { changeTree((tree) => ({ ...tree, themes: tree.themes.map((item) => (item.id === theme.id ? { ...item, layers: tree.layers, groups: tree.groups } : item)) })); }} />
      <IconButton label={t('theme.remove', { title: theme.title })} icon={<Trash2 size={13} />} onPress={() => { change((themes) => themes.filter(({ id }) => id !== theme.id)); }} />
    </li>
  );
}
