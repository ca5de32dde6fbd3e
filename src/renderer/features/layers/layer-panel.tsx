import { Layers } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../app/store.ts';
import { LayerRow } from './layer-row.tsx';
import './layers.css';

/** The layer tree: the first draws on top; each has its legend below it. */
export function LayerPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const { layers, loaded } = useStore();
  const [query, setQuery] = useState('');
  const wanted = layers.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()));
  return (
    <aside className="side" aria-label={t('layers.title')}>
      <div className="side-head">
        <Layers size={16} aria-hidden />
        <h2>{t('layers.title')}</h2>
      </div>
      <input className="side-search" type="search" placeholder={t('layers.search')} aria-label={t('layers.search')} value={query} onChange={(event) => { setQuery(event.target.value); }} />
      <ul className="layer-list">
        {wanted.map((layer) => <LayerRow key={layer.id} layer={layer} />)}
      </ul>
      {loaded && layers.length <= 1 && <p className="soft side-note">{t('layers.empty')}</p>}
      {wanted.length === 0 && <p className="soft side-note">{t('layers.none-found')}</p>}
    </aside>
  );
}
