import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { useStore } from '../../state/store.ts';
import { parseScale } from './coordinates.ts';

/** The scale of the map; type another and press Enter. */
export function ScaleBox(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const scale = useStore((state) => state.scale);
  const view = useMapHandle((state) => state.view);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = `1 : ${new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }).format(scale)}`;
  const wrong = typed !== null && parseScale(typed) === null;
  const take = (): void => {
    const denominator = typed === null ? null : parseScale(typed);
    if (denominator !== null) view?.setScale(denominator);
    if (!wrong) setTyped(null);
  };
  const onKey = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') take();
    else if (event.key === 'Escape') setTyped(null);
  };
  return (
    <input className="status-scale" type="text" inputMode="numeric" aria-label={t('status.scale')} title={wrong ? t('status.scale-wrong') : t('status.scale')} aria-invalid={wrong || undefined} value={typed ?? shown} onFocus={(event) => { event.target.select(); }} onBlur={() => { setTyped(null); }} onKeyDown={onKey} onChange={(event) => { setTyped(event.target.value); }} />
  );
}
