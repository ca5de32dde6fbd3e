import type { TFunction } from 'i18next';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PlaceDot } from '../../ui/place-dot.tsx';
import { type CropOf, useCropOf } from '../../state/samples/crop-words.ts';
import { placeColour, usePlaces } from '../../state/map/places.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { Curve } from './curve.ts';

/** The legend: each place with its colour, what it is, and how far its reading got. */
export function PlaceList({ curves }: { readonly curves: readonly Curve[] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { current, focus, remove } = usePlaces();
  const cropOf = useCropOf();
  return (
    <ul className="place-list" aria-label={t('identify.places')}>
      {curves.map((curve, index) => (
        <li key={curve.place.id} data-current={curve.place.id === current?.id}>
          <button type="button" className="place-name" aria-pressed={curve.place.id === current?.id} onClick={() => { focus(curve.place.id); }}>
            <PlaceDot colour={placeColour(curve.place)} />
            <span>
              <span className="place-title">{titleOf(curve, cropOf) ?? t('identify.place', { number: index + 1 })}</span>
              <span className="place-state soft">{stateWords(curve, { t, language: i18n.language })}</span>
            </span>
          </button>
          <IconButton label={t('identify.forget', { number: index + 1 })} icon={<X size={12} />} onPress={() => { remove(curve.place.id); }} />
        </li>
      ))}
    </ul>
  );
}

/** The parcel with its crop in words where a class scheme knows its code. */
function titleOf({ parcel }: Curve, cropOf: CropOf): string | null {
  const crop = parcel?.unnamed ? cropOf(parcel.unnamed.set, parcel.unnamed.code) : '';
  return crop === '' ? (parcel?.title ?? null) : `${parcel?.title ?? ''} · ${crop}`;
}

function stateWords(curve: Curve, { t, language }: { readonly t: TFunction; readonly language: string }): string {
  if (curve.state === 'reading') return t('series.reading');
  if (curve.state === 'outside') return t('series.outside');
  if (curve.state === 'no-parcel') return t('series.no-parcel');
  if (curve.state === 'failed') return curve.failure ?? t('series.failed');
  if (curve.parcel) return t(`series.pixels-${curve.parcel.taken}`, { count: curve.parcel.pixels, pixels: new Intl.NumberFormat(language).format(curve.parcel.pixels) });
  if (curve.pending > 0) return t('series.dates-of', { done: curve.total - curve.pending, total: curve.total });
  const clear = curve.series?.dates.filter(({ state }) => state === 'clear').length ?? 0;
  return curve.total === 0 ? t('series.no-dates') : t('series.clear-of', { count: clear, total: curve.total });
}
