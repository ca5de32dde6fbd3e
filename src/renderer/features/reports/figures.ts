/** How a report writes its numbers in a language. */
export interface Figures {
  /** Three decimals: F1, errors. */
  readonly figure: (value: number) => string;
  readonly two: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly count: (value: number) => string;
  /** With its sign. */
  readonly change: (value: number) => string;
}

/** The formats of a language. */
export function figuresIn(language: string): Figures {
  const of = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
    // What rounds to nothing has no sign.
    const format = new Intl.NumberFormat(language, { signDisplay: 'negative', ...options });
    return (value) => format.format(value);
  };
  const digits = (least: number): Intl.NumberFormatOptions => ({ minimumFractionDigits: least, maximumFractionDigits: least });
  return { figure: of(digits(3)), two: of(digits(2)), percent: of({ style: 'percent', ...digits(1) }), count: of({}), change: of({ ...digits(3), signDisplay: 'exceptZero' }) };
}
