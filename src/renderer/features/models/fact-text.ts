import type { TFunction } from 'i18next';
import type { FamilyForm } from '../../../shared/contract/families.ts';
import { familyName, inLanguage } from '../../state/families.ts';

/** What words about a model need: the catalogue, the language, and the kinds of classifiers with their options. */
export interface FactWords {
  readonly t: TFunction;
  readonly language: string;
  readonly families: readonly FamilyForm[];
}

/** The name of a fact or of an option of a family. */
export function factName(name: string, { t, language, families }: FactWords): string {
  const option = families.flatMap(({ options }) => options).find((one) => one.name === name);
  return t(`models.fact.${name}`, { defaultValue: option ? inLanguage(option.label, language) : name });
}

/** The value of a fact or an option: names for choices, numbers as the language writes them, anything else as it is. */
export function factValue(name: string, value: string, { t, language, families }: FactWords): string {
  if (name === 'family') return t(`models.family.${value}`, { defaultValue: familyName(value, language) });
  if (name === 'input') return t(`learner.input.${value}`, { defaultValue: value });
  if (name === 'balance') return t(`learner.balance.${value}`, { defaultValue: value });
  const choice = families.flatMap(({ options }) => options).find((one) => one.name === name)?.choices.find((one) => one.value === value);
  if (choice) return inLanguage(choice.label, language);
  return name !== 'seed' && value !== '' && Number.isFinite(Number(value)) ? new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(Number(value)) : value;
}
