import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { dayRange } from '../../ui/day-range.ts';
import type { Hit } from './hits.ts';

interface Wording {
  readonly t: TFunction;
  readonly language: string;
}

interface HitTipProps {
  readonly hits: readonly Hit[];
  readonly moment: number;
  /** CSS pixels from the left of the chart, which is `side` wide. */
  readonly left: number;
  readonly side: number;
}

/** What the chart holds at the pointed moment. */
export function HitTip({ hits, moment, left, side }: HitTipProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const wording = { t, language: i18n.language };
  const names = [...new Set(hits.map(({ quantity }) => quantity))];
  return (
    <div className="hit-tip" data-side={left > side / 2 ? 'left' : 'right'} style={{ left }} aria-hidden>
      <p className="hit-date">{titleOf(hits, moment, wording)}</p>
      <table>
        {names.length > 1 && (
          <thead>
            <tr>
              <th />
              {names.map((name) => <th key={name}>{name}</th>)}
            </tr>
          </thead>
        )}
        <tbody>
          {rowsOf(hits).map((row) => (
            <tr key={row.key}>
              <td><span className="hit-dot" style={{ background: row.first.date?.state === 'masked' ? 'transparent' : row.first.colour, borderColor: row.first.colour }} /></td>
              {names.map((name) => {
                const hit = row.hits.find(({ quantity }) => quantity === name);
                return <td key={name} className="number">{hit ? valueOf(hit, i18n.language) : ''}</td>;
              })}
              <td className="soft">{noteOf(row.first, wording)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HitRow {
  readonly key: string;
  readonly first: Hit;
  readonly hits: readonly Hit[];
}

/** One row per place and acquisition, its quantities side by side. */
function rowsOf(hits: readonly Hit[]): HitRow[] {
  const rows = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = `${hit.place} ${hit.date?.scene ?? hit.period?.start ?? ''}`;
    rows.set(key, [...(rows.get(key) ?? []), hit]);
  }
  return [...rows.entries()].flatMap(([key, [first, ...rest]]) => (first ? [{ key, first, hits: [first, ...rest] }] : []));
}

/** The same in one sentence, for those who do not see it. */
export function hitWords(hits: readonly Hit[], wording: Wording): string {
  const first = hits[0];
  if (!first) return '';
  const values = hits.map((hit) => `${hit.quantity} ${valueOf(hit, wording.language)} ${noteOf(hit, wording)}`.trim());
  return `${titleOf(hits, Date.parse(first.date?.datetime ?? first.period?.start ?? ''), wording)}: ${values.join('; ')}`;
}

function titleOf(hits: readonly Hit[], moment: number, { language }: Wording): string {
  const period = hits.find((hit) => hit.period)?.period;
  if (period) return dayRange(period.start, period.end, language);
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(moment);
}

function valueOf({ value, unit }: Hit, language: string): string {
  const digits = unit === '' ? 3 : 2;
  const figure = new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return unit === '' ? figure : `${figure} ${unit}`;
}

function noteOf({ date, period }: Hit, { t }: Wording): string {
  if (date) {
    if (date.state === 'clear') return t('series.clear');
    return date.quality ? t('series.masked-by', { quality: t(`scl.${date.quality.code}`), code: date.quality.code }) : t('series.masked');
  }
  if (!period) return '';
  if (period.filled) return t('series.filled');
  return period.count === null ? t('series.median') : t('series.composite-of', { count: period.count });
}
