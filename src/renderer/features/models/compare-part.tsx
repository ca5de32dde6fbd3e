import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { compareModels } from '../../../shared/models/compare.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { Model } from '../../../shared/records/learning.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { useFamilies } from '../../state/families.ts';
import { splitText } from '../../state/samples/split-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { factName, factValue } from './fact-text.ts';

/** Two models side by side, with a word on whether their figures may be compared at all. */
export function ComparePart({ a, b, onClose }: { readonly a: Model; readonly b: Model; readonly onClose: () => void }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { classes, different, unfair } = compareModels(a, b);
  // Figures of different test rows have no winner.
  const isFair = unfair.length === 0;
  const words = { t, language: i18n.language, families: useFamilies() ?? [] };
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const figure = (value: number | undefined): string => (value === undefined ? '–' : percent.format(value));
  const label = (code: string): string => {
    const found = [a, b].flatMap(({ card }) => card.scheme.classes).find((one) => one.code === code);
    return found ? classLabel(found, i18n.language) : code;
  };
  const rows = [
    { name: t('models.overall'), own: a.card.metrics?.overallAccuracy, other: b.card.metrics?.overallAccuracy },
    { name: t('models.f1-all'), own: a.card.metrics?.macroF1, other: b.card.metrics?.macroF1 },
    ...classes.map(({ code, a: own, b: other }) => ({ name: label(code), own: own?.f1, other: other?.f1 })),
  ];
  return (
    <section className="models-compare" aria-label={t('models.compare')}>
      <div className="models-head"><h3>{t('models.compare')}</h3><IconButton label={t('models.compare-close')} icon={<X size={14} />} onPress={onClose} /></div>
      {isFair
        ? <p className="models-good"><CircleCheck size={14} aria-hidden /> {t('models.fair')}</p>
        : <div className="models-warning"><p><CircleAlert size={14} aria-hidden /> {t('models.unfair')}</p><ul>{unfair.map((reason) => <li key={reason.text}>{toldText(withSplits(reason, (split) => splitText(split, t, i18n.language)))}</li>)}</ul></div>}
      <table>
        <thead><tr><th>{t('models.f1-class')}</th><ModelHead model={a} /><ModelHead model={b} /></tr></thead>
        <tbody>
          {rows.map(({ name, own, other }) => (
            <tr key={name}><th scope="row">{name}</th><td className="number" data-better={isFair && isBetter(own, other)}>{figure(own)}</td><td className="number" data-better={isFair && isBetter(other, own)}>{figure(other)}</td></tr>
          ))}
        </tbody>
      </table>
      {different.length > 0 && (
        <table>
          <caption>{t('models.different')}</caption>
          <tbody>{different.map(({ name, a: own, b: other }) => <tr key={name}><th scope="row">{factName(name, words)}</th><td>{own === null ? '–' : factValue(name, own, words)}</td><td>{other === null ? '–' : factValue(name, other, words)}</td></tr>)}</tbody>
        </table>
      )}
    </section>
  );
}

function isBetter(own: number | undefined, other: number | undefined): boolean {
  return own !== undefined && other !== undefined && own > other;
}

/** A model by its title, with the id, by which versions of one title differ, small below it. */
function ModelHead({ model: { title, id } }: { readonly model: Model }): React.JSX.Element {
  return <th scope="col">{title}<span className="models-id">{id}</span></th>;
}

/** The reason with its two ways of splitting in words. */
function withSplits(reason: Message, inWords: (split: string) => string): Message {
  if (reason.code !== 'UNFAIR_SPLIT') return reason;
  return { ...reason, params: Object.fromEntries(Object.entries(reason.params).map(([name, split]) => [name, typeof split === 'string' ? inWords(split) : split])) };
}
