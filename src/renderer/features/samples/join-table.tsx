import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { useRecords } from '../../state/records.ts';
import { TextButton } from '../../ui/text-button.tsx';
import { useAlign } from './align.ts';
import { differences, isFromExtraction, type JoinDraft, seasonSpan } from './join-facts.ts';

export interface JoinTableProps {
  readonly sets: readonly SampleSet[];
  readonly chosen: readonly SampleSet[];
  readonly draft: JoinDraft;
  readonly change: (part: Partial<JoinDraft>) => void;
}

/** The sample sets with what must be alike to join them; what differs from the first chosen one is marked, with the way out. */
export function JoinTable(props: JoinTableProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="join-table" tabIndex={0} role="region" aria-label={t('sample-sets.join.sets')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('sample-sets.set')}</th>
            <th scope="col" className="number">{t('sample-sets.samples')}</th>
            <th scope="col">{t('sample-sets.join.scheme')}</th>
            <th scope="col">{t('sample-sets.join.season')}</th>
            <th scope="col" title={t('sample-sets.join.tests-hint')}>{t('sample-sets.join.tests')}</th>
          </tr>
        </thead>
        <tbody>{props.sets.map((set) => <JoinRow key={set.id} {...props} set={set} />)}</tbody>
      </table>
    </div>
  );
}

function JoinRow({ set, chosen, draft, change }: JoinTableProps & { readonly set: SampleSet }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const scheme = useRecords((state) => state.scheme).find(({ id }) => id === set.schemeId);
  const align = useAlign();
  const [first] = chosen;
  const apart = first ? differences(first, set) : [];
  const isChosen = draft.sets.includes(set.id);
  const choose = (on: boolean): void => { change({ sets: on ? [...draft.sets, set.id] : draft.sets.filter((id) => id !== set.id), teaching: draft.teaching.filter((id) => id !== set.id) }); };
  const test = (on: boolean): void => { change({ teaching: on ? draft.teaching.filter((id) => id !== set.id) : [...draft.teaching, set.id] }); };
  return (
    <tr data-chosen={isChosen}>
      <th scope="row"><label><input type="checkbox" checked={isChosen} onChange={(event) => { choose(event.target.checked); }} />{set.title}</label></th>
      <td className="number">{new Intl.NumberFormat(i18n.language).format(set.rows)}</td>
      <td><Fact words={scheme?.title ?? set.schemeId} differs={apart.includes('scheme')} /></td>
      <td>
        <Fact words={seasonSpan(set, i18n.language)} differs={apart.includes('season')} />
        {first && apart.length > 0 && isFromExtraction(set) && <TextButton words={t('sample-sets.join.align')} hint={t('sample-sets.join.align-hint', { title: first.title })} onPress={() => { align(set, first); }} />}
      </td>
      <td className="join-test"><input type="checkbox" aria-label={t('sample-sets.join.tests-of', { title: set.title })} disabled={!isChosen} checked={isChosen && !draft.teaching.includes(set.id)} onChange={(event) => { test(event.target.checked); }} /></td>
    </tr>
  );
}

/** A property of a set; marked where it is not that of the first chosen one. */
function Fact({ words, differs }: { readonly words: string; readonly differs: boolean }): React.JSX.Element {
  const { t } = useTranslation();
  return <span className="join-fact" data-differs={differs}>{differs && <CircleAlert size={13} aria-label={t('sample-sets.join.differs')} />}{words}</span>;
}
