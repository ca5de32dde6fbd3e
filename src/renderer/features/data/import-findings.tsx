import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Imported, SkippedInput } from '../../../shared/contract/import.ts';
import { More } from '../../ui/more.tsx';
import { toldText } from '../../i18n/messages/told-text.ts';
import { errorLine } from '../../state/error-text.ts';
import { ToldError } from '../../state/told-error.tsx';
import { BasemapOffer } from './basemap-offer.tsx';
import { useImport } from './import-state.ts';

/** What the paths hold or what came of them: by kind, with warnings, and what was skipped with the reason. */
export function ImportFindings(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { result, problem, phase } = useImport();
  if (problem) {
    return (
      <div className="step-outcome" data-good={false} role="alert">
        <CircleAlert size={16} aria-hidden />
        <p><ToldError error={problem} /></p>
        <BasemapOffer />
      </div>
    );
  }
  if (!result) return null;
  const { imported, skipped } = result;
  const warned = imported.filter(({ warnings }) => warnings.length > 0);
  return (
    <div className="findings">
      {phase === 'done' && <p className="finding-done"><CircleCheck size={16} aria-hidden />{t('data.done')}</p>}
      {imported.length === 0 && <p>{t('data.nothing')}</p>}
      <ul className="plain-list">
        {byKind(imported).map(({ kind, items, product }) => (
          <li key={`${kind} ${product}`}>
            <strong className="number">{t(`data.kind.${kind}`, { count: items.length })}</strong> <span className="soft">{t(`data.product.${product}`, { defaultValue: product })}{span(items)}</span>
          </li>
        ))}
      </ul>
      {imported.some(({ updated }) => updated) && <p className="soft">{t('data.updated', { count: imported.filter(({ updated }) => updated).length })}</p>}
      {warned.length > 0 && <Warnings items={warned} />}
      {skipped.length > 0 && <Skipped items={skipped} />}
      <BasemapOffer />
    </div>
  );
}

function byKind(imported: readonly Imported[]): { readonly kind: Imported['kind']; readonly product: string; readonly items: readonly Imported[] }[] {
  const groups = Map.groupBy(imported, ({ kind, product }) => `${kind}\n${product}`);
  return [...groups.values()].flatMap((items) => (items[0] ? [{ kind: items[0].kind, product: items[0].product, items }] : []));
}

/** First and last day of what has dates. */
function span(items: readonly Imported[]): string {
  const days = items.flatMap(({ datetime }) => (datetime === null ? [] : [datetime.slice(0, 10)])).sort();
  if (days.length === 0) return '';
  return days[0] === days.at(-1) ? `, ${days[0]}` : `, ${days[0]} – ${days.at(-1)}`;
}

function Warnings({ items }: { readonly items: readonly Imported[] }): React.JSX.Element {
  const { t } = useTranslation();
  const texts = Map.groupBy(items.flatMap(({ title, warnings }) => warnings.map((told) => ({ title, text: toldText(told) }))), ({ text }) => text);
  return (
    <div className="finding-warnings">
      <TriangleAlert size={16} aria-hidden />
      <ul>
        {[...texts].map(([text, of]) => <li key={text}>{text} <span className="soft">{of.length === 1 ? of[0]?.title : t('data.warned', { count: of.length })}</span></li>)}
      </ul>
    </div>
  );
}

function Skipped({ items }: { readonly items: readonly SkippedInput[] }): React.JSX.Element {
  const { t } = useTranslation();
  // Assets of one item are told apart by what follows the number sign; most are skipped for one and the same reason.
  const files = [...Map.groupBy(items, ({ path }) => path.split('#')[0] ?? path)];
  return (
    <More label={t('data.skipped', { count: items.length })}>
      <ul className="skipped-list" tabIndex={0}>
        {files.map(([path, [first, ...rest]]) => (
          <li key={path}>
            <span title={path}>{path.split(/[\\/]/).pop()}</span>
            <span className="soft">{first && errorLine({ code: first.code, message: first.reason, action: '', params: first.params })}</span>
            {rest.length > 0 && <span className="soft">{t('data.more-of-file', { count: rest.length })}</span>}
          </li>
        ))}
      </ul>
    </More>
  );
}
