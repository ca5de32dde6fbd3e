import { Split } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { editClass, lightClass, splitClass, toggleClass } from '../../state/map/class-actions.ts';
import type { ClassEntry } from '../../layers/class-entries.ts';
import type { ClassLayer } from '../../layers/layer.ts';
import { IconButton } from '../../ui/icon-button.tsx';

type ChoosingKeys = Pick<React.MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** A press by keyboard adds to what is chosen: there is no hand free for Ctrl while Tab goes from line to line. */
const choosingKeys = (event: React.MouseEvent): ChoosingKeys => (event.detail === 0 ? { ctrlKey: true, metaKey: false, shiftKey: false } : event);

/** One class: shown or not, colour, words in the language of the window, pixel value, share. */
export function ClassLine({ layer, entry, isChosen, onChoose }: { readonly layer: ClassLayer; readonly entry: ClassEntry; readonly isChosen: boolean; readonly onChoose: (event: ChoosingKeys) => void }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const label = classLabel(entry.cropClass, i18n.language);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const keep = (): void => {
    if (typed !== null && typed.trim() !== '' && typed !== label) editClass(layer, entry.code, { labels: { [i18n.language]: typed.trim() } });
    setTyped(null);
  };
  const choose = (event: React.MouseEvent): void => {
    if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement)) onChoose(event);
  };
  return (
    <div className="class-line" role="listitem" data-chosen={isChosen} data-absent={entry.share === 0} data-off={entry.isHidden} onClick={choose} onPointerEnter={() => { lightClass(layer, entry.code); }} onPointerLeave={() => { lightClass(layer, null); }}>
      <input type="checkbox" checked={!entry.isHidden} aria-label={t('styling.show-class', { label })} onChange={() => { toggleClass(layer, entry.code); }} />
      <input type="color" value={entry.cropClass.colour.toLowerCase()} aria-label={t('styling.colour-of', { label })} title={entry.cropClass.colour} onChange={(event) => { editClass(layer, entry.code, { colour: event.target.value }); }} />
      <input type="text" className="class-label" value={typed ?? label} aria-label={t('styling.label-of', { label })} title={label} onChange={(event) => { setTyped(event.target.value); }} onBlur={keep} onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); else if (event.key === 'Escape') { event.preventDefault(); setTyped(null); } }} />
      {entry.merged.length > 0 && <IconButton label={t('styling.split', { label, count: entry.merged.length })} icon={<Split size={12} />} onPress={() => { splitClass(layer, entry.code); }} />}
      <button type="button" className="number soft class-value" aria-pressed={isChosen} aria-label={t('styling.choose-class', { label })} title={t('styling.value', { code: entry.code })} onClick={(event) => { onChoose(choosingKeys(event)); }}>{entry.cropClass.value}</button>
      <span className="number soft class-share">{entry.share === 0 ? '–' : percent.format(entry.share)}</span>
    </div>
  );
}
