import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { convertParamsSchema, type ConvertParams, type ConvertRequest } from '../../shared/contract/jobs/convert.ts';
import { errorLine, type ToldError } from '../state/error-text.ts';
import { useJobs } from '../state/jobs/jobs.ts';
import { startJob } from '../state/jobs/start-job.ts';
import { report } from '../state/report.ts';
import { SelectField } from '../ui/select-field.tsx';
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

type NdviRule = ConvertParams['ndvi'];
const NDVI_RULES = convertParamsSchema.shape.ndvi.unwrap().options;

/** Turns a checkpoint on this disk into an encoder of the workspace, and chooses it. Weights that do not say their NDVI rule are read again once it is told. */
function ReadCheckpoint({ onRead }: { readonly onRead: (id: string) => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const [checkpoint, setCheckpoint] = useState<string | null>(null);
  const [ndvi, setNdvi] = useState<NdviRule>('auto');
  const { isBusy, problem, start } = useConversion(onRead);
  const read = (path: string): void => { start({ checkpoint: path, ndvi }); };
  // The rule that one checkpoint needed is no rule of the next.
  const chooseOther = (): void => {
    setNdvi('auto');
    setChoosing(true);
  };
  const choose = ([path]: readonly string[]): void => {
    setChoosing(false);
    setCheckpoint(path ?? null);
    if (path !== undefined) read(path);
  };
  const rule = <SelectField label={t('encoder.ndvi')} hint={t('encoder.ndvi-hint')} value={ndvi} options={NDVI_RULES.map((value) => ({ value, label: t(`encoder.ndvi.${value}`) }))} onChange={setNdvi} />;
  if (choosing) return <>{rule}<PathChooser wants="file" ending=".pt" hint={t('encoder.read-hint')} onChoose={choose} onClose={() => { setChoosing(false); }} /></>;
  const isUnsaid = problem?.code === 'CHECKPOINT_NDVI_UNSAID' && checkpoint !== null;
  return (
    <>
      {problem && <p className="field-problem" role="alert">{errorLine(problem)}</p>}
      {isUnsaid && rule}
      <p className="step-actions">
        {isUnsaid && <button type="button" className="quiet" aria-disabled={isBusy || ndvi === 'auto'} onClick={() => { if (!isBusy && ndvi !== 'auto') read(checkpoint); }}>{t('encoder.again')}</button>}
        <button type="button" className="quiet" aria-disabled={isBusy} onClick={() => { if (!isBusy) chooseOther(); }}>{isBusy ? t('encoder.reading') : t('encoder.read')}</button>
      </p>
    </>
  );
}

interface Conversion {
  readonly isBusy: boolean;
  readonly problem: ToldError | null;
  readonly start: (params: ConvertRequest) => void;
}

/** The job that converts a checkpoint. @param onMade is given the id of the encoder */
function useConversion(onMade: (id: string) => void): Conversion {
  const [started, setStarted] = useState<string | null>(null);
  const [refused, setRefused] = useState<ToldError | null>(null);
  const job = useJobs((state) => state.jobs.find(({ id }) => id === started) ?? null);
  const made = job?.state === 'done' ? job.result?.['id'] : undefined;
  useEffect(() => {
    if (typeof made !== 'string') return;
    onMade(made);
    setStarted(null);
  }, [made, onMade]);
  return {
    isBusy: job?.state === 'running' || job?.state === 'planned',
    problem: refused ?? (job?.state === 'failed' ? job.error : null),
    start: (params) => {
      setRefused(null);
      report(startJob({ kind: 'convert', params }, setRefused).then(setStarted));
    },
  };
}
