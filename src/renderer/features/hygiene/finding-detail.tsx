import { Check, Crosshair, PencilLine, Trash2, Undo2 } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import type { ClassLook } from './class-look.ts';
import { BigCurve } from './curve-picture.tsx';
import { ClassName } from './finding-list.tsx';
import { flagText } from './flag-text.ts';
import { type Review, useReview } from './review-state.ts';

interface FindingDetailProps {
  readonly finding: Review['findings'][number];
  readonly review: Review;
  readonly look: ClassLook;
  /** The field of the new class, which the key F goes to. */
  readonly field: RefObject<HTMLSelectElement | null>;
  readonly onFix: (classCode: string) => void;
  readonly onDrop: () => void;
  readonly onKeep: () => void;
  readonly onClear: () => void;
}

/** All that is known of the sample that is looked at, and what can be decided. */
export function FindingDetail({ finding, review, look, field, onFix, onDrop, onKeep, onClear }: FindingDetailProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const decision = useReview((state) => state.decisions.get(finding.sample));
  const proposed = decision?.classCode ?? finding.suggestion.classCode ?? finding.classCode;
  const [chosen, setChosen] = useState(proposed);
  const curveOf = (code: string): Review['classCurves'][number] | undefined => review.classCurves.find((one) => one.code === code);
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const ends = [review.periods[0]?.start, review.periods.at(-1)?.end].map((day) => (day === undefined ? '' : month.format(new Date(day)))) as [string, string];
  return (
    <div className="finding-detail">
      <p className="finding-title">
        <ClassName code={finding.classCode} look={look} />
        <span className="soft">{finding.sample}</span>
        <span className="spacer" />
        {decision && <IconButton label={t('hygiene.clear')} keys="⌫" icon={<Undo2 size={14} />} onPress={onClear} />}
        {finding.lon !== null && <IconButton label={t('hygiene.show')} icon={<Crosshair size={14} />} onPress={() => { useReview.getState().look(finding); }} />}
      </p>
      <div className="finding-actions">
        <select ref={field} aria-label={t('hygiene.new-class')} value={chosen} onChange={(event) => { setChosen(event.target.value); }} onKeyDown={(event) => { if (event.key === 'Enter' && chosen !== finding.classCode) { event.preventDefault(); onFix(chosen); } }}>
          {look.codes.map((code) => <option key={code} value={code}>{look.name(code)}</option>)}
        </select>
        <button type="button" disabled={chosen === finding.classCode} title={chosen === finding.classCode ? t('hygiene.choose-other') : t('hygiene.key', { key: 'F' })} data-on={decision?.action === 'fix'} onClick={() => { onFix(chosen); }}><PencilLine size={14} aria-hidden />{t('hygiene.fix')}<kbd aria-hidden>F</kbd></button>
        <button type="button" title={t('hygiene.key', { key: 'D' })} data-on={decision?.action === 'drop'} onClick={onDrop}><Trash2 size={14} aria-hidden />{t('hygiene.drop')}<kbd aria-hidden>D</kbd></button>
        <button type="button" title={t('hygiene.key', { key: 'K' })} data-on={decision?.action === 'keep'} onClick={onKeep}><Check size={14} aria-hidden />{t('hygiene.keep')}<kbd aria-hidden>K</kbd></button>
      </div>
      <figure className="finding-curve">
        <BigCurve finding={finding} own={curveOf(finding.classCode)} ownColour={look.colour(finding.classCode)} other={chosen === finding.classCode ? undefined : curveOf(chosen)} otherColour={look.colour(chosen)} label={t('hygiene.curve', { index: review.index, name: look.name(finding.classCode) })} ends={ends} />
        <figcaption className="curve-legend soft">{t('hygiene.curve-legend', { index: review.index })}</figcaption>
      </figure>
      <ul className="finding-flags">
        {finding.flags.map((flag) => <li key={flag.kind}>{flagText(t, i18n.language, flag, look.name)}</li>)}
      </ul>
    </div>
  );
}
