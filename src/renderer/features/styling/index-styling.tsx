import { useTranslation } from 'react-i18next';
import type { IndexLayer } from '../../layers/layer.ts';
import { changed, useStore } from '../../state/store.ts';
import { bandsOfIndex, DISPLAY_INDICES, displayIndex } from '../../map/indices.ts';
import { Part, Prop } from './prop.tsx';
import { RampControls } from './ramp-styling.tsx';
import { StretchControls } from './stretch-controls.tsx';

/** Which index, with which ramp, between which values. */
export function IndexStyling({ layer }: { readonly layer: IndexLayer }): React.JSX.Element {
  const { t } = useTranslation();
  const change = (fields: Partial<IndexLayer>, step?: string): void => {
    useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'index', () => fields), step);
  };
  const index = displayIndex(layer.index);
  const offered = DISPLAY_INDICES.filter((item) => bandsOfIndex(item, layer.bands) !== null);
  const choose = (id: string): void => {
    const next = displayIndex(id);
    if (!next) return;
    const title = layer.title.startsWith(layer.index) ? next.id + layer.title.slice(layer.index.length) : layer.title;
    change({ index: id, title, range: next.range, ramp: { name: next.ramp, reversed: false }, stretch: { mode: 'fixed', follow: false } });
  };
  return (
    <Part title={t('styling.index')}>
      <Prop label={t('styling.index')}>
        <select value={layer.index} onChange={(event) => { choose(event.target.value); }}>
          {offered.map(({ id }) => <option key={id} value={id}>{`${id} · ${t(`index.${id}`)}`}</option>)}
        </select>
      </Prop>
      <p className="soft part-note">{index?.formula}</p>
      <RampControls ramp={layer.ramp} range={layer.range} digits={2} onRamp={(ramp) => { change({ ramp }); }} onRange={(range) => { change({ range, stretch: { mode: 'fixed', follow: false } }, `range ${layer.id}`); }} />
      <StretchControls layer={layer} />
    </Part>
  );
}
