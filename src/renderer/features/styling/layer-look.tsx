import { useTranslation } from 'react-i18next';
import { BLEND_MODES, type BlendMode, type Layer, type Resampling } from '../../layers/layer.ts';
import { useStore } from '../../state/store.ts';
import { Part, PercentSlider, Prop } from './prop.tsx';

/** What every layer has: opacity, blending, and how its pixels are resampled. */
export function LayerLook({ layer }: { readonly layer: Layer }): React.JSX.Element {
  const { t } = useTranslation();
  const change = (fields: { readonly opacity?: number; readonly blend?: BlendMode; readonly resampling?: Resampling }): void => {
    useStore.getState().changeLayers((layers) => layers.map((item) => (item.id === layer.id ? ({ ...item, ...fields }) : item)), `look ${layer.id} ${Object.keys(fields).join()}`);
  };
  return (
    <Part title={t('styling.rendering')}>
      <Prop label={t('styling.opacity')}><PercentSlider label={t('styling.opacity')} value={layer.opacity} onChange={(opacity) => { change({ opacity }); }} /></Prop>
      <Prop label={t('styling.blend')}>
        <select value={layer.blend ?? 'normal'} onChange={(event) => { change({ blend: event.target.value as BlendMode }); }}>
          {BLEND_MODES.map((mode) => <option key={mode} value={mode}>{t(`blend.${mode}`)}</option>)}
        </select>
      </Prop>
      {'resampling' in layer && (
        <Prop label={t('styling.resampling')}>
          <select value={layer.resampling} onChange={(event) => { change({ resampling: event.target.value as Resampling }); }}>
            <option value="nearest">{t('styling.nearest')}</option>
            <option value="linear">{t('styling.linear')}</option>
          </select>
        </Prop>
      )}
      {layer.kind === 'classes' && <p className="soft part-note">{t('styling.nearest-always')}</p>}
    </Part>
  );
}
