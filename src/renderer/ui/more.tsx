import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import './form.css';

/** What only some need to see, folded away under its name, or unfolded from the first. */
export function More({ label, isOpen, children }: { readonly label: string; readonly isOpen?: boolean; readonly children: ReactNode }): React.JSX.Element {
  return (
    <details className="more" open={isOpen}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {label}
      </summary>
      <div className="more-body">{children}</div>
    </details>
  );
}
