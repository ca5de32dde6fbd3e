import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonWords } from '../../i18n/messages/rejection-reasons.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { useAnswer } from './answers.ts';

const ROW_PX = 24;
/** Rows that are read; a longer list is in the file beside the samples. */
const MOST_ROWS = 5000;

/** The samples that were rejected when the set was made: how many for each reason, and which. */
export function RejectedList({ id }: { readonly id: string }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [reason, setReason] = useState<string | null>(null);
  const { answer } = useAnswer('samples.rejected', { id, reason, limit: MOST_ROWS });
  const number = new Intl.NumberFormat(i18n.language);
  if (!answer) return <p className="sample-sets-empty soft">{t('sample-sets.reading')}</p>;
  if (answer.byReason.length === 0) return <p className="sample-sets-empty">{t('sample-sets.none-rejected')}</p>;
  return (
    <div className="rejected">
      <ul className="rejected-reasons" aria-label={t('sample-sets.reasons')}>
        <li><button type="button" aria-pressed={reason === null} onClick={() => { setReason(null); }}><span>{t('sample-sets.all-reasons')}</span><span className="number">{number.format(answer.byReason.reduce((sum, { count }) => sum + count, 0))}</span></button></li>
        {answer.byReason.map((one) => (
          <li key={one.reason}><button type="button" aria-pressed={reason === one.reason} onClick={() => { setReason(one.reason); }}><span>{reasonWords(one.reason, t)}</span><span className="number">{number.format(one.count)}</span></button></li>
        ))}
      </ul>
      <div className="rejected-rows">
        {!answer.complete && <p className="soft">{t('sample-sets.only-examples')}</p>}
        {answer.complete && answer.total === 0 && <p className="soft">{t('sample-sets.not-listed')}</p>}
        {answer.total > answer.rows.length && <p className="soft">{t('sample-sets.first-rows', { shown: number.format(answer.rows.length), total: number.format(answer.total) })}</p>}
        {answer.rows.length > 0 && <VirtualList label={t('sample-sets.rejected')} count={answer.rows.length} rowPx={ROW_PX} row={(index) => <span className="rejected-row"><code>{answer.rows[index]?.id}</code><span className="soft" title={reasonWords(answer.rows[index]?.reason ?? '', t)}>{reasonWords(answer.rows[index]?.reason ?? '', t)}</span></span>} />}
      </div>
    </div>
  );
}
