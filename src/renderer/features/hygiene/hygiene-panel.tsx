import { ScanSearch } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { Panel } from '../../state/window/panels.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { REVIEW_VIEWS, useReviewChoice } from '../../state/samples/review-choice.ts';
import { useReview } from './review-state.ts';
import { ReviewActions, ReviewView } from './review-view.tsx';
import { SplitView } from './split-view.tsx';
import { UseSplit } from './use-split.tsx';
import './hygiene.css';
import './split.css';

/** The samples of a set: which are doubtful, and how training and test are told apart. */
function HygienePanel(): React.JSX.Element {
  const { t } = useTranslation();
  const set = useSampleSet();
  const read = useRecords((state) => state.read);
  const load = useReview((state) => state.load);
  const view = useReviewChoice((state) => state.view);
  const id = set?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    const aborter = new AbortController();
    report(load(id, aborter.signal));
    return () => { aborter.abort(); };
  }, [id, load]);
  if (!set) return <p className="hygiene-empty soft">{t(read ? 'hygiene.no-samples' : 'hygiene.reading')}</p>;
  return (
    <div className="hygiene">
      <PanelHead set={set} />
      {view === 'doubts' ? <ReviewView samples={set} /> : <SplitView key={set.id} samples={set} />}
    </div>
  );
}

export const hygienePanel: Panel = { id: 'hygiene', title: 'hygiene.title', icon: ScanSearch, place: 'dock', component: HygienePanel };

/** The set that was chosen, else the newest. */
function useSampleSet(): SampleSet | null {
  const sets = useRecords((state) => state.samples);
  const chosen = useReviewChoice((state) => state.samples);
  return sets.find(({ id }) => id === chosen) ?? sets[0] ?? null;
}

function PanelHead({ set }: { readonly set: SampleSet }): React.JSX.Element {
  const { t } = useTranslation();
  const sets = useRecords((state) => state.samples);
  const { view, choose } = useReviewChoice();
  return (
    <div className="hygiene-head">
      <select aria-label={t('hygiene.set')} value={set.id} onChange={(event) => { choose({ samples: event.target.value }); }}>
        {sets.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
      </select>
      <div className="hygiene-views" role="radiogroup" aria-label={t('hygiene.view')}>
        {REVIEW_VIEWS.map((one) => (
          <label key={one} data-chosen={view === one}>
            <input type="radio" name="hygiene-view" checked={view === one} onChange={() => { choose({ view: one }); }} />
            {t(`hygiene.view.${one}`)}
          </label>
        ))}
      </div>
      <span className="spacer" />
      {view === 'doubts' ? <ReviewActions samples={set} /> : <UseSplit samples={set} />}
    </div>
  );
}
