import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText, type ToldError } from '../state/error-text.ts';
import { useJobs } from '../state/jobs/jobs.ts';
import { startJob } from '../state/jobs/start-job.ts';
import { report } from '../state/report.ts';
import { PathChooser } from './path-chooser.tsx';
import { RecordField, type RecordFieldProps } from './record-field.tsx';

export interface EncoderFieldsProps {
  readonly encoders: RecordFieldProps['records'];
  /** Id of the chosen one; '' where there is none. */
  readonly encoder: string;
  readonly onEncoder: (id: string) => void;
}

/** Which encoder makes the numbers, and a way to read one from a published checkpoint. */
export function EncoderFields({ encoders, encoder, onEncoder }: EncoderFieldsProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <RecordField label={t('encoder.field')} hint={encoders.length === 0 ? t('encoder.none') : undefined} records={encoders} value={encoder} onChange={onEncoder} />
      <ReadCheckpoint onRead={onEncoder} />
    </>
  );
}

/** Turns a checkpoint on this disk into an encoder of the workspace, and chooses it. */
function ReadCheckpoint({ onRead }: { readonly onRead: (id: string) => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const [started, setStarted] = useState<string | null>(null);
  const [refused, setRefused] = useState<ToldError | null>(null);
  const job = useJobs((state) => state.jobs.find(({ id }) => id === started) ?? null);
  const made = job?.state === 'done' ? job.result?.['id'] : undefined;
  useEffect(() => {
    if (typeof made !== 'string') return;
    onRead(made);
    setStarted(null);
  }, [made, onRead]);
  const read = ([checkpoint]: readonly string[]): void => {
    setChoosing(false);
    setRefused(null);
    if (checkpoint !== undefined) report(startJob({ kind: 'convert', params: { checkpoint } }, setRefused).then(setStarted));
  };
  if (choosing) return <PathChooser wants="file" ending=".pt" hint={t('encoder.read-hint')} onChoose={read} onClose={() => { setChoosing(false); }} />;
  const isBusy = job?.state === 'running' || job?.state === 'planned';
  const problem = refused ?? (job?.state === 'failed' ? job.error : null);
  return (
    <p className="step-actions">
      <button type="button" className="quiet" aria-disabled={isBusy} onClick={() => { if (!isBusy) setChoosing(true); }}>{isBusy ? t('encoder.reading') : t('encoder.read')}</button>
      {problem && <span className="field-problem" role="alert">{errorText(problem).message} {errorText(problem).action}</span>}
    </p>
  );
}
