import { CircleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { useDraft } from '../../forms/drafts.ts';
import { JobAction } from '../../forms/job-action.tsx';
import { useJobStep } from '../../forms/use-job-step.ts';
import { freeTitle } from '../../../shared/text/derived-title.ts';
import { resultOf } from '../../state/jobs/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { openSamples } from '../../state/samples/sample-choice.ts';
import { TextField } from '../../ui/text-field.tsx';
import { differences, joinedBands, type JoinDraft } from './join-facts.ts';
import { JoinTable } from './join-table.tsx';
import './join.css';

const NOTHING: JoinDraft = { sets: [], teaching: [], title: '' };

/** Joins sample sets of one scheme and season, such as foreign and local ones; what comes out is opened and told to `onJoined`. */
export function JoinForm({ sets, onJoined }: { readonly sets: readonly SampleSet[]; readonly onJoined: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [draft, change] = useDraft<JoinDraft>('samples-join', NOTHING);
  const chosen = draft.sets.flatMap((id) => sets.find((set) => set.id === id) ?? []);
  const testing = chosen.filter(({ id }) => !draft.teaching.includes(id));
  const [first] = chosen;
  const unlike = first && chosen.find((set) => differences(first, set).length > 0);
  const blocked = blockedBy(chosen, testing, unlike);
  const auto = useOwnTitle(chosen);
  const reason = blocked === null ? null : t(blocked, { title: unlike?.title ?? '', other: first?.title ?? '' });
  const title = draft.title.trim() === '' ? auto : draft.title.trim();
  const request = blocked === null ? { kind: 'samples-join', params: { samples: chosen.map(({ id }) => id), testFrom: testing.length === chosen.length ? [] : testing.map(({ id }) => id), title } } : null;
  const step = useJobStep('samples-join', ['samples-join'], request);
  useOpened(step.job?.state === 'done' ? String(step.job.result?.['id']) : null, () => { change(NOTHING); onJoined(); });
  return (
    <div className="join">
      <JoinTable sets={sets} chosen={chosen} draft={draft} change={change} />
      <div className="join-side">
        {reason !== null && <p className="join-warning">{chosen.length > 1 && <CircleAlert size={14} aria-hidden />}<span>{reason}</span></p>}
        {chosen.length > 1 && !unlike && <BandsTold sets={chosen} />}
        <TextField label={t('steps.title')} value={draft.title} placeholder={auto} onChange={(value) => { change({ title: value }); }} />
        <JobAction step={step} label={t('sample-sets.join.start')} blocked={reason} result={(job) => t('sample-sets.join.made', { title: resultOf(job)?.title ?? '' })} />
      </div>
    </div>
  );
}

/** Why nothing can be joined yet; null when it can. */
function blockedBy(chosen: readonly SampleSet[], testing: readonly SampleSet[], unlike: SampleSet | undefined): string | null {
  if (chosen.length < 2) return 'sample-sets.join.choose';
  if (unlike) return 'sample-sets.join.unlike';
  return testing.length === 0 ? 'sample-sets.join.no-test' : null;
}

/** The title that the joined set gets where none is given, in the language of the window. */
function useOwnTitle(chosen: readonly SampleSet[]): string {
  const samples = useRecords((state) => state.samples);
  return freeTitle(chosen.map(({ title }) => title).join(' + '), samples);
}

/** Opens the joined set once it is there, and begins anew. */
function useOpened(id: string | null, clear: () => void): void {
  const before = useRef(id);
  useEffect(() => {
    const isNew = id !== null && before.current !== id;
    before.current = id;
    if (!isNew) return;
    clear();
    openSamples(id);
  }, [id, clear]);
}

/** Which bands the joined set has, and which fall because a set lacks them. */
function BandsTold({ sets }: { readonly sets: readonly SampleSet[] }): React.JSX.Element {
  const { t } = useTranslation();
  const { kept, left } = joinedBands(sets);
  return (
    <div className="join-bands">
      <p>{t('sample-sets.join.bands', { count: kept.length, bands: kept.join(', ') })}</p>
      {left.map(({ band, lacking }) => <p key={band} className="join-warning"><CircleAlert size={14} aria-hidden /><span>{t('sample-sets.join.left', { band, sets: lacking.join(', ') })}</span></p>)}
    </div>
  );
}
