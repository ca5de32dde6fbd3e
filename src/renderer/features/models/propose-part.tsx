import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SAMPLED_FIELDS, type SampledFields } from '../../../shared/contract/jobs/propose.ts';
import type { CropMap } from '../../../shared/records/learning.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { Told } from '../../../shared/messages/message.ts';
import { freeTitle } from '../../../shared/text/derived-title.ts';
import { call } from '../../client/call.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { useJobs } from '../../state/jobs/jobs.ts';
import { resultOf, showPlaces } from '../../state/jobs/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { useStore } from '../../state/store.ts';
import { ToldError } from '../../state/told-error.tsx';
import type { StepName } from '../../state/window/step-path.ts';
import { Missing } from '../../forms/step-frame.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';

const DEFAULT_COUNT = 50;
const RUNNING: readonly string[] = ['planned', 'running'];

/** The fields most worth a visit, out of what a map is unsure of; they come as a layer of parcels. */
export function ProposePart({ maps }: { readonly maps: readonly CropMap[] }): React.JSX.Element {
  const { t } = useTranslation();
  const parcels = useRecords((state) => state.parcels);
  const [chosen, setChosen] = useState({ map: maps[0]?.id ?? '', parcels: parcels.at(-1)?.id ?? '', count: DEFAULT_COUNT, sampled: 'leave-out' as SampledFields });
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJobs(({ jobs }) => jobs.find(({ id }) => id === jobId)) ?? null;
  const isRunning = job !== null && RUNNING.includes(job.state);
  const set = parcels.find(({ id }) => id === chosen.parcels) ?? parcels[0];
  if (maps.length === 0) return <CannotPropose reason={t('models.propose-no-map')} step="map" />;
  if (!set) return <CannotPropose reason={t('models.propose-no-parcels')} step="data" />;
  const start = (): void => {
    const title = freeTitle(t('models.propose-title', { title: maps.find(({ id }) => id === chosen.map)?.title ?? chosen.map }), parcels);
    report(call('jobs.start', { kind: 'propose', params: { title, map: chosen.map, parcels: set.id, count: chosen.count, sampled: chosen.sampled } }).then(({ job: started }) => {
      setJobId(started.id);
      return useJobs.getState().refresh();
    }));
  };
  const options = (records: readonly { readonly id: string; readonly title: string }[]): { value: string; label: string }[] => records.map(({ id, title }) => ({ value: id, label: title }));
  return (
    <div className="models-propose">
      <p className="soft">{t('models.propose-purpose')}</p>
      <SelectField label={t('models.propose-map')} value={chosen.map} options={options(maps)} onChange={(map) => { setChosen({ ...chosen, map }); }} />
      <SelectField label={t('models.propose-parcels')} value={set.id} options={options(parcels)} onChange={(id) => { setChosen({ ...chosen, parcels: id }); }} />
      <NumberField label={t('models.propose-count')} whole value={chosen.count} min={1} max={5000} onChange={(count) => { if (count !== null) setChosen({ ...chosen, count }); }} />
      <SelectField label={t('models.propose-sampled')} value={chosen.sampled} options={SAMPLED_FIELDS.map((value) => ({ value, label: t(`models.propose-sampled.${value}`) }))} onChange={(sampled) => { setChosen({ ...chosen, sampled }); }} />
      <button type="button" className="primary" aria-disabled={isRunning} onClick={() => { if (!isRunning) start(); }}>{t(isRunning ? 'models.propose-running' : 'models.propose-start')}</button>
      {job && !isRunning && <Proposed job={job} />}
    </div>
  );
}

/** The button as it will be, why it cannot be pressed, and the way to what it needs. */
function CannotPropose({ reason, step }: { readonly reason: string; readonly step: StepName }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="models-propose">
      <p className="soft">{t('models.propose-purpose')}</p>
      <Missing reason={reason} step={step} />
      <button type="button" className="primary" aria-disabled title={reason}>{t('models.propose-start')}</button>
    </div>
  );
}

function Proposed({ job }: { readonly job: Job }): React.JSX.Element {
  const { t } = useTranslation();
  if (job.error) return <p className="models-problem" role="alert"><ToldError error={job.error} /></p>;
  const top = (job.result?.['top'] ?? []) as readonly { readonly id: string; readonly rank: number; readonly why: Told }[];
  const warnings = (job.result?.['warnings'] ?? []) as readonly Told[];
  const show = (): void => {
    const record = resultOf(job);
    if (!record) return;
    const layer = useStore.getState().layers.find(({ recordId }) => recordId === record.id);
    if (layer) useStore.getState().select(layer.id);
    showPlaces([record]);
  };
  return (
    <div role="status">
      <p className="models-good">{t('models.proposed', { count: Number(job.result?.['count'] ?? 0), candidates: Number(job.result?.['candidates'] ?? 0) })}</p>
      {warnings.map(toldText).map((warning) => <p key={warning} className="soft">{warning}</p>)}
      <ol className="models-top">{top.slice(0, 5).map(({ id, rank, why }) => <li key={rank}><strong>{id}</strong> {toldText(why)}</li>)}</ol>
      <button type="button" className="quiet" onClick={show}>{t('models.propose-show')}</button>
    </div>
  );
}
