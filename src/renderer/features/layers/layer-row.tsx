import { ChevronDown, ChevronRight, Locate } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer } from '../../app/layer.ts';
import { zoomTo } from '../../app/map-pane.tsx';
import { useStore } from '../../app/store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ClassLegend } from './class-legend.tsx';

/** One layer: its box, name, opacity, and its legend when it is open. */
export function LayerRow({ layer }: { readonly layer: Layer }): React.JSX.Element {
  const { t } = useTranslation();
  const { changeLayers, selected, select } = useStore();
  const [open, setOpen] = useState(layer.kind === 'classes');
  const change = (fields: Partial<Pick<Layer, 'visible' | 'opacity'>>): void => {
    changeLayers((layers) => layers.map((item) => (item.id === layer.id ? { ...item, ...fields } : item)));
  };
  const isSelected = selected === layer.id;
  return (
    <li className="layer" data-selected={isSelected}>
      <div className="layer-head">
        <IconButton label={t(open ? 'layers.collapse' : 'layers.expand', { title: layer.title })} icon={open ? <ChevronDown size={14} /> : <ChevronRight size={14} />} onPress={() => { setOpen(!open); }} />
        <input type="checkbox" checked={layer.visible} aria-label={t('layers.show', { title: layer.title })} onChange={(event) => { change({ visible: event.target.checked }); }} />
        <button type="button" className="layer-name" aria-pressed={isSelected} title={layer.title} onClick={() => { select(isSelected ? null : layer.id); }}>
          {layer.title}
        </button>
        {layer.simulated && <span className="badge">{t('app.simulated')}</span>}
        {'grid' in layer && <IconButton label={t('layers.zoom', { title: layer.title })} icon={<Locate size={14} />} onPress={() => { zoomTo(layer.grid); }} />}
      </div>
      {open && (
        <div className="layer-body">
          {layer.kind === 'classes' && <ClassLegend layer={layer} />}
          {layer.kind === 'parcels' && <p className="soft">{t('layers.parcels', { count: layer.count })}</p>}
          {layer.kind === 'rgb' && <p className="soft">{layer.shown.map((band) => layer.bands[band - 1]).join(' · ')}</p>}
          {layer.kind === 'ramp' && <div className="ramp" aria-hidden><span>0</span><span>100</span></div>}
          <input type="range" min="0" max="100" value={Math.round(layer.opacity * 100)} aria-label={t('layers.opacity', { title: layer.title })} onChange={(event) => { change({ opacity: Number(event.target.value) / 100 }); }} />
        </div>
      )}
    </li>
  );
}
