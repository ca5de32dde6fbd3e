import { useId } from 'react';

export interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, in a row; its label is read aloud only. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>): React.JSX.Element {
  const name = useId();
  return (
    <div className="reports-segments" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} data-chosen={option.value === value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => { onChange(option.value); }} />
          {option.label}
        </label>
      ))}
    </div>
  );
}
