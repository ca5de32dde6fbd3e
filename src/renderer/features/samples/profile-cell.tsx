import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleProfiles } from '../../../shared/contract/samples.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { bandPath, cellScale, type ClassProfile, linePath, peakOf, quantileLine, ticksIn } from './profile-scale.ts';

/** Height of a picture in pixels, and what its axes take of it; its width is that of its cell. */
const HEIGHT = 112;
const EDGE = { left: 34, top: 6, right: 6, bottom: 20 };
const MOST_TICKS = 5;
/** Index of the median among the quantiles that are asked for. */
const MEDIAN = 2;

export interface ProfileCellProps {
  readonly profile: ClassProfile;
  readonly label: string;
  readonly colour: string;
  readonly periods: SampleProfiles['periods'];
  readonly quantity: number;
  readonly unit: string;
  readonly range: readonly [number, number];
  /** Of the picture, in pixels, so that its letters have their size however wide it is. */
  readonly width: number;
}

/** One class: its median, the middle half and the middle four fifths of its samples over time. Arrow keys read the periods. */
export function ProfileCell(props: ProfileCellProps): React.JSX.Element {
  const { profile, label, colour, periods } = props;
  const { i18n } = useTranslation();
  const [pointed, setPointed] = useState<number | null>(null);
  const { words, told } = useWords(props);
  const last = Math.max(0, periods.length - 1);
  const onKey = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setPointed(Math.min(last, Math.max(0, pointed === null ? 0 : pointed + step)));
  };
  return (
    <figure className="profile-cell" tabIndex={0} role="slider" aria-label={words} aria-valuemin={0} aria-valuemax={last} aria-valuenow={pointed ?? 0} aria-valuetext={told(pointed ?? 0)} onKeyDown={onKey} onBlur={() => { setPointed(null); }}>
      <figcaption>
        <Swatch colour={colour} />
        <span className="profile-name" title={label}>{label}</span>
        <span className="soft number">{new Intl.NumberFormat(i18n.language).format(profile.samples)}</span>
      </figcaption>
      <Picture {...props} pointed={pointed} onPoint={setPointed} />
      <p className="profile-told number" aria-hidden>{pointed === null ? '' : told(pointed)}</p>
    </figure>
  );
}

/** What the cell says: of the class as a whole, and of one period. */
function useWords({ profile, label, periods, quantity, unit }: ProfileCellProps): { readonly words: string; readonly told: (period: number) => string } {
  const { t, i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  const day = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const dayOf = (period: number): string => day.format(new Date(`${periods[period]?.start ?? ''}T00:00:00Z`));
  const withUnit = (value: number): string => `${figure.format(value)}${unit === '' ? '' : ` ${unit}`}`;
  const peak = peakOf(quantileLine(profile, quantity, MEDIAN));
  const told = (period: number): string => {
    const found = profile.series[quantity]?.[period]?.quantiles;
    const [low, , median, , high] = found ?? [];
    if (low === undefined || median === undefined || high === undefined) return t('sample-sets.no-value', { day: dayOf(period) });
    return t('sample-sets.told', { day: dayOf(period), median: withUnit(median), low: figure.format(low), high: figure.format(high) });
  };
  return { told, words: peak === null ? t('sample-sets.cell-empty', { name: label }) : t('sample-sets.cell', { name: label, count: profile.samples, value: withUnit(peak.value), day: dayOf(peak.period) }) };
}

interface PictureProps extends ProfileCellProps {
  readonly pointed: number | null;
  readonly onPoint: (period: number | null) => void;
}

function Picture({ profile, colour, periods, quantity, range, width, pointed, onPoint }: PictureProps): React.JSX.Element {
  const { i18n } = useTranslation();
  const figure = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  const lines = [0, 1, MEDIAN, 3, 4].map((index) => quantileLine(profile, quantity, index));
  const box = { left: EDGE.left, top: EDGE.top, width: Math.max(1, width - EDGE.left - EDGE.right), height: HEIGHT - EDGE.top - EDGE.bottom };
  const scale = cellScale(periods.length, range, box);
  const onMove = (event: React.PointerEvent<SVGSVGElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const at = Math.round(((x - box.left) / box.width) * (periods.length - 1));
    onPoint(Math.min(periods.length - 1, Math.max(0, at)));
  };
  return (
    <svg width={width} height={HEIGHT} aria-hidden onPointerMove={onMove} onPointerLeave={() => { onPoint(null); }}>
      {ticksIn(range, MOST_TICKS).map((tick) => (
        <g key={tick}>
          <line className="profile-grid" x1={box.left} x2={box.left + box.width} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text className="profile-tick" x={box.left - 4} y={scale.y(tick) + 3} textAnchor="end">{figure.format(tick)}</text>
        </g>
      ))}
      <Months periods={periods} x={(period) => scale.x(period)} />
      {profile.examples.map(({ id, values }) => <path key={id} className="profile-example" d={linePath(values[quantity] ?? [], scale)} stroke={colour} />)}
      <path d={bandPath(lines[0] ?? [], lines[4] ?? [], scale)} fill={colour} fillOpacity={0.22} />
      <path d={bandPath(lines[1] ?? [], lines[3] ?? [], scale)} fill={colour} fillOpacity={0.42} />
      <path className="profile-median" d={linePath(lines[MEDIAN] ?? [], scale)} />
      {(lines[MEDIAN] ?? []).map((value, period) => (value === null ? null : <circle key={periods[period]?.start ?? period} className="profile-dot" cx={scale.x(period)} cy={scale.y(value)} r={pointed === period ? 3 : 1.4} />))}
      {pointed !== null && <line className="profile-pointer" x1={scale.x(pointed)} x2={scale.x(pointed)} y1={box.top} y2={box.top + box.height} />}
    </svg>
  );
}

/** Months under the axis by their letter, where a period is the first of its month; only a few where there are many. */
function Months({ periods, x }: { readonly periods: SampleProfiles['periods']; readonly x: (period: number) => number }): React.JSX.Element {
  const { i18n } = useTranslation();
  const letter = new Intl.DateTimeFormat(i18n.language, { month: 'narrow', timeZone: 'UTC' });
  const firsts = periods.flatMap(({ start }, period) => (period === 0 || start.slice(0, 7) !== periods[period - 1]?.start.slice(0, 7) ? [period] : []));
  return <>{firsts.map((period) => <text key={period} className="profile-tick" x={x(period)} y={HEIGHT - 6} textAnchor="middle">{letter.format(new Date(`${periods[period]?.start ?? ''}T00:00:00Z`))}</text>)}</>;
}
