import { type ReactNode, useId } from 'react';
import './popover.css';

export interface PopoverProps {
  readonly label: string;
  /** What the button shows. */
  readonly words: ReactNode;
  readonly children: ReactNode;
}

/** A button and what it opens beside itself; Escape or a press elsewhere closes it (the platform's own popover). */
export function Popover({ label, words, children }: PopoverProps): React.JSX.Element {
  const id = useId();
  const anchor = `--${id.replaceAll(/[^\w-]/g, '')}`;
  return (
    <>
      <button type="button" className="popover-button" popoverTarget={id} aria-label={label} title={label} style={{ anchorName: anchor } as React.CSSProperties}>
        {words}
      </button>
      <div id={id} popover="auto" className="popover" role="group" aria-label={label} style={{ positionAnchor: anchor } as React.CSSProperties}>
        {children}
      </div>
    </>
  );
}
