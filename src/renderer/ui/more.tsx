import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import './form.css';

/** What only some need to see, folded away under its name. */
export function More({ label, children }: { readonly label: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <details className="more">
      <summary>
        <ChevronRight size={14} aria-hidden />
        {label}
      </summary>
      <div className="more-body">{children}</div>
    </details>
  );
}
