import { LineChart, ListTree, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCropOf } from '../../state/samples/crop-words.ts';
import { usePanels } from '../../state/window/panels.ts';
import { type Place, placeColour, usePlaces } from '../../state/map/places.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { PlaceDot } from '../../ui/place-dot.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import { useAnswers } from './answers.ts';
import { type TipLine, tipLines } from './tip-lines.ts';

/** A click is answered in a few words while another panel stays open; the whole answer is one press away. */
export function PlaceTip(): React.JSX.Element | null {
  const { current } = usePlaces();
  const { right, hidden } = usePanels();
  const [dismissed, setDismissed] = useState<number | null>(null);
  const isTold = right === 'identify' && !hidden;
  useEffect(() => {
    // What Identify has told in full is not told again when it closes.
    if (isTold && current) setDismissed(current.id);
  }, [isTold, current]);
  if (!current || dismissed === current.id || isTold) return null;
  return <Tip place={current} dismiss={() => { setDismissed(current.id); }} />;
}

function Tip({ place, dismiss }: { readonly place: Place; readonly dismiss: () => void }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const answers = useAnswers(place, useShownLayers());
  const cropOf = useCropOf();
  const open = usePanels((state) => state.open);
  const lines = tipLines(answers, { t, language: i18n.language, cropOf });
  const isAsking = answers.some(({ item }) => item === null);
  return (
    <section className="place-tip" aria-label={t('identify.here')} aria-live="polite" aria-busy={isAsking}>
      <PlaceDot colour={placeColour(place)} />
      <div>
        {lines.map((line) => <Line key={line.id} line={line} />)}
        {lines.length === 0 && <p className="soft">{t(isAsking ? 'identify.asking' : 'identify.nothing-here')}</p>}
        <p className="identify-actions">
          <TextButton words={t('identify.title')} icon={<ListTree size={14} aria-hidden />} onPress={() => { open({ id: 'identify', place: 'right' }); }} />
          <TextButton words={t('identify.series')} icon={<LineChart size={14} aria-hidden />} onPress={() => { open({ id: 'series', place: 'dock' }); }} />
        </p>
      </div>
      <IconButton label={t('error.dismiss')} icon={<X size={14} />} onPress={dismiss} />
    </section>
  );
}

function Line({ line: { words, swatch, more } }: { readonly line: TipLine }): React.JSX.Element {
  return (
    <p className="place-line">
      {swatch !== null && <span className="class-swatch" style={{ background: swatch }} aria-hidden />}
      <strong>{words}</strong>
      {more !== '' && <span className="soft number">{more}</span>}
    </p>
  );
}
