import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { openingOf } from '../../state/jobs/open-result.ts';
import { useReviewChoice } from '../../state/samples/review-choice.ts';
import { report } from '../../state/report.ts';
import { useRecords } from '../../state/records.ts';
import { runToEnd } from './follow-job.ts';
import { useReview } from './review-state.ts';

/** Makes a new version of the sample set from the decisions, and trains on it as was trained on the old one. */
export function ApplyBar({ samples }: { readonly samples: SampleSet }): React.JSX.Element {
  const { t } = useTranslation();
  const decisions = useReview((state) => state.decisions);
  const [stage, setStage] = useState<'samples' | 'training' | null>(null);
  const changes = [...decisions.values()].filter(({ action }) => action !== 'keep').length;
  const apply = async (then: 'train' | 'stay'): Promise<void> => {
    setStage('samples');
    try {
      const revised = await runToEnd('samples-revise', { samples: samples.id });
      if (revised.state !== 'done') return;
      await useRecords.getState().refresh();
      const id = String(revised.result?.['id']);
      useReviewChoice.getState().choose({ samples: id });
      if (then === 'stay') return;
      setStage('training');
      const trained = await runToEnd('train', { ...lastTraining(samples.id), samples: id });
      if (trained.state !== 'done') return;
      await useRecords.getState().refresh();
      openingOf(trained)?.();
    } finally {
      setStage(null);
    }
  };
  const blocked = changes === 0 ? t('hygiene.nothing-to-apply') : undefined;
  const press = (then: 'train' | 'stay') => () => { if (changes > 0 && stage === null) report(apply(then)); };
  return (
    <>
      <button type="button" className="quiet" aria-disabled={changes === 0 || stage !== null} title={blocked} onClick={press('stay')}>{t('hygiene.apply', { count: changes })}</button>
      <button type="button" className="primary" aria-disabled={changes === 0 || stage !== null} title={blocked} onClick={press('train')}>{stage === null ? t('hygiene.apply-train') : t(`hygiene.applying.${stage}`)}</button>
    </>
  );
}

/** What the last training on a sample set was asked for, so that the new one differs in the samples alone; defaults where there was none. */
function lastTraining(samples: string): Record<string, unknown> {
  const last = useJobs.getState().jobs.find((job) => job.kind === 'train' && job.state === 'done' && job.params['samples'] === samples);
  if (!last) return {};
  return Object.fromEntries(Object.entries(last.params).filter(([name]) => name !== 'id' && name !== 'title'));
}
