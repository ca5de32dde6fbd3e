import { type ReactNode, useId, useRef, useState } from 'react';
import './popover.css';

export interface PopoverProps {
  readonly label: string;
  /** What the button shows. */
  readonly button: ReactNode;
  /** What it opens; told how to close it. It is there only while it is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button and what it opens beside itself; Escape or a press elsewhere closes it (the platform's own popover). */
export function Popover({ label, button, children }: PopoverProps): React.JSX.Element {
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const anchor = `--${id.replaceAll(/[^\w-]/g, '')}`;
  const close = (): void => {
    body.current?.hidePopover();
  };
  return (
    <>
      <button type="button" className="popover-button" popoverTarget={id} aria-expanded={open} title={label} style={{ anchorName: anchor }}>
        <span className="hidden-text">{label}: </span>
        {button}
      </button>
      <div ref={body} id={id} popover="auto" className="popover" role="group" aria-label={label} style={{ positionAnchor: anchor }} onToggle={(event) => { setOpen(event.newState === 'open'); }}>
        {open && children(close)}
      </div>
    </>
  );
}
