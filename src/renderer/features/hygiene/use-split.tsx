import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { report } from '../../state/report.ts';
import { useRecords } from '../../state/records.ts';
import { openStep } from '../../state/window/step-path.ts';
import { runToEnd } from './follow-job.ts';
import { useReviewChoice } from '../../state/samples/review-choice.ts';
import { specOf, useSplitDraft } from './split-state.ts';

/** Makes a version of the samples with the split; training then goes by it. */
export function UseSplit({ samples }: { readonly samples: SampleSet }): React.JSX.Element {
  const { t } = useTranslation();
  const [running, setRunning] = useState(false);
  const { draft } = useSplitDraft();
  const blocked = draft.rule === 'column' ? t('hygiene.split-as-is') : null;
  const make = async (): Promise<void> => {
    setRunning(true);
    try {
      const job = await runToEnd('samples-revise', { samples: samples.id, split: specOf(draft), edits: [] });
      if (job.state !== 'done') return;
      await useRecords.getState().refresh();
      useReviewChoice.getState().choose({ samples: String(job.result?.['id']) });
      openStep('train');
    } finally {
      setRunning(false);
    }
  };
  return (
    <button type="button" className="primary" aria-disabled={blocked !== null || running} title={blocked ?? t('hygiene.use-split-hint')} onClick={() => { if (blocked === null && !running) report(make()); }}>{running ? t('hygiene.applying.samples') : t('hygiene.use-split')}</button>
  );
}
