import { CircleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { useReviewChoice } from '../../state/samples/review-choice.ts';
import { ToldError } from '../../state/told-error.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { BlockMap } from './block-map.tsx';
import { useClassLook } from './class-look.ts';
import { ClassName } from './finding-list.tsx';
import { LeakPart } from './leak-part.tsx';
import { draftOf, RULES, type SplitDraft, type TriedSplit, useSplitDraft, useTriedSplit } from './split-state.ts';

/** How training and test are told apart: the rule, where its groups lie, what each class gets, and what a random split would hide. */
export function SplitView({ samples }: { readonly samples: SampleSet }): React.JSX.Element {
  const { t } = useTranslation();
  const { draft, begin, change } = useSplitDraft();
  const { split: wanted, choose } = useReviewChoice();
  useEffect(() => {
    begin(samples);
    if (!wanted) return;
    change(draftOf(wanted));
    choose({ split: null });
  }, [samples, wanted, begin, change, choose]);
  const { tried, problem, isStale } = useTriedSplit(samples.id, draft);
  return (
    <div className="split-view">
      <div className="split-rule">
        <RuleFields tried={tried} />
      </div>
      <div className="split-found" data-stale={isStale}>
        {problem && <p className="split-problem" role="alert"><CircleAlert size={14} aria-hidden /><span><ToldError error={problem} /></span></p>}
        {!problem && tried && <Found samples={samples} tried={tried} />}
        {!problem && !tried && <p className="soft">{t('hygiene.reading')}</p>}
      </div>
      <LeakPart samples={samples} draft={draft} />
    </div>
  );
}

function RuleFields({ tried }: { readonly tried: TriedSplit | null }): React.JSX.Element {
  const { t } = useTranslation();
  const { draft, change } = useSplitDraft();
  const isAttribute = !['blocks', 'bins', 'stratified', 'column'].includes(draft.rule);
  return (
    <>
      <SelectField label={t('hygiene.rule')} hint={t(`hygiene.rule-hint.${isAttribute ? 'attribute' : draft.rule}`)} value={draft.rule} options={RULES.map((value) => ({ value, label: t(`hygiene.rule.${value}`) }))} onChange={(rule) => { change({ rule, held: [] }); }} />
      {draft.rule !== 'column' && (
        <div className="field-row">
          {draft.rule === 'blocks' && <NumberField label={t('hygiene.block-size')} unit="km" value={draft.sizeKm} min={0.05} max={2000} onChange={(sizeKm) => { if (sizeKm !== null) change({ sizeKm }); }} />}
          <NumberField label={t('hygiene.test-share')} unit="%" value={draft.testPercent} min={1} max={90} onChange={(testPercent) => { if (testPercent !== null) change({ testPercent }); }} />
          <NumberField label={t('hygiene.seed')} whole value={draft.seed} min={0} max={4_294_967_295} onChange={(seed) => { if (seed !== null) change({ seed }); }} />
        </div>
      )}
      {isAttribute && tried && tried.split.by === 'attribute' && <HeldOut draft={draft} tried={tried} change={change} />}
    </>
  );
}

/** The most values that can be ticked one by one. */
const MOST_VALUES = 60;

function HeldOut({ draft, tried, change }: { readonly draft: SplitDraft; readonly tried: TriedSplit; readonly change: (part: Partial<SplitDraft>) => void }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  if (tried.groupCount > MOST_VALUES) return null;
  const values = tried.groups.toSorted((a, b) => a.group.localeCompare(b.group, i18n.language, { numeric: true }));
  return (
    <fieldset className="held-out">
      <legend>{t('hygiene.held-out')}</legend>
      {values.map(({ group, rows }) => (
        <label key={group}>
          <input type="checkbox" checked={draft.held.includes(group)} onChange={(event) => { change({ held: event.target.checked ? [...draft.held, group] : draft.held.filter((one) => one !== group) }); }} />
          {group}<span className="soft number">{number.format(rows)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Found({ samples, tried }: { readonly samples: SampleSet; readonly tried: TriedSplit }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const metres = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const { near, groups, groupCount } = tried;
  return (
    <>
      <div className="split-places">
        <BlockMap groups={groups} />
        <p className="soft">{t('hygiene.groups', { count: groupCount, number: number.format(groupCount) })}</p>
        <p>{near.nearestM === null ? t('hygiene.nearest-far') : t('hygiene.nearest', { metres: metres.format(near.nearestM) })}</p>
        {near.sharedParcels > 0 && <p className="split-warning"><CircleAlert size={14} aria-hidden />{t('hygiene.shared-parcels', { count: near.sharedParcels, number: number.format(near.sharedParcels) })}</p>}
        {near.testRows > 0 && <p className="split-warning"><CircleAlert size={14} aria-hidden />{t('hygiene.near-rows', { count: near.testRows, number: number.format(near.testRows), metres: metres.format(near.nearM) })}</p>}
      </div>
      <SideTable samples={samples} tried={tried} />
    </>
  );
}

const SIDES = ['train', 'validation', 'test', 'leftOut'] as const;

/** Samples per class and side; sides that no sample falls on have no column. */
function SideTable({ samples, tried }: { readonly samples: SampleSet; readonly tried: TriedSplit }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const look = useClassLook(samples);
  const number = new Intl.NumberFormat(i18n.language);
  const rows = Object.entries(tried.byClass).toSorted(([a], [b]) => look.codes.indexOf(a) - look.codes.indexOf(b));
  const sides = SIDES.filter((side) => side === 'train' || side === 'test' || rows.some(([, counts]) => counts[side] > 0));
  return (
    <div className="split-table" tabIndex={0} role="region" aria-label={t('hygiene.sides')}>
      <table>
        <thead><tr><th scope="col">{t('hygiene.class')}</th>{sides.map((side) => <th key={side} scope="col">{t(`hygiene.side.${side}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map(([code, counts]) => (
            <tr key={code}>
              <th scope="row"><ClassName code={code} look={look} /></th>
              {sides.map((side) => <td key={side} className="number" data-lacking={counts[side] === 0 && counts.leftOut === 0 && (side === 'train' || side === 'test')}>{number.format(counts[side])}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
