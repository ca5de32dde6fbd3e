import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ClassLook } from './class-look.ts';
import type { Review } from './review-state.ts';

/** Says of which classes most is doubted: those are outnumbered rather than wrong, and must not be dropped as a whole. */
export function WholeClasses({ classes, look }: { readonly classes: Review['doubtedClasses']; readonly look: ClassLook }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  if (classes.length === 0) return null;
  const number = new Intl.NumberFormat(i18n.language);
  const parts = classes.map(({ code, doubted, samples }) => t('hygiene.class-share', { name: look.name(code), doubted: number.format(doubted), samples: number.format(samples) }));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts);
  return <p className="hygiene-classes" role="note"><CircleAlert size={14} aria-hidden /><span>{t('hygiene.whole-classes', { count: classes.length, list })}</span></p>;
}
