import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { pinsOf } from '../../state/map/map-marks.ts';
import { useMapSettings } from '../../state/map/map-settings.ts';
import { usePlaces } from '../../state/map/places.ts';
import { report } from '../../state/report.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { useStore } from '../../state/store.ts';
import { TextField } from '../../ui/text-field.tsx';
import { saveImage } from './save-image.ts';

/** The map as an image for a report: title, legend and scale bar beside it, in as fine pixels as wanted. */
export function ImagePart(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { crs, scale } = useStore(useShallow(({ crs, scale }) => ({ crs, scale })));
  const workspace = useStore((state) => state.title);
  const isSimulated = useShownLayers().some(({ visible, simulated }) => visible && simulated);
  const [title, setTitle] = useState<string | null>(null);
  const [factor, setFactor] = useState(2);
  const [legend, setLegend] = useState(true);
  const [pins, setPins] = useState(true);
  const [lines, setLines] = useState(true);
  const [busy, setBusy] = useState(false);
  const { kept, current } = usePlaces();
  const graticule = useMapSettings((state) => state.graticule);
  const save = (form: 'png' | 'zip'): void => {
    const footer = [crs, `1 : ${new Intl.NumberFormat(i18n.language).format(Math.round(scale))}`, ...(isSimulated ? [t('image.simulated')] : [])].join(' · ');
    setBusy(true);
    report(saveImage({ factor, legend, form, marks: { pins: pins ? pinsOf(kept, current, t) : [], graticule: graticule && lines }, text: { title: title ?? workspace, footer, language: i18n.language } }).finally(() => { setBusy(false); }));
  };
  return (
    <section className="view-part">
      <h3>{t('image.title')}</h3>
      <TextField label={t('image.heading')} value={title ?? workspace} onChange={setTitle} />
      <label className="view-check"><input type="checkbox" checked={legend} onChange={(event) => { setLegend(event.target.checked); }} />{t('image.legend')}</label>
      {kept.length > 0 && <label className="view-check"><input type="checkbox" checked={pins} onChange={(event) => { setPins(event.target.checked); }} />{t('image.pins', { count: kept.length })}</label>}
      {graticule && <label className="view-check"><input type="checkbox" checked={lines} onChange={(event) => { setLines(event.target.checked); }} />{t('image.graticule')}</label>}
      <label className="view-slider">
        <span>{t('image.fineness')}</span>
        <select value={factor} onChange={(event) => { setFactor(Number(event.target.value)); }}>
          {[1, 2, 3, 4].map((value) => <option key={value} value={value}>{t('image.factor', { factor: value, dpi: value * 96 })}</option>)}
        </select>
      </label>
      <div className="view-buttons">
        <button type="button" className="primary" disabled={busy} onClick={() => { save('png'); }}>{t(busy ? 'image.drawing' : 'image.png')}</button>
        <button type="button" disabled={busy} title={t('image.zip.tip')} onClick={() => { save('zip'); }}>{t('image.zip')}</button>
      </div>
    </section>
  );
}
