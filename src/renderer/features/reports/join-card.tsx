import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { LocalCurve } from '../../../shared/reports/local-curve.ts';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { useJobStep } from '../../forms/use-job-step.ts';
import { resultOf } from '../../state/jobs/open-result.ts';
import { useReportChoice } from '../../state/samples/report-choice.ts';
import { openStep } from '../../state/window/step-path.ts';

/** The way from a curve to a model: makes one set of the foreign and the local samples, tested on local ones alone, to train on. */
export function JoinCard({ curve: { foreign, local } }: { readonly curve: LocalCurve }): React.JSX.Element {
  const { t } = useTranslation();
  const step = useJobStep(`join ${foreign.id} ${local.id}`, [], { kind: 'samples-join', params: { samples: [foreign.id, local.id], testFrom: [local.id] } });
  const made = step.job?.state === 'done' ? resultOf(step.job) : null;
  return (
    <section className="reports-card">
      <h3>{t('reports.join')}</h3>
      <p className="soft">{t('reports.join-note', { foreign: foreign.title, local: local.title })}</p>
      {made?.kind === 'samples' ? <JoinResult samples={made} /> : <JobAction step={step} label={t('reports.join-button')} blocked={null} result={() => null} />}
    </section>
  );
}

function JoinResult({ samples }: { readonly samples: SampleSet }): React.JSX.Element {
  const { t } = useTranslation();
  const [, change] = useDraft<{ readonly samples: string; readonly title: string }>('train', { samples: '', title: '' });
  const train = (): void => {
    change({ samples: samples.id, title: '' });
    useReportChoice.getState().close();
    openStep('train');
  };
  return <p className="step-actions"><span>{t('reports.joined', { count: samples.rows, title: samples.title })}</span><button type="button" className="next-step" onClick={train}>{t('reports.join-train')}</button></p>;
}
