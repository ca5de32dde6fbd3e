import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goToDay } from '../../state/map/moment.ts';
import { usePlaces } from '../../state/map/places.ts';
import type { Layout } from './chart.tsx';
import { chipBands, chipsInRoom, chipUrl } from './chips.ts';
import type { Curve } from './curve.ts';

/** CSS pixels an image needs. */
const ROOM = 36;

/** Small images of the current place below the chart, each at its date; a press moves the map there. */
export function ChipStrip({ curves, composite, span, layout }: { readonly curves: readonly Curve[]; readonly composite: string; readonly span: readonly [number, number]; readonly layout: Layout }): React.JSX.Element | null {
  const { t } = useTranslation();
  const current = usePlaces((state) => state.current);
  const curve = curves.find(({ place }) => place.id === current?.id);
  const series = curve?.series;
  if (!curve || !series || layout.width === 0 || curve.total === 0) return null;
  const bands = chipBands(series.bands.map(({ band }) => band));
  return (
    <div className="date-images" role="group" aria-label={t('series.images')}>
      {chipsInRoom(series.dates, span, layout, ROOM).map(({ date, left }) => (
        <ChipImage key={date.scene} src={chipUrl(composite, curve.place, date.scene, bands)} left={left} day={date.date} isMasked={date.state === 'masked'} quality={date.quality?.code ?? null} />
      ))}
    </div>
  );
}

interface ChipImageProps {
  readonly src: string;
  readonly left: number;
  readonly day: string;
  readonly isMasked: boolean;
  readonly quality: number | null;
}

function ChipImage({ src, left, day, isMasked, quality }: ChipImageProps): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
  const label = isMasked && quality !== null ? `${date}, ${t('series.masked-by', { quality: t(`scl.${quality}`), code: quality })}` : `${date}, ${t(isMasked ? 'series.masked' : 'series.clear')}`;
  // An image that cannot be made leaves its place empty: the dot in the chart tells of the date.
  if (state === 'failed') return null;
  return (
    <button type="button" className="date-image" data-masked={isMasked} data-state={state} style={{ left }} aria-label={label} title={label} onClick={() => { goToDay(day); }}>
      <img src={src} alt="" width={32} height={32} decoding="async" onLoad={() => { setState('there'); }} onError={() => { setState('failed'); }} />
    </button>
  );
}
