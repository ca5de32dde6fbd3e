import { CalendarRange, ChartNoAxesCombined } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleDescription } from '../../../shared/contract/samples.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { Panel } from '../../state/window/panels.ts';
import { useRecords } from '../../state/records.ts';
import { useSampleChoice } from '../../state/samples/sample-choice.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import { useAlign } from './align.ts';
import { useAnswer } from './answers.ts';
import { Composition } from './composition.tsx';
import { descriptionCsv, profilesCsv } from './csv.ts';
import { isFromExtraction } from './join-facts.ts';
import { JoinForm } from './join-form.tsx';
import { OnMap } from './on-map.tsx';
import { ProfileSheet } from './profile-sheet.tsx';
import { RejectedList } from './rejected-list.tsx';
import './samples.css';

const TABS = ['curves', 'composition', 'rejected', 'join'] as const;
type Tab = (typeof TABS)[number];
/** Samples of a class that are drawn with their own lines. */
const EXAMPLES = 20;

/** What a sample set is made of: curves of its classes, composition, rejected samples. */
function SampleSetsPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const sets = useRecords((state) => state.samples);
  const read = useRecords((state) => state.read);
  const { id } = useSampleChoice();
  const [tab, setTab] = useState<Tab>('curves');
  const set = sets.find((one) => one.id === id) ?? sets[0];
  if (!set) return <p className="sample-sets-empty">{t(read ? 'sample-sets.none' : 'sample-sets.reading')}</p>;
  return <SetView key={set.id} set={set} sets={sets} tab={tab} onTab={setTab} />;
}

export const sampleSetsPanel: Panel = { id: 'sample-sets', title: 'sample-sets.title', icon: ChartNoAxesCombined, place: 'dock', component: SampleSetsPanel, opens: 'command' };

interface SetViewProps {
  readonly set: SampleSet;
  readonly sets: readonly SampleSet[];
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}

function SetView({ set, sets, tab, onTab }: SetViewProps): React.JSX.Element {
  const { t } = useTranslation();
  const [quantity, setQuantity] = useState<string | null>(null);
  const [withExamples, setWithExamples] = useState(false);
  const scheme = useRecords((state) => state.scheme).find(({ id }) => id === set.schemeId)?.scheme ?? null;
  const align = useAlign();
  const { answer: description } = useAnswer('samples.describe', { id: set.id });
  const { answer: profiles, isStale } = useAnswer('samples.profiles', tab === 'curves' ? { id: set.id, quantities: quantity === null ? null : [quantity], examples: withExamples ? EXAMPLES : 0 } : null);
  const shown = quantity ?? profiles?.quantities[0]?.name ?? '';
  return (
    <div className="sample-sets">
      <div className="sample-sets-bar">
        <SetSelect set={set} sets={sets} />
        <Tabs tab={tab} onChange={onTab} />
        {tab === 'curves' && description && <QuantitySelect description={description} value={shown} onChange={setQuantity} />}
        {tab !== 'join' && <OnMap id={set.id} scheme={scheme} />}
        <span className="spacer" />
        {tab !== 'join' && isFromExtraction(set) && <TextButton words={t('sample-sets.align')} hint={t('sample-sets.align-hint')} icon={<CalendarRange size={14} aria-hidden />} onPress={() => { align(set); }} />}
        {tab === 'curves' && profiles && <CopyButton label={t('sample-sets.copy-curves')} words="CSV" text={() => profilesCsv(profiles)} />}
        {tab === 'composition' && description && <CopyButton label={t('sample-sets.copy-composition')} words="CSV" text={() => descriptionCsv(description)} />}
      </div>
      {tab === 'curves' && <Legend quantity={profiles?.quantities[0] ?? null} withExamples={withExamples} onExamples={setWithExamples} />}
      <div className="sample-sets-body" role="group" aria-label={t(`sample-sets.tab.${tab}`)} tabIndex={tab === 'curves' || tab === 'join' ? -1 : 0}>
        {tab === 'curves' && (profiles ? <ProfileSheet profiles={profiles} scheme={scheme} isStale={isStale} /> : <p className="sample-sets-empty soft">{t('sample-sets.reading')}</p>)}
        {tab === 'composition' && (description ? <Composition description={description} scheme={scheme} /> : <p className="sample-sets-empty soft">{t('sample-sets.reading')}</p>)}
        {tab === 'rejected' && <RejectedList id={set.id} />}
        {tab === 'join' && <JoinForm sets={sets} onJoined={() => { onTab('curves'); }} />}
      </div>
    </div>
  );
}

function SetSelect({ set, sets }: { readonly set: SampleSet; readonly sets: readonly SampleSet[] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { choose } = useSampleChoice();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <>
      <select aria-label={t('sample-sets.set')} value={set.id} onChange={(event) => { choose(event.target.value); }}>
        {sets.map(({ id, title, simulated }) => <option key={id} value={id}>{simulated && !/simul/i.test(title) ? `${title} – ${t('app.simulated')}` : title}</option>)}
      </select>
      <span className="soft number sample-sets-count">{t('sample-sets.count', { count: set.rows, rows: number.format(set.rows) })}</span>
    </>
  );
}

function Tabs({ tab, onChange }: { readonly tab: Tab; readonly onChange: (tab: Tab) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <fieldset className="sample-sets-tabs" aria-label={t('sample-sets.show')}>
      {TABS.map((value) => (
        <label key={value} data-chosen={value === tab}>
          <input type="radio" name="sample-sets-tab" checked={value === tab} onChange={() => { onChange(value); }} />
          {t(`sample-sets.tab.${value}`)}
        </label>
      ))}
    </fieldset>
  );
}

function QuantitySelect({ description, value, onChange }: { readonly description: SampleDescription; readonly value: string; readonly onChange: (name: string) => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <select aria-label={t('sample-sets.quantity')} value={value} onChange={(event) => { onChange(event.target.value); }}>
      {description.indices.length > 0 && <optgroup label={t('sample-sets.indices')}>{description.indices.map((name) => <option key={name} value={name}>{name}</option>)}</optgroup>}
      <optgroup label={t('sample-sets.bands-group')}>{description.bands.map(({ band }) => <option key={band} value={band}>{band}</option>)}</optgroup>
    </select>
  );
}

interface LegendProps {
  readonly quantity: { readonly name: string; readonly unit: string } | null;
  readonly withExamples: boolean;
  readonly onExamples: (on: boolean) => void;
}

/** What the curves show, with its unit, what their marks mean, and whether single samples are among them. */
function Legend({ quantity, withExamples, onExamples }: LegendProps): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="sample-sets-legend soft">
      {quantity && <strong>{quantity.unit === '' || quantity.unit === '1' ? quantity.name : `${quantity.name} (${quantity.unit})`}</strong>}
      <span data-mark="median">{t('sample-sets.legend-median')}</span>
      <span data-mark="half">{t('sample-sets.legend-half')}</span>
      <span data-mark="wide">{t('sample-sets.legend-wide')}</span>
      <label className="sample-sets-check"><input type="checkbox" checked={withExamples} onChange={(event) => { onExamples(event.target.checked); }} />{t('sample-sets.examples', { count: EXAMPLES })}</label>
    </div>
  );
}
