import type { ClassCurve, Finding } from '../../../shared/hygiene/finding.ts';

/** Curves run from −0.2 to 1, where NDVI of land lies. */
const [LOW, HIGH] = [-0.2, 1];

interface Box {
  readonly width: number;
  readonly height: number;
}

type Values = readonly (number | null)[];

function pointsOf(values: Values, { width, height }: Box): string {
  const step = width / Math.max(1, values.length - 1);
  let pen = 'M';
  return values.map((value, i) => {
    if (value === null) {
      pen = 'M';
      return '';
    }
    const command = `${pen}${(i * step).toFixed(1)} ${(height * (1 - (Math.min(HIGH, Math.max(LOW, value)) - LOW) / (HIGH - LOW))).toFixed(1)}`;
    pen = 'L';
    return command;
  }).join('');
}

/** The band between two curves, for periods in which both are known. */
function bandOf(low: Values, high: Values, box: Box): string {
  if (low.includes(null) || high.includes(null)) return '';
  const back = pointsOf(high, box).slice(1).split('L').reverse().join('L');
  return `${pointsOf(low, box)}L${back}Z`;
}

/** A sample's curve in ink over the median of its class in colour: small enough for a row. */
export function SmallCurve({ finding, own, colour }: { readonly finding: Finding; readonly own: ClassCurve | undefined; readonly colour: string }): React.JSX.Element {
  const box = { width: 96, height: 20 };
  return (
    <svg className="small-curve" viewBox="0 0 96 20" aria-hidden>
      {own && <path d={pointsOf(own.median, box)} stroke={colour} className="curve-class" />}
      <path d={pointsOf(finding.curve, box)} className="curve-sample" />
    </svg>
  );
}

interface BigCurveProps {
  readonly finding: Finding;
  readonly own: ClassCurve | undefined;
  readonly ownColour: string;
  /** Curve of the class that is proposed or chosen instead. */
  readonly other: ClassCurve | undefined;
  readonly otherColour: string;
  readonly label: string;
  /** First and last period, in words. */
  readonly ends: readonly [string, string];
}

/** A sample's curve over its class (10–90 % of its samples) and the class that is proposed instead. */
export function BigCurve({ finding, own, ownColour, other, otherColour, label, ends }: BigCurveProps): React.JSX.Element {
  const box = { width: 320, height: 120 };
  const line = (value: number): number => box.height * (1 - (value - LOW) / (HIGH - LOW));
  return (
    <svg className="big-curve" viewBox="-26 -6 352 144" role="img" aria-label={label}>
      {[0, 0.5, 1].map((value) => (
        <g key={value}>
          <line x1="0" x2={box.width} y1={line(value)} y2={line(value)} className="curve-grid" />
          <text x="-6" y={line(value) + 4} textAnchor="end">{value}</text>
        </g>
      ))}
      {own && <path d={bandOf(own.low, own.high, box)} fill={ownColour} className="curve-band" />}
      {own && <path d={pointsOf(own.median, box)} stroke={ownColour} className="curve-class" />}
      {other && <path d={pointsOf(other.median, box)} stroke={otherColour} className="curve-class curve-other" />}
      <path d={pointsOf(finding.curve, box)} className="curve-sample" />
      <text x="0" y="136">{ends[0]}</text>
      <text x={box.width} y="136" textAnchor="end">{ends[1]}</text>
    </svg>
  );
}
