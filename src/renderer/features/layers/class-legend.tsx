import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { ClassLayer } from '../../app/layer.ts';
import { changed, useStore } from '../../app/store.ts';

/** The classes of a map: hovering lights one up, a click hides or shows it; the share of counted pixels beside it. */
export function ClassLegend({ layer }: { readonly layer: ClassLayer }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { changeLayers, previewLayers } = useStore();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const light = (code: string | null): void => {
    previewLayers((layers) => changed(layers, layer.id, 'classes', () => ({ lit: code })));
  };
  const toggle = (code: string): void => {
    changeLayers((layers) => changed(layers, layer.id, 'classes', ({ hidden }) => ({ hidden: hidden.includes(code) ? hidden.filter((item) => item !== code) : [...hidden, code] })));
  };
  return (
    <ul className="legend" title={t('legend.counted')}>
      {layer.scheme.classes.map((item) => {
        const label = classLabel(item, i18n.language);
        const share = layer.shares[item.code] ?? 0;
        return (
          <li key={item.code} data-absent={share === 0}>
            <button type="button" aria-pressed={!layer.hidden.includes(item.code)} aria-label={t('legend.hide', { label })} onClick={() => { toggle(item.code); }} onPointerEnter={() => { light(item.code); }} onPointerLeave={() => { light(null); }}>
              <svg className="swatch" viewBox="0 0 14 14" aria-hidden>
                <rect x="0.5" y="0.5" width="13" height="13" rx="2" fill={layer.hidden.includes(item.code) ? 'none' : item.colour} stroke="currentColor" strokeOpacity="0.35" />
              </svg>
              <span className="legend-label">{label}</span>
              <span className="number soft">{percent.format(share)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
