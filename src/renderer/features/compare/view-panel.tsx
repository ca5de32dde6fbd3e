import { Columns2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMapSettings } from '../../state/map/map-settings.ts';
import type { Panel } from '../../state/window/panels.ts';
import { ComparePart } from './compare-part.tsx';
import { ImagePart } from './image-part.tsx';
import { ThemePart } from './theme-part.tsx';
import './compare.css';

/** How the map is looked at: comparison, themes, what lies over it, and a picture of it. */
function ViewPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const { graticule, hatch, set } = useMapSettings();
  return (
    <div className="view-panel">
      <ComparePart />
      <ThemePart />
      <section className="view-part">
        <h3>{t('view.over')}</h3>
        <label className="view-check"><input type="checkbox" checked={graticule} onChange={(event) => { set({ graticule: event.target.checked }); }} />{t('view.graticule')}</label>
        <label className="view-check"><input type="checkbox" checked={hatch} onChange={(event) => { set({ hatch: event.target.checked }); }} />{t('view.hatch')}</label>
      </section>
      <ImagePart />
    </div>
  );
}

export const viewPanel: Panel = { id: 'view', title: 'view.title', icon: Columns2, place: 'right', component: ViewPanel };
