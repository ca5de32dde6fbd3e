import { ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndexLayer, RgbLayer, Stretch } from '../../layers/layer.ts';
import { report } from '../../state/report.ts';
import { useStore } from '../../state/store.ts';
import { Prop } from './prop.tsx';
import { stretchToView } from './stretch-view.ts';

/** Fixed values, or worked out over the view: once, or whenever it moves. */
export function StretchControls({ layer }: { readonly layer: RgbLayer | IndexLayer }): React.JSX.Element {
  const { t } = useTranslation();
  const [isOutside, setOutside] = useState(false);
  const { mode, follow } = layer.stretch;
  const set = (stretch: Stretch): void => {
    useStore.getState().changeLayers((layers) => layers.map((item) => (item.id === layer.id ? ({ ...item, stretch } as typeof item) : item)));
  };
  const work = (by: Stretch['mode']): void => {
    report(stretchToView(layer.id, by, 'step').then((done) => { setOutside(!done); }));
  };
  const choose = (by: Stretch['mode']): void => {
    if (by === 'fixed') set({ mode: by, follow: false });
    else work(by);
  };
  return (
    <>
      <Prop label={t('styling.stretch')}>
        <select value={mode} onChange={(event) => { choose(event.target.value as Stretch['mode']); }}>
          <option value="fixed">{t('stretch.fixed')}</option>
          <option value="percent">{t('stretch.percent')}</option>
          <option value="deviation">{t('stretch.deviation')}</option>
        </select>
      </Prop>
      <div className="stretch-row">
        <button type="button" className="plain" onClick={() => { work(mode === 'fixed' ? 'percent' : mode); }}>
          <ScanLine size={14} aria-hidden />
          {t('stretch.to-view')}
        </button>
        <label className="check" title={t('stretch.follow.tip')}>
          <input type="checkbox" checked={follow} disabled={mode === 'fixed'} onChange={(event) => { set({ mode, follow: event.target.checked }); }} />
          {t('stretch.follow')}
        </label>
      </div>
      {isOutside && <p className="part-note warn" role="status">{t('stretch.outside')}</p>}
    </>
  );
}
