import { Paintbrush } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { Layer } from '../../layers/layer.ts';
import type { Panel } from '../../state/window/panels.ts';
import { useStore } from '../../state/store.ts';
import { ClassStyling } from './class-styling.tsx';
import { ImageStyling } from './image-styling.tsx';
import { IndexStyling } from './index-styling.tsx';
import { LayerLook } from './layer-look.tsx';
import { ParcelStyling } from './parcel-styling.tsx';
import { RampStyling } from './ramp-styling.tsx';
import './styling.css';

/** How the selected layer is drawn: every change is seen at once and can be undone. */
function StylingPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const { layers, selected, select } = useStore(useShallow(({ layers, selected, select }) => ({ layers, selected, select })));
  const styled = layers.filter(({ kind }) => kind !== 'basemap');
  const layer = styled.find(({ id }) => id === selected) ?? (selected === null ? undefined : styled.find(({ group }) => group === selected)) ?? styled.find(({ visible }) => visible) ?? styled[0];
  if (!layer) return <p className="soft styling-none">{t('styling.none')}</p>;
  return (
    <div className="styling">
      <select className="styling-layer" aria-label={t('styling.layer')} value={layer.id} onChange={(event) => { select(event.target.value); }}>
        {styled.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
      </select>
      <Body key={layer.id} layer={layer} />
      <LayerLook layer={layer} />
    </div>
  );
}

function Body({ layer }: { readonly layer: Layer }): React.JSX.Element | null {
  switch (layer.kind) {
    case 'classes':
      return <ClassStyling layer={layer} />;
    case 'rgb':
      return <ImageStyling layer={layer} />;
    case 'index':
      return <IndexStyling layer={layer} />;
    case 'ramp':
      return <RampStyling layer={layer} />;
    case 'parcels':
      return <ParcelStyling layer={layer} />;
    case 'basemap':
    case 'tiles':
      return null;
  }
}

export const stylingPanel: Panel = { id: 'styling', title: 'styling.title', icon: Paintbrush, place: 'right', component: StylingPanel };
