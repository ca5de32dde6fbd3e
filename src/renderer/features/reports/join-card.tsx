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
  return (
    <section className="reports-card">
      <h3>{t('reports.join')}</h3>
      <p className="soft">{t('reports.join-note', { foreign: foreign.title, local: local.title })}</p>
      <JobAction step={step} label={t('reports.join-button')} blocked={null} result={(job) => <JoinResult samples={resultOf(job)} />} />
    </section>
  );
}

function JoinResult({ samples }: { readonly samples: ReturnType<typeof resultOf> }): React.JSX.Element | null {
  const { t } = useTranslation();
  const [, change] = useDraft<{ readonly samples: string }>('train', { samples: '' });
  if (samples?.kind !== 'samples') return null;
  const train = ({ id }: SampleSet): void => {
    change({ samples: id });
    useReportChoice.getState().close();
    openStep('train');
  };
  return <p className="step-actions"><span>{t('reports.rows', { count: samples.rows })}</span><button type="button" className="next-step" onClick={() => { train(samples); }}>{t('reports.join-train')}</button></p>;
}
