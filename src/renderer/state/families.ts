import { useEffect } from 'react';
import { create } from 'zustand';
import type { FamilyForm } from '../../shared/contract/families.ts';
import type { Words } from '../../shared/families/words.ts';
import { call } from '../client/call.ts';
import { report } from './report.ts';

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

/** The name of a kind of classifier; its id until the engine has told them. */
export function familyName(id: string, language: string): string {
  const family = useAsked.getState().families?.find((one) => one.id === id);
  return family ? inLanguage(family.label, language) : id;
}
