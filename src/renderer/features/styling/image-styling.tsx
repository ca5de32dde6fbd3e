import { useTranslation } from 'react-i18next';
import { type Range, type RgbLayer } from '../../layers/layer.ts';
import { changed, useStore } from '../../state/store.ts';
import { Part, ValueInput } from './prop.tsx';
import { StretchControls } from './stretch-controls.tsx';

/** Band combinations that people know by name, with the ranges that suit fields (stored reflectance × 10 000). */
const PRESETS = [
  { id: 'true', bands: ['B04', 'B03', 'B02'], ranges: [[0, 2500], [0, 2500], [0, 2500]] },
  { id: 'nir', bands: ['B08', 'B04', 'B03'], ranges: [[500, 5500], [0, 2500], [0, 2500]] },
  { id: 'swir', bands: ['B12', 'B8A', 'B04'], ranges: [[0, 4500], [500, 5500], [0, 2500]] },
  { id: 'agriculture', bands: ['B11', 'B08', 'B02'], ranges: [[0, 4500], [500, 5500], [0, 2000]] },
  { id: 'red-edge', bands: ['B08', 'B05', 'B04'], ranges: [[500, 5500], [0, 3500], [0, 2500]] },
] as const satisfies readonly { readonly id: string; readonly bands: readonly string[]; readonly ranges: readonly Range[] }[];

const CHANNELS = ['red', 'green', 'blue'] as const;

/** Which bands are red, green and blue, and over which values each is stretched. */
export function ImageStyling({ layer }: { readonly layer: RgbLayer }): React.JSX.Element {
  const { t } = useTranslation();
  const change = (fields: Partial<RgbLayer>, step?: string): void => {
    useStore.getState().changeLayers((layers) => changed(layers, layer.id, 'rgb', () => fields), step);
  };
  const places = (bands: readonly string[]): readonly number[] => bands.map((band) => layer.bands.indexOf(band) + 1);
  const presets = PRESETS.filter(({ bands }) => !places(bands).includes(0));
  const chosen = presets.find(({ bands }) => places(bands).join() === layer.shown.join());
  const setBand = (channel: number, band: number): void => {
    const [red, green, blue] = layer.shown.map((shown, i) => (i === channel ? band : shown));
    change({ shown: [red ?? 1, green ?? 1, blue ?? 1] });
  };
  const setRange = (channel: number, range: Range): void => {
    const [red, green, blue] = layer.ranges.map((shown, i) => (i === channel ? range : shown));
    if (red && green && blue) change({ ranges: [red, green, blue], stretch: { mode: 'fixed', follow: false } }, `range ${layer.id} ${channel}`);
  };
  return (
    <Part title={t('styling.bands')}>
      <div className="presets">
        {presets.map(({ id, bands, ranges }) => (
          <button key={id} type="button" className="style-preset" aria-pressed={chosen?.id === id} title={bands.join(' · ')} onClick={() => { change({ shown: places(bands) as unknown as RgbLayer['shown'], ...(layer.stretch.mode === 'fixed' ? { ranges } : {}) }); }}>{t(`preset.${id}`)}</button>
        ))}
      </div>
      <div className="channels">
        {CHANNELS.map((name, i) => (
          <div key={name} className="channel-line">
            <span className={`channel channel-${i}`}>{t(`channel.${name}`)}</span>
            <select aria-label={t(`channel.${name}`)} value={layer.shown[i]} onChange={(event) => { setBand(i, Number(event.target.value)); }}>
              {layer.bands.map((band, k) => <option key={band} value={k + 1}>{band}</option>)}
            </select>
            <ValueInput label={`${t(`channel.${name}`)}: ${t('styling.min')}`} value={layer.ranges[i]?.[0] ?? 0} digits={0} onChange={(min) => { setRange(i, [min, layer.ranges[i]?.[1] ?? 1]); }} />
            <span className="soft" aria-hidden>–</span>
            <ValueInput label={`${t(`channel.${name}`)}: ${t('styling.max')}`} value={layer.ranges[i]?.[1] ?? 1} digits={0} onChange={(max) => { setRange(i, [layer.ranges[i]?.[0] ?? 0, max]); }} />
          </div>
        ))}
      </div>
      <StretchControls layer={layer} />
    </Part>
  );
}
