import { useTranslation } from 'react-i18next';
import type { FallbackRule } from '../../../shared/schemes/fallback.ts';
import { levelOf } from '../../../shared/schemes/tree.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { NumberField } from '../../ui/number-field.tsx';

const PERCENT = 100;

export interface FallbackFieldsProps {
  readonly model: Model;
  readonly rules: readonly FallbackRule[];
  readonly onChange: (rules: FallbackRule[]) => void;
}

/** From which probability on a class of a level is believed; below it the map says the class above. One field per level. */
export function FallbackFields({ model, rules, onChange }: FallbackFieldsProps): React.JSX.Element | null {
  const { t } = useTranslation();
  const levels = fallbackLevels(model);
  if (levels.length === 0) return null;
  const change = (level: number, percent: number | null): void => {
    const others = rules.filter((rule) => rule.level !== level);
    onChange(percent === null ? others : [...others, { level, threshold: percent / PERCENT }]);
  };
  return (
    <>
      {levels.map((level) => {
        const rule = rules.find((candidate) => candidate.level === level);
        return <NumberField key={level} label={t('map.fallback', { level })} hint={t('map.fallback-hint')} unit="%" value={rule ? rule.threshold * PERCENT : null} min={0} max={100} empty={t('map.fallback-never')} onChange={(percent) => { change(level, percent); }} />;
      })}
    </>
  );
}

/** The rules that hold for a model: those at levels that its classes reach on their way up. */
export function fallbackFor(model: Model, rules: readonly FallbackRule[]): FallbackRule[] {
  const levels = fallbackLevels(model);
  const kept = rules.filter(({ level }) => levels.includes(level));
  // A rule further up is of no use where no class can leave the level that it lies at.
  const ownLevels = new Set(model.card.classes.map((code) => levelOf(model.card.scheme, code)));
  return kept.some(({ level }) => ownLevels.has(level)) ? kept : [];
}

/** Levels below the top that the model's classes lie at or pass, the deepest first. */
function fallbackLevels({ card }: Model): number[] {
  const deepest = card.classes.reduce((most, code) => Math.max(most, levelOf(card.scheme, code)), 1);
  return Array.from({ length: deepest - 1 }, (_, i) => deepest - i);
}
