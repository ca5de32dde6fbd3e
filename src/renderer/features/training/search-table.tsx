import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type OptionForm, optionValueSchema } from '../../../shared/families/option-form.ts';
import type { Job } from '../../../shared/job/job.ts';
import { More } from '../../ui/more.tsx';
import { inLanguage } from '../../state/families.ts';
import './search-table.css';

/** Trials shown: the best ones. */
const SHOWN = 5;

const resultSchema = z.object({ search: z.array(z.object({ options: z.record(z.string(), optionValueSchema), mean: z.number(), sd: z.number() })) });

/** What a cross-validation found: the best options tried, with their macro F1 and its spread between folds. */
export function SearchTable({ job, forms }: { readonly job: Job; readonly forms: readonly OptionForm[] }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const parsed = resultSchema.safeParse(job.result);
  if (!parsed.success || parsed.data.search.length === 0) return null;
  const { search } = parsed.data;
  const figure = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const number = new Intl.NumberFormat(i18n.language);
  // What is the same in all trials says nothing about any of them.
  const differing = forms.filter(({ name }) => new Set(search.map(({ options }) => options[name])).size > 1);
  const words = (options: (typeof search)[number]['options']): string =>
    differing.map(({ name, label }) => `${inLanguage(label, i18n.language)} ${typeof options[name] === 'number' ? number.format(options[name]) : String(options[name])}`).join(', ') || t('train.search-given');
  return (
    <More label={t('train.search-tried', { count: search.length })}>
      <table className="search-table number">
        <thead>
          <tr><th scope="col">{t('train.search-options')}</th><th scope="col">{t('train.search-f1')}</th></tr>
        </thead>
        <tbody>
          {search.slice(0, SHOWN).map((trial, i) => <tr key={i}><td>{words(trial.options)}</td><td>{t('train.search-score', { mean: figure.format(trial.mean), sd: figure.format(trial.sd) })}</td></tr>)}
        </tbody>
      </table>
    </More>
  );
}
