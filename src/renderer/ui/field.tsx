import { type ReactNode, useId } from 'react';
import { useTellProblem } from './field-problems.tsx';
import './form.css';

export interface FieldProps {
  readonly label: string;
  /** What it decides, in a few words. */
  readonly hint?: string | undefined;
  /** What is wrong with its value. */
  readonly problem?: string | null | undefined;
  /** Draws the control with these attributes, which tie it to its label, hint and problem. */
  readonly children: (attributes: FieldAttributes) => ReactNode;
}

export interface FieldAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

/** A control with its label above, its hint below, and what is wrong with it. */
export function Field({ label, hint, problem, children }: FieldProps): React.JSX.Element {
  const id = useId();
  const note = problem ?? hint;
  useTellProblem(id, label, Boolean(problem));
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': note === undefined ? undefined : `${id}-note`, 'aria-invalid': problem ? true : undefined })}
      {note !== undefined && <p id={`${id}-note`} className={problem ? 'field-problem' : 'field-hint'} role={problem ? 'alert' : undefined}>{note}</p>}
    </div>
  );
}
