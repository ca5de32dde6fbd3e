import { LocateFixed } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { flagBounds, type FlagDot, flagDots, type FlagDots } from '../../map/flag-dots.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ClassLook } from './class-look.ts';
import { type Review, useReview } from './review-state.ts';

/** The doubted samples of the list on the map, as long as the list is open; a press on one chooses it. */
export function FlagsOnMap({ findings, look }: { readonly findings: readonly Review['findings'][number][]; readonly look: ClassLook }): React.JSX.Element {
  const { t } = useTranslation();
  const [isOn, setOn] = useState(true);
  const view = useMapHandle((state) => state.view);
  const { decisions, current } = useReview();
  const dots = useMemo(() => findings.flatMap(({ sample, lon, lat, classCode }): FlagDot[] => {
    const decision = decisions.get(sample);
    return lon === null || lat === null ? [] : [{ id: sample, lon, lat, colour: look.colour(decision?.classCode ?? classCode), state: decision?.action ?? 'open', isCurrent: sample === current }];
  }), [findings, decisions, look, current]);
  const drawn = useRef<FlagDots | null>(null);
  useEffect(() => {
    if (!isOn || !view) return undefined;
    const layer = flagDots(view, choose);
    drawn.current = layer;
    return () => {
      drawn.current = null;
      layer.remove();
    };
  }, [isOn, view]);
  useEffect(() => { drawn.current?.show(dots); }, [dots, isOn, view]);
  const zoom = (): void => {
    const bounds = flagBounds(dots);
    if (bounds) view?.fitDegrees(bounds);
  };
  return (
    <>
      <label title={t('hygiene.on-map-hint')}><input type="checkbox" checked={isOn} onChange={(event) => { setOn(event.target.checked); }} />{t('hygiene.on-map')}</label>
      {isOn && <IconButton label={t('hygiene.zoom')} icon={<LocateFixed size={14} />} onPress={zoom} />}
    </>
  );
}

function choose(id: string): void {
  const { review, look } = useReview.getState();
  const finding = review?.findings.find(({ sample }) => sample === id);
  if (finding) look(finding);
}
