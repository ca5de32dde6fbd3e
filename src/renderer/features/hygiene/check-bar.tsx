import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { report } from '../../state/report.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { runToEnd, useRunning } from './follow-job.ts';
import { useReview } from './review-state.ts';

/** The button that checks the samples; its own progress while it runs. */
export function CheckBar({ samples, look }: { readonly samples: SampleSet; readonly look: 'start' | 'again' }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const running = useRunning('hygiene-check', samples.id);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(running?.progress?.fraction ?? 0);
  const check = async (): Promise<void> => {
    const job = await runToEnd('hygiene-check', { samples: samples.id });
    if (job.state === 'done') await useReview.getState().load(samples.id);
  };
  const press = (): void => { if (!running) report(check()); };
  if (look === 'again' && !running) return <IconButton label={t('hygiene.check-again')} icon={<RefreshCw size={14} />} onPress={press} />;
  return <button type="button" className={look === 'start' ? 'primary' : 'quiet'} aria-disabled={running !== null} onClick={press}>{running ? t('hygiene.checking', { percent }) : t('hygiene.check')}</button>;
}
