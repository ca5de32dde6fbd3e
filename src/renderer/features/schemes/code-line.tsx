import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IGNORED } from '../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { CodeRow } from './set-codes.ts';

export interface CodeLineProps {
  readonly row: CodeRow;
  readonly scheme: ClassScheme;
  readonly classes: readonly { readonly code: string; readonly words: string }[];
  /** Class that the arrow gives the code to. */
  readonly assignTo: string;
  /** Told the class, `ignore`, or nothing to take the code out. */
  readonly onAssign: (to: string) => void;
}

/** One source code: its words, how often it occurs, and its class. */
export function CodeLine({ row, scheme, classes, assignTo, onAssign }: CodeLineProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { code, label, count, target, inherited } = row;
  const cropClass = scheme.classes.find((candidate) => candidate.code === target);
  const goal = classes.find((candidate) => candidate.code === assignTo)?.words.trim() ?? assignTo;
  return (
    <div className="code-line" data-unmapped={target === null}>
      <span className="code-words" title={label === '' ? code : `${code}: ${label}`}>
        <span className="number">{code}</span>
        <span className="soft">{label}</span>
        <span className="code-count number soft">{count === null ? '' : new Intl.NumberFormat(i18n.language).format(count)}</span>
      </span>
      <span className="code-class">
        <svg className="code-swatch" viewBox="0 0 12 12" aria-hidden><rect width="12" height="12" rx="2" fill={cropClass?.colour ?? 'transparent'} /></svg>
        <select aria-label={t('schemes.class-of', { code })} value={target ?? ''} data-inherited={inherited} title={inherited ? t('schemes.inherited') : undefined} onChange={(event) => { onAssign(event.target.value); }}>
          <option value="">{t('schemes.unmapped-code')}</option>
          <option value={IGNORED}>{t('schemes.left-out')}</option>
          {classes.map(({ code: own, words }) => <option key={own} value={own}>{words}</option>)}
        </select>
        <IconButton label={t('schemes.assign', { code, label: goal })} icon={<ArrowRight size={14} />} disabled={target === assignTo && !inherited} onPress={() => { onAssign(assignTo); }} />
      </span>
    </div>
  );
}
