import type { ReactNode } from 'react';
import './icon-button.css';

export interface IconButtonProps {
  /** Its name for the screen reader and its tooltip. */
  readonly label: string;
  /** The key that does the same. */
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

/** A button that is an icon, always with a name. */
export function IconButton({ label, keys, icon, pressed, disabled, onPress }: IconButtonProps): React.JSX.Element {
  return (
    <button type="button" className="icon-button" aria-label={label} title={keys ? `${label} (${keys})` : label} aria-pressed={pressed} disabled={disabled} onClick={onPress}>
      {icon}
    </button>
  );
}
