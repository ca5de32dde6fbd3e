import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassScheme } from '../../shared/raster/class-scheme.ts';
import type { Metrics } from '../../shared/records/learning.ts';
import { classLook } from './class-look.ts';
import './confusion-picture.css';

export interface ConfusionPictureProps {
  readonly metrics: Pick<Metrics, 'classes' | 'confusion'>;
  readonly scheme: ClassScheme;
  /** What darkens a cell: its share of its row, or its number of samples; shares when not said. */
  readonly shown?: 'shares' | 'counts';
}

const CELL = 18;
const SWATCH = 12;
const LABELS = 118;
/** Room for the name of an axis. */
const AXIS = 16;
/** Times its own size that the picture grows at most: few classes make no giant letters. */
const LARGEST = 1.35;

/** The confusion matrix as a picture: rows are what grows there, columns what the model says. A press or a key tells a cell in words. */
export function ConfusionPicture({ metrics, scheme, shown = 'shares' }: ConfusionPictureProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [cell, setCell] = useState<readonly [row: number, column: number]>(worst(metrics.confusion));
  const { classes, confusion } = metrics;
  const side = classes.length * CELL;
  const most = Math.max(1, ...confusion.flat());
  const [row, column] = cell;
  const words = cellWords({ metrics, scheme }, cell, i18n.language);
  const told = row === column ? t('report.hit', words) : t('report.miss', words);
  const onKey = (event: React.KeyboardEvent): void => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    setCell([clamped(row + (by[0] ?? 0), classes.length), clamped(column + (by[1] ?? 0), classes.length)]);
  };
  return (
    <figure className="confusion">
      <svg style={{ maxWidth: (AXIS + LABELS + side) * LARGEST }} viewBox={`${-AXIS} 0 ${AXIS + LABELS + side + 2} ${side + SWATCH + 8 + AXIS}`} role="application" tabIndex={0} aria-label={t('report.confusion-label', { row: words.reference, column: words.predicted, share: words.share, number: words.number })} onKeyDown={onKey}>
        {classes.map((code, i) => {
          const { label, colour } = classLook(scheme, code, i18n.language);
          return (
            <g key={code}>
              <text x={LABELS - SWATCH - 10} y={i * CELL + CELL / 2 + 4} textAnchor="end" className={i === row ? 'lit' : undefined}>{label.length > 16 ? `${label.slice(0, 15)}…` : label}</text>
              <rect x={LABELS - SWATCH - 4} y={i * CELL + 3} width={SWATCH} height={SWATCH} rx="2" fill={colour} stroke="currentColor" strokeOpacity="0.3" />
              <rect x={LABELS + i * CELL + 3} y={side + 6} width={SWATCH} height={SWATCH} rx="2" fill={colour} stroke="currentColor" strokeOpacity="0.3"><title>{label}</title></rect>
            </g>
          );
        })}
        {confusion.flatMap((counts, i) => {
          const whole = shown === 'counts' ? most : Math.max(1, counts.reduce((total, value) => total + value, 0));
          return counts.map((count, j) => (
            <rect key={`${i} ${j}`} className={i === j ? 'hit' : 'miss'} x={LABELS + j * CELL + 0.5} y={i * CELL + 0.5} width={CELL - 1} height={CELL - 1} rx="2" fillOpacity={count === 0 ? 0.05 : 0.12 + 0.88 * Math.sqrt(count / whole)} onPointerEnter={() => { setCell([i, j]); }}>{i === row && j === column && <title>{told}</title>}</rect>
          ));
        })}
        <text transform={`translate(${10 - AXIS} ${side / 2}) rotate(-90)`} textAnchor="middle">{t('report.axis-is')}</text>
        <text x={LABELS + side} y={side + SWATCH + 4 + AXIS} textAnchor="end">{t('report.axis-mapped')}</text>
        <rect className="cell-frame" x={LABELS + column * CELL} y={row * CELL} width={CELL} height={CELL} rx="2" />
      </svg>
      <figcaption aria-live="polite">{told}</figcaption>
    </figure>
  );
}

interface CellWords {
  readonly reference: string;
  readonly predicted: string;
  readonly share: string;
  readonly number: string;
  readonly count: number;
}

function cellWords({ metrics, scheme }: ConfusionPictureProps, [row, column]: readonly [number, number], language: string): CellWords & Record<string, string | number> {
  const counts = metrics.confusion[row] ?? [];
  const value = counts[column] ?? 0;
  const sum = counts.reduce((total, one) => total + one, 0);
  return {
    reference: classLook(scheme, metrics.classes[row] ?? '', language).label,
    predicted: classLook(scheme, metrics.classes[column] ?? '', language).label,
    share: new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(sum > 0 ? value / sum : 0),
    number: new Intl.NumberFormat(language).format(value),
    count: value,
  };
}

const clamped = (index: number, length: number): number => Math.max(0, Math.min(length - 1, index));

/** The most frequent mistake: what a reader wants to know first. */
function worst(confusion: readonly (readonly number[])[]): readonly [number, number] {
  let found: readonly [number, number] = [0, 0];
  let most = 0;
  confusion.forEach((counts, i) => {
    counts.forEach((count, j) => {
      if (i !== j && count > most) {
        most = count;
        found = [i, j];
      }
    });
  });
  return found;
}
