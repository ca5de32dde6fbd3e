import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface StartFormProps {
  readonly onStarted: (job: string) => void;
}

/** Tests a model on a sample set. */
export function EvaluateForm({ model: given, onStarted }: StartFormProps & { readonly model: string | null }): React.JSX.Element {
  const { t } = useTranslation();
  const models = useRecords((state) => state.model).filter(({ card }) => card.task !== 'embedding');
  const samples = useRecords((state) => state.samples);
  const [model, setModel] = useState(given ?? '');
  const [set, setSet] = useState('');
  const chosen = { model: models.find(({ id }) => id === model)?.id ?? models[0]?.id ?? '', samples: samples.find(({ id }) => id === set)?.id ?? samples[0]?.id ?? '' };
  const reason = chosen.model === '' ? t('reports.no-model') : chosen.samples === '' ? t('reports.no-samples') : null;
  return (
    <Form label={t('reports.evaluate')} reason={reason} onStart={() => start('evaluate', chosen, onStarted)}>
      <SelectField label={t('reports.model')} value={chosen.model} options={optionsOf(models)} onChange={setModel} />
      <SelectField label={t('reports.samples')} hint={t('reports.samples-hint')} value={chosen.samples} options={optionsOf(samples)} onChange={setSet} />
    </Form>
  );
}

const STEPS = '0, 100, 200, 500, 1000, 2000';
const MOST_DRAWS = 50;

/** Starts a local-data curve. */
export function CurveForm({ onStarted }: StartFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const samples = useRecords((state) => state.samples);
  const [foreign, setForeign] = useState('');
  const [local, setLocal] = useState('');
  const [typed, setTyped] = useState(STEPS);
  const [draws, setDraws] = useState(5);
  const chosen = { foreign: samples.find(({ id }) => id === foreign)?.id ?? samples[1]?.id ?? '', local: samples.find(({ id }) => id === local)?.id ?? samples[0]?.id ?? '' };
  const steps = stepsOf(typed);
  const reason = samples.length < 2 ? t('reports.two-sets') : chosen.foreign === chosen.local ? t('reports.same-set') : steps ? null : t('reports.steps-wrong');
  return (
    <Form label={t('reports.curve-start')} reason={reason} onStart={() => start('local-curve', { ...chosen, steps, draws }, onStarted)}>
      <SelectField label={t('reports.foreign')} value={chosen.foreign} options={optionsOf(samples)} onChange={setForeign} />
      <SelectField label={t('reports.local')} value={chosen.local} options={optionsOf(samples)} onChange={setLocal} />
      <TextField label={t('reports.steps')} hint={t('reports.steps-hint')} problem={steps ? null : t('reports.steps-wrong')} value={typed} onChange={setTyped} />
      <NumberField label={t('reports.draws')} value={draws} min={1} max={MOST_DRAWS} whole onChange={(value) => { setDraws(value ?? 5); }} />
    </Form>
  );
}

interface FormProps {
  readonly label: string;
  readonly reason: string | null;
  readonly onStart: () => Promise<void>;
  readonly children: React.ReactNode;
}

function Form({ label, reason, onStart, children }: FormProps): React.JSX.Element {
  const { t } = useTranslation();
  const [isStarting, setStarting] = useState(false);
  const press = (): void => {
    setStarting(true);
    report(onStart().finally(() => { setStarting(false); }));
  };
  return (
    <form className="reports-form" aria-label={label} onSubmit={(event) => { event.preventDefault(); if (reason === null) press(); }}>
      {children}
      <button type="submit" className="primary" disabled={reason !== null || isStarting} title={reason ?? undefined}>{t('reports.start')}</button>
      {reason !== null && <p className="soft">{reason}</p>}
    </form>
  );
}

async function start(kind: string, params: Record<string, unknown>, onStarted: (job: string) => void): Promise<void> {
  const { job } = await call('jobs.start', { kind, params });
  await useJobs.getState().refresh();
  onStarted(job.id);
}

function optionsOf(records: readonly { readonly id: string; readonly title: string }[]): { value: string; label: string }[] {
  return records.map(({ id, title }) => ({ value: id, label: title }));
}

/** Whole numbers between commas or spaces; null where something else stands there. */
export function stepsOf(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => /^\d{1,7}$/.test(part)) ? parts.map(Number) : null;
}
