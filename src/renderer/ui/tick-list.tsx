import './tick-list.css';

export interface TickListProps<T extends string> {
  readonly label: string;
  /** What ticking decides, in a few words. */
  readonly hint?: string | undefined;
  /** `note` stands behind the label, softly: a count. */
  readonly options: readonly { readonly value: T; readonly label: string; readonly note?: string }[];
  readonly ticked: readonly T[];
  readonly onChange: (ticked: readonly T[]) => void;
}

/** Some of a list, each with a box to tick. */
export function TickList<T extends string>({ label, hint, options, ticked, onChange }: TickListProps<T>): React.JSX.Element {
  const change = (value: T, isTicked: boolean): void => {
    onChange(options.flatMap((option) => ((option.value === value ? isTicked : ticked.includes(option.value)) ? [option.value] : [])));
  };
  return (
    <fieldset className="tick-list">
      <legend>{label}</legend>
      <div>
        {options.map(({ value, label: words, note }) => (
          <label key={value}>
            <input type="checkbox" checked={ticked.includes(value)} onChange={(event) => { change(value, event.target.checked); }} />
            <span title={words}>{words}</span>
            {note !== undefined && <span className="soft number">{note}</span>}
          </label>
        ))}
      </div>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
    </fieldset>
  );
}
