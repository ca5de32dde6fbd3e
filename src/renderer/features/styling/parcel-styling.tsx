import { useTranslation } from 'react-i18next';
import type { ParcelLayer } from '../../layers/layer.ts';
import { parcelsByClass, schemeOfCodes } from '../../layers/parcel-classes.ts';
import { useRecords } from '../../state/records.ts';
import { changed, useStore } from '../../state/store.ts';
import { Part, PercentSlider, Prop, ValueInput } from './prop.tsx';

/** Parcels as outlines or filled by class, and their labels. */
export function ParcelStyling({ layer }: { readonly layer: ParcelLayer }): React.JSX.Element {
  const { t } = useTranslation();
  const records = useRecords((state) => state.scheme);
  const schemes = records.map(({ scheme }) => scheme);
  const change = (fields: Partial<ParcelLayer>, step?: string): void => {
    useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'parcels', () => fields), step);
  };
  const fill = (id: string): void => {
    const scheme = schemes.find((item) => item.id === id) ?? null;
    change({ scheme: scheme && schemeOfCodes(scheme, layer), hidden: [], open: scheme !== null });
  };
  const unmapped = layer.scheme ? (parcelsByClass(layer, layer.scheme).get('') ?? 0) : 0;
  return (
    <>
      <Part title={t('styling.fill')}>
        <Prop label={t('styling.fill-by')}>
          <select value={layer.scheme?.id ?? ''} onChange={(event) => { fill(event.target.value); }}>
            <option value="">{t('styling.fill-none')}</option>
            {schemes.map((scheme) => <option key={scheme.id} value={scheme.id}>{scheme.title}</option>)}
          </select>
        </Prop>
        {layer.scheme && <Prop label={t('styling.fill-opacity')}><PercentSlider label={t('styling.fill-opacity')} value={layer.fillOpacity} onChange={(fillOpacity) => { change({ fillOpacity }, `fill ${layer.id}`); }} /></Prop>}
        {unmapped > 0 && <p className="part-note warn">{t('styling.unmapped', { count: unmapped })}</p>}
      </Part>
      <Part title={t('styling.outline')}>
        <Prop label={t('styling.colour')}><input type="color" value={layer.colour} onChange={(event) => { change({ colour: event.target.value }, `outline ${layer.id}`); }} /></Prop>
        <Prop label={t('styling.width')}><ValueInput label={t('styling.width')} value={layer.width} digits={1} onChange={(width) => { if (width >= 0 && width <= 20) change({ width }, `width ${layer.id}`); }} /></Prop>
        <Prop label={t('styling.labels')}>
          <select value={layer.labels} onChange={(event) => { change({ labels: event.target.value as ParcelLayer['labels'] }); }}>
            <option value="none">{t('labels.none')}</option>
            <option value="code">{t('labels.code')}</option>
            <option value="label">{t('labels.label')}</option>
          </select>
        </Prop>
        {layer.labels !== 'none' && <p className="soft part-note">{t('labels.scale')}</p>}
      </Part>
    </>
  );
}
