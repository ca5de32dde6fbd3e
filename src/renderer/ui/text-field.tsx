import { Field } from './field.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | null | undefined;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly type?: 'text' | 'date' | 'search';
  readonly onChange: (value: string) => void;
}

/** A line of text, or a day. */
export function TextField({ label, hint, problem, value, placeholder, type = 'text', onChange }: TextFieldProps): React.JSX.Element {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(attributes) => <input {...attributes} type={type} value={value} placeholder={placeholder} spellCheck={false} autoComplete="off" onChange={(event) => { onChange(event.target.value); }} />}
    </Field>
  );
}
