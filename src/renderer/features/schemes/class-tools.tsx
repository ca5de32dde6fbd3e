import { useTranslation } from 'react-i18next';
import { type ClassScheme, classLabel } from '../../../shared/raster/class-scheme.ts';
import type { SchemeEdit } from '../../../shared/schemes/edit.ts';
import type { ClassTreeProps } from './class-tree.tsx';
import { edit } from './drafts.ts';

/** What can be done with the chosen classes; each says why it cannot be done now. */
export function ClassTools({ draft, chosen, onChoose }: ClassTreeProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { scheme } = draft;
  const parents = new Set(chosen.map((code) => scheme.classes.find((cropClass) => cropClass.code === code)?.parent));
  const last = chosen.at(-1);
  const named = (base: string, label: string): { code: string; labels: Record<string, string> } => ({ code: freeCode(scheme, base), labels: { [i18n.language]: label } });
  const run = (edits: readonly SchemeEdit[], next: readonly string[]): void => {
    if (edit(draft, edits)) onChoose(next);
  };
  const into = named('group', t('schemes.new-group'));
  const fresh = named('class', t('schemes.new-class'));
  const whole = scheme.classes.find(({ code }) => code === last);
  const words = whole ? classLabel(whole, i18n.language) : '';
  const halves = last === undefined ? [] : [1, 2].map((number) => ({ code: freeCode(scheme, `${last}_${number}`), labels: { [i18n.language]: t('schemes.part', { label: words, number }) } }));
  const none = chosen.length === 0 ? t('schemes.choose-first') : null;
  const several = chosen.length < 2 ? t('schemes.choose-several') : null;
  return (
    <div className="schemes-tools" role="toolbar" aria-label={t('schemes.tools')}>
      <Tool words={t('schemes.group')} hint={t('schemes.group.tip')} reason={none ?? (parents.size > 1 ? t('schemes.side-by-side') : null)} onPress={() => { run([{ op: 'group', codes: [...chosen], into }], [into.code]); }} />
      <Tool words={t('schemes.merge')} hint={t('schemes.merge.tip')} reason={several} onPress={() => { if (last !== undefined) run([{ op: 'merge', codes: [...chosen], into: last }], [last]); }} />
      <Tool words={t('schemes.split')} hint={t('schemes.split.tip')} reason={chosen.length === 1 ? null : t('schemes.choose-one')} onPress={() => { if (last !== undefined) run([{ op: 'split', code: last, into: halves }], halves.slice(0, 1).map(({ code }) => code)); }} />
      <Tool words={t('schemes.remove')} hint={t('schemes.remove.tip')} reason={none} onPress={() => { run(chosen.map((code) => ({ op: 'remove', code })), []); }} />
      <Tool words={t('schemes.add')} hint={t('schemes.add.tip')} reason={null} onPress={() => { run([{ op: 'add', class: { ...fresh, parent: last ?? null } }], [fresh.code]); }} />
    </div>
  );
}

interface ToolProps {
  readonly words: string;
  readonly hint: string;
  /** Why it cannot be done now. */
  readonly reason: string | null;
  readonly onPress: () => void;
}

function Tool({ words, hint, reason, onPress }: ToolProps): React.JSX.Element {
  return <button type="button" className="plain" aria-disabled={reason !== null} title={reason ?? hint} onClick={() => { if (reason === null) onPress(); }}>{words}</button>;
}

/** `base`, or `base_2`, `base_3`, … where a class has that code. */
function freeCode(scheme: ClassScheme, base: string): string {
  const taken = new Set(scheme.classes.map(({ code }) => code));
  let code = base;
  for (let number = 2; taken.has(code); number++) code = `${base}_${number}`;
  return code;
}
