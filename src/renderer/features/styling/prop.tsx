import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDecimal } from '../../ui/decimal.ts';

/** A property on one line: its name on the left, its control on the right. */
export function Prop({ label, children }: { readonly label: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <label className="prop">
      <span className="prop-label">{label}</span>
      <span className="prop-control">{children}</span>
    </label>
  );
}

/** A part of the panel under its name. */
export function Part({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }): React.JSX.Element {
  return (
    <section className="part">
      <h3>{title}{aside !== undefined && <span className="part-aside">{aside}</span>}</h3>
      {children}
    </section>
  );
}

export interface ValueInputProps {
  readonly label: string;
  readonly value: number;
  readonly digits: number;
  readonly onChange: (value: number) => void;
}

/** A number typed with point or comma; what is no number is not taken. Arrow keys step by the last digit, with Shift by ten. */
export function ValueInput({ label, value, digits, onChange }: ValueInputProps): React.JSX.Element {
  const { i18n } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits, useGrouping: false }).format(value);
  const take = (text: string): void => {
    const number = parseDecimal(text);
    if (number !== null) onChange(number);
  };
  return (
    <input
      className="value number"
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={typed !== null && parseDecimal(typed) === null}
      value={typed ?? shown}
      onChange={(event) => { setTyped(event.target.value); take(event.target.value); }}
      onBlur={() => { setTyped(null); }}
      onKeyDown={(event) => {
        const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        setTyped(null);
        onChange(Number((value + step * (event.shiftKey ? 10 : 1) * 10 ** -digits).toFixed(digits)));
      }}
    />
  );
}

/** A slider with its value beside it, in percent. */
export function PercentSlider({ label, value, onChange }: { readonly label: string; readonly value: number; readonly onChange: (value: number) => void }): React.JSX.Element {
  return (
    <span className="slider">
      <input type="range" min="0" max="100" step="1" aria-label={label} value={Math.round(value * 100)} onChange={(event) => { onChange(Number(event.target.value) / 100); }} />
      <output className="number">{Math.round(value * 100)} %</output>
    </span>
  );
}
