import { create } from 'zustand';

/** What a person has chosen in a step so far; kept while its panel is closed. */
const useDrafts = create<{ readonly drafts: Readonly<Record<string, object>> }>()(() => ({ drafts: {} }));

/** The choices of a step, and how to change some of them. */
export function useDraft<T extends object>(step: string, defaults: T): readonly [draft: T, change: (part: Partial<T>) => void] {
  const own = useDrafts((state) => state.drafts[step]) as Partial<T> | undefined;
  const change = (part: Partial<T>): void => {
    useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [step]: { ...drafts[step], ...part } } }));
  };
  return [{ ...defaults, ...own }, change];
}
