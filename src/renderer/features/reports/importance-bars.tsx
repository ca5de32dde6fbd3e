import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Importance, IMPORTANCE_GROUPINGS, type ImportanceGrouping } from '../../../shared/reports/assessment.ts';
import { Choice } from '../../ui/choice.tsx';
import { figuresIn } from './figures.ts';

/** Names of an encoder's inputs in a report, and their words; bands, indices and sensors are called as they are. */
const INPUTS = {
  'S1 VV/VH': 'reports.input.s1',
  'S2 visible': 'reports.input.visible',
  'S2 red edge': 'reports.input.red-edge',
  'S2 NIR': 'reports.input.nir',
  'S2 narrow NIR': 'reports.input.narrow-nir',
  'S2 SWIR': 'reports.input.swir',
  weather: 'reports.input.weather',
  terrain: 'reports.input.terrain',
  location: 'reports.input.location',
} as const;

function isInput(name: string): name is keyof typeof INPUTS {
  return Object.hasOwn(INPUTS, name);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** How much macro F1 drops when numbers of one kind are shuffled between samples; a whisker is the spread of the shuffles. */
export function ImportanceBars({ importance }: { readonly importance: Importance }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { change, count, figure } = figuresIn(i18n.language);
  const there = IMPORTANCE_GROUPINGS.filter((grouping) => importance.items.some((item) => item.grouping === grouping));
  const [chosen, setChosen] = useState<ImportanceGrouping>('feature');
  const grouping = there.includes(chosen) ? chosen : (there[0] ?? 'feature');
  const items = importance.items.filter((item) => item.grouping === grouping);
  const ordered = grouping === 'period' ? items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : items;
  const most = Math.max(0.001, ...items.map(({ drop, sd }) => drop + sd));
  const day = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const wordsOf = (name: string): string => (isInput(name) ? t(INPUTS[name]) : name);
  const nameOf = (name: string): string => (grouping !== 'period' ? wordsOf(name) : DAY.test(name) ? t('reports.from-day', { day: day.format(new Date(name)) }) : t('reports.whole-season'));
  return (
    <>
      {there.length > 1 && <Choice legend="aloud" label={t('reports.importance-by')} value={grouping} options={there.map((value) => ({ value, label: t(`reports.grouping.${value}`) }))} onChange={setChosen} />}
      <ul className="reports-bars number">
        {ordered.map(({ name, drop, sd }) => (
          <li key={name} title={t('reports.importance-item', { drop: change(-drop), sd: figure(sd) })}>
            <span className="reports-name">{nameOf(name)}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
              <rect x="0" y="1" width={(Math.max(0, drop) / most) * 100} height="8" />
              <line x1={(Math.max(0, drop - sd) / most) * 100} x2={(Math.max(0, drop + sd) / most) * 100} y1="5" y2="5" />
            </svg>
            <span>{change(-drop)}</span>
          </li>
        ))}
      </ul>
      <p className="soft">{t('reports.importance-note', { rows: count(importance.rows), count: importance.repeats })}</p>
    </>
  );
}
