import { useEffect } from 'react';
import { create } from 'zustand';
import type { FamilyForm } from '../../shared/contract/families.ts';
import type { OptionForm, OptionValue } from '../../shared/families/option-form.ts';
import type { Words } from '../../shared/families/words.ts';
import { call } from '../client/call.ts';
import { report } from '../state/report.ts';

/** The kinds of classifiers, asked for once: they change with the program only. */
const useAsked = create<{ readonly families: readonly FamilyForm[] | null }>()(() => ({ families: null }));

/** The kinds of classifiers that can be trained; null until the engine has told them. */
export function useFamilies(): readonly FamilyForm[] | null {
  const families = useAsked((state) => state.families);
  useEffect(() => {
    if (!families) report(call('models.families', {}).then(({ items }) => { useAsked.setState({ families: items }); }));
  }, [families]);
  return families;
}

/** A text of the engine in the window's language. */
export function inLanguage(words: Words, language: string): string {
  return language.startsWith('fr') ? words.fr : words.en;
}

/** The options to send: what differs from the defaults, of options that the family has. */
export function changedOptions(forms: readonly OptionForm[], chosen: Readonly<Record<string, OptionValue>>): Record<string, OptionValue> {
  return Object.fromEntries(forms.flatMap((form) => (chosen[form.name] === undefined || chosen[form.name] === form.default ? [] : [[form.name, chosen[form.name] as OptionValue]])));
}
