import { LineChart, MousePointerClick, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCropOf } from '../../state/samples/crop-words.ts';
import { type Panel, usePanels } from '../../state/window/panels.ts';
import { PlaceDot } from '../../ui/place-dot.tsx';
import { type Place, placeColour, usePlaces } from '../../state/map/places.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import { AnswerView } from './answer-view.tsx';
import { type Answer, useAnswers } from './answers.ts';
import { copyText, rowGroups, type Wording } from './rows.ts';
import './identify.css';

/** Every visible layer at the place that was clicked, top first. */
function IdentifyPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const { kept, current } = usePlaces();
  const layers = useShownLayers();
  const answers = useAnswers(current, layers);
  if (!current) {
    return (
      <div className="identify-empty">
        <MousePointerClick size={28} aria-hidden />
        <p>{t('identify.none')}</p>
        <p className="soft">{t('identify.none-more')}</p>
      </div>
    );
  }
  return (
    <div className="identify">
      {kept.length > 1 && <KeptPlaces kept={kept} current={current} />}
      <Head place={current} answers={answers} />
      {answers.length === 0 && <p className="identify-note soft">{t('identify.no-layers')}</p>}
      {answers.map((answer) => <AnswerView key={answer.record} answer={answer} />)}
    </div>
  );
}

export const identifyPanel: Panel = { id: 'identify', title: 'identify.title', icon: MousePointerClick, place: 'right', component: IdentifyPanel };

/** Coordinates of the place, and what can be done with the answers. */
function Head({ place, answers }: { readonly place: Place; readonly answers: readonly Answer[] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const cropOf = useCropOf();
  const wordingOf = (record: string): Wording => ({ t, language: i18n.language, cropOf: (code) => cropOf(record, code) });
  const everything = (): string => copyText(answers.flatMap(({ record, item, period }) => (item ? [{ item, groups: item.found ? rowGroups(item.found, period, wordingOf(record)) : [] }] : [])), wordingOf(''));
  return (
    <header className="identify-head">
      <p className="identify-place">
        <PlaceDot colour={placeColour(place)} />
        <span className="number">{coordinates(place, i18n.language)}</span>
        <span className="soft">{place.crs}</span>
        <CopyButton label={t('identify.copy-place')} text={() => `${place.x}, ${place.y}`} />
      </p>
      <p className="identify-actions">
        <CopyButton label={t('identify.copy-all')} words={t('identify.copy-all')} text={everything} />
        <TextButton words={t('identify.series')} icon={<LineChart size={14} aria-hidden />} onPress={() => { usePanels.getState().open({ id: 'series', place: 'dock' }); }} />
      </p>
    </header>
  );
}

/** The places that are kept, to go from one to the other. */
function KeptPlaces({ kept, current }: { readonly kept: readonly Place[]; readonly current: Place }): React.JSX.Element {
  const { t } = useTranslation();
  const { focus, remove } = usePlaces();
  return (
    <div className="kept-places" role="group" aria-label={t('identify.places')}>
      {kept.map((place, index) => (
        <span key={place.id} className="kept-place" data-current={place.id === current.id}>
          <button type="button" aria-pressed={place.id === current.id} onClick={() => { focus(place.id); }}>
            <PlaceDot colour={placeColour(place)} />
            {t('identify.place', { number: index + 1 })}
          </button>
          <IconButton label={t('identify.forget', { number: index + 1 })} icon={<X size={12} />} onPress={() => { remove(place.id); }} />
        </span>
      ))}
    </div>
  );
}

/** Metres without digits, degrees with five. */
function coordinates({ x, y }: Place, language: string): string {
  const inDegrees = Math.abs(x) <= 360 && Math.abs(y) <= 90;
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: inDegrees ? 5 : 0, maximumFractionDigits: inDegrees ? 5 : 0 });
  return `${format.format(x)}; ${format.format(y)}`;
}
