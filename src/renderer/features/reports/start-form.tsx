import type { ReactNode } from 'react';
import { FieldProblems } from '../../ui/field-problems.tsx';

export interface StartFormProps {
  readonly label: string;
  /** Columns of fields. */
  readonly children: ReactNode;
  /** What stays in sight at the bottom: the estimate and the one button. */
  readonly foot: ReactNode;
}

/** The shape of a form on the page of reports: columns side by side as far as there is room. */
export function StartForm({ label, children, foot }: StartFormProps): React.JSX.Element {
  return (
    <FieldProblems>
      <section className="reports-form" aria-label={label}>
        <div className="reports-form-columns">{children}</div>
        <div className="reports-form-foot">{foot}</div>
      </section>
    </FieldProblems>
  );
}

/** Fields that belong together. */
export function FormColumn({ title, children }: { readonly title: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <div className="reports-form-column">
      <h3>{title}</h3>
      {children}
    </div>
  );
}
