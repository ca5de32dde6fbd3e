import { LocateFixed } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { areInView, dotBounds, showSampleDots } from '../../map/sample-dots.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { useSampleChoice } from '../../state/samples/sample-choice.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useAnswer } from './answers.ts';
import { classIn } from './class-words.ts';

/** Samples that are drawn; a part of a larger set, evenly over its rows. */
const MOST_DOTS = 20_000;

/** Shows the samples of a set on the map in the colours of their classes, as long as the panel is open; the map goes to them where they lie outside its view. */
export function OnMap({ id, scheme }: { readonly id: string; readonly scheme: ClassScheme | null }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { isOnMap: isOn, show, hide } = useSampleChoice();
  const view = useMapHandle((state) => state.view);
  const { answer, isStale } = useAnswer('samples.points', isOn ? { id, limit: MOST_DOTS } : null);
  useEffect(() => {
    if (!isOn || !view || !answer || isStale) return undefined;
    const remove = showSampleDots(view, answer.points, answer.classes.map((code) => classIn(scheme, code, i18n.language).colour));
    const bounds = dotBounds(answer.points);
    const { isAwaited, arrive, leave } = useSampleChoice.getState();
    if (isAwaited && bounds && !areInView(answer.points, view.viewBounds('EPSG:4326'))) view.fitDegrees(bounds);
    arrive();
    return () => {
      remove();
      leave();
    };
  }, [isOn, view, answer, isStale, scheme, i18n.language]);
  const zoom = (): void => {
    const bounds = answer && dotBounds(answer.points);
    if (bounds) view?.fitDegrees(bounds);
  };
  return (
    <>
      <label className="sample-sets-check" title={t('sample-sets.on-map-hint')}><input type="checkbox" checked={isOn} onChange={(event) => { if (event.target.checked) show(); else hide(); }} />{t('sample-sets.on-map')}</label>
      {isOn && <IconButton label={t('sample-sets.zoom')} icon={<LocateFixed size={14} />} onPress={zoom} />}
    </>
  );
}
