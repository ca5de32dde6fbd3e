import { Ellipsis, Layers, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecords } from '../../state/records.ts';
import { openSamples, useSampleChoice } from '../../state/samples/sample-choice.ts';
import { useStore } from '../../state/store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { useAddItems } from './add-items.ts';
import { LayerTreeList } from './layer-tree-list.tsx';
import { usePanelItems } from './row-items.tsx';
import './layers.css';

/** The layer tree: the first draws on top; each has its legend below it. */
export function LayerPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const loaded = useStore((state) => state.loaded);
  const isEmpty = useStore((state) => state.layers.every(({ recordId }) => recordId === ''));
  const [query, setQuery] = useState('');
  const [menu, setMenu] = useState<{ readonly which: 'add' | 'more'; readonly x: number; readonly y: number } | null>(null);
  const items: Readonly<Record<'add' | 'more', readonly MenuItem[]>> = { add: useAddItems(), more: usePanelItems() };
  const open = (which: 'add' | 'more'): void => {
    const { left, bottom } = document.getElementById(`layers-${which}`)?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    setMenu({ which, x: left, y: bottom + 2 });
  };
  return (
    <aside className="side" aria-label={t('layers.title')}>
      <div className="side-head">
        <Layers size={16} aria-hidden />
        <h2>{t('layers.title')}</h2>
        <span id="layers-add"><IconButton label={t('layers.add')} icon={<Plus size={16} />} onPress={() => { open('add'); }} /></span>
        <span id="layers-more"><IconButton label={t('layers.more')} icon={<Ellipsis size={16} />} onPress={() => { open('more'); }} /></span>
      </div>
      <input className="side-search" type="search" placeholder={t('layers.search')} aria-label={t('layers.search')} value={query} onChange={(event) => { setQuery(event.target.value); }} />
      <LayerTreeList query={query} />
      {loaded && isEmpty && <EmptyNote />}
      {menu && <Menu label={t(`layers.${menu.which}`)} items={items[menu.which]} at={menu} onClose={() => { setMenu(null); }} />}
    </aside>
  );
}

/** What to do where there is no layer: samples, which are none, can be put on the map; once they are, nothing need be said. */
function EmptyNote(): React.JSX.Element | null {
  const { t } = useTranslation();
  const newest = useRecords((state) => state.samples[0]?.id);
  const isDrawn = useSampleChoice((state) => state.isDrawn);
  if (isDrawn) return null;
  return (
    <>
      <p className="soft side-note">{t(newest === undefined ? 'layers.empty' : 'layers.empty-samples')}</p>
      {newest !== undefined && <button type="button" className="quiet side-note" onClick={() => { openSamples(useSampleChoice.getState().id || newest); }}>{t('layers.show-samples')}</button>}
    </>
  );
}
