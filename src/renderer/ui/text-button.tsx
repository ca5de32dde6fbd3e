import type { ReactNode } from 'react';
import './text-button.css';

export interface TextButtonProps {
  readonly words: string;
  readonly icon?: ReactNode;
  /** Tooltip that says more than the words. */
  readonly hint?: string;
  readonly onPress: () => void;
}

/** A quiet button of words, with an icon before them where it helps. */
export function TextButton({ words, icon, hint, onPress }: TextButtonProps): React.JSX.Element {
  return (
    <button type="button" className="text-button" aria-label={words} title={hint} onClick={onPress}>
      {icon}
      <span>{words}</span>
    </button>
  );
}
