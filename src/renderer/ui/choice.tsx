import { useId } from 'react';
import './form.css';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  /** `aloud`: the label is only read aloud, and the choice takes no more room than its words. */
  readonly legend?: 'shown' | 'aloud';
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all of them in sight. */
export function Choice<T extends string>({ label, legend = 'shown', value, options, onChange }: ChoiceProps<T>): React.JSX.Element {
  const name = useId();
  return (
    <fieldset className="choice" data-legend={legend}>
      <legend className={legend === 'aloud' ? 'hidden-text' : undefined}>{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} data-chosen={option.value === value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => { onChange(option.value); }} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
