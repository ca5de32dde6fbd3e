import type { TFunction } from 'i18next';
import type { Flag } from '../../../shared/hygiene/finding.ts';

/** Which sentence tells a flag: some kinds have two. */
function sentenceOf(kind: Flag['kind'], facts: Flag['facts']): string {
  if (kind === 'conflict' && facts['by'] === 'series') return 'conflict-series';
  return kind === 'som' && facts['verdict'] === 'analyze' ? 'som-analyze' : kind;
}

/** The sentence of a flag in the language of the window. */
export function flagText(t: TFunction, language: string, { kind, facts }: Flag, className: (code: string) => string): string {
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const shares = new Set(['own', 'otherShare', 'posterior']);
  const classes = new Set(kind === 'conflict' ? ['otherClass'] : ['other']);
  const told = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? (shares.has(name) ? percent : number).format(value) : classes.has(name) ? className(value) : value]));
  return t(`hygiene.flag.${sentenceOf(kind, facts)}`, told);
}
