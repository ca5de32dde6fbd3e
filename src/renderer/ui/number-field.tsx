import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDecimal } from './decimal.ts';
import { Field } from './field.tsx';

export interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Shown after the number: `m`, `%`. */
  readonly unit?: string | undefined;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
  /** What an empty field means; without it, a number must be given. */
  readonly empty?: string | undefined;
  readonly onChange: (value: number | null) => void;
}

/** A number in its bounds, typed with a decimal point or comma. While it is wrong, it says why and the last right one holds. */
export function NumberField({ label, hint, unit, value, min, max, whole, empty, onChange }: NumberFieldProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const format = (number: number): string => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: whole ? 0 : 6, useGrouping: false }).format(number);
  const problemOf = (text: string): string | null => {
    if (text.trim() === '') return empty === undefined ? t('form.number-needed') : null;
    const number = parseDecimal(text);
    if (number === null) return t('form.no-number');
    if (number < min || number > max) return t('form.out-of-range', { min: format(min), max: format(max) });
    return whole && !Number.isInteger(number) ? t('form.whole-number') : null;
  };
  const change = (text: string): void => {
    setTyped(text);
    if (problemOf(text) === null) onChange(text.trim() === '' ? null : parseDecimal(text));
  };
  return (
    <Field label={label} hint={hint} problem={typed === null ? null : problemOf(typed)}>
      {(attributes) => (
        <span className="with-unit">
          <input {...attributes} className="number" type="text" inputMode="decimal" autoComplete="off" placeholder={empty} value={typed ?? (value === null ? '' : format(value))} onChange={(event) => { change(event.target.value); }} onBlur={() => { if (typed !== null && problemOf(typed) === null) setTyped(null); }} />
          {unit !== undefined && <span className="soft">{unit}</span>}
        </span>
      )}
    </Field>
  );
}
