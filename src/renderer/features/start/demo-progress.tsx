import { Check, CircleAlert, CircleDashed, LoaderCircle, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemoState } from '../../../shared/contract/demo.ts';
import { cancelDemo, runDemo } from '../../state/jobs/demo.ts';
import { jobText } from '../../state/jobs/job-text.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { openRecord, showPlaces } from '../../state/jobs/open-result.ts';
import { recordWith, useRecords } from '../../state/records.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ToldError } from '../../state/told-error.tsx';
import { formatDuration } from '../../ui/quantity.ts';

export interface DemoProgressProps {
  readonly demo: DemoState;
  /** Small in a corner, once there is something to see on the map. */
  readonly compact: boolean;
  readonly dismiss: () => void;
}

/** The steps of the demo as they are done, and what came of them. */
export function DemoProgress({ demo, compact, dismiss }: DemoProgressProps): React.JSX.Element {
  const { t } = useTranslation();
  useEffect(() => {
    // The landscape has come in: go there, so that the rest is made in sight.
    if (compact && demo.state === 'running') showPlaces(useRecords.getState().scene);
  }, [compact, demo.state]);
  return (
    <div className="start" data-compact={compact}>
      <section className="start-card demo-progress" aria-label={t('demo.title')}>
        <div className="demo-head">
          <h2>{t(`demo.title.${demo.state}`)}</h2>
          {compact && <IconButton label={t('demo.hide')} icon={<X size={14} />} onPress={dismiss} />}
        </div>
        <p className="soft">{t('demo.note')}</p>
        <ol>
          {demo.steps.map((step) => <DemoStep key={step.name} step={step} />)}
        </ol>
        {demo.error && <p className="demo-error"><ToldError error={demo.error} /></p>}
        {demo.result && <DemoResult result={demo.result} dismiss={dismiss} />}
        {demo.state === 'running' && <button type="button" className="secondary" onClick={cancelDemo}>{t('demo.cancel')}</button>}
        {(demo.state === 'failed' || demo.state === 'cancelled') && <button type="button" className="primary" onClick={runDemo}>{t('demo.go-on')}</button>}
      </section>
    </div>
  );
}

function DemoStep({ step }: { readonly step: DemoState['steps'][number] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const job = useJobs((state) => state.jobs.find(({ id }) => id === step.job));
  const Icon = { waiting: CircleDashed, running: LoaderCircle, done: Check, failed: CircleAlert }[step.state];
  const isRunning = step.state === 'running';
  const progress = isRunning && job?.state === 'running' ? job.progress : null;
  return (
    <li data-state={step.state}>
      <Icon size={16} aria-hidden />
      <span className="demo-step">{t(`demo.step.${step.name}`)}</span>
      <span className="soft number">{step.seconds === null ? (progress ? jobText(t, i18n.language).remaining(progress) : '') : formatDuration(step.seconds, i18n.language)}</span>
      {isRunning && <progress aria-label={t(`demo.step.${step.name}`)} {...(progress ? { value: progress.fraction, max: 1 } : {})} />}
    </li>
  );
}

function DemoResult({ result, dismiss }: { readonly result: NonNullable<DemoState['result']>; readonly dismiss: () => void }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const records = useRecords();
  const figure = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const see = (): void => {
    const map = recordWith(records, result.map);
    dismiss();
    if (map) openRecord(map);
  };
  return (
    <>
      <p>{t('demo.result', { macroF1: figure.format(result.macroF1) })}</p>
      <button type="button" className="primary" onClick={see}>{t('demo.see')}</button>
    </>
  );
}
