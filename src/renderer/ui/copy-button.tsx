import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './copy-button.css';

export interface CopyButtonProps {
  /** What is copied: `Copy the row “B04”`. */
  readonly label: string;
  /** Shown beside the icon; without it the button is its icon. */
  readonly words?: string;
  /** The text for the clipboard, made when it is asked for. */
  readonly text: () => string;
}

const SAID_MS = 1600;

/** Puts a text on the clipboard and says so. */
export function CopyButton({ label, words, text }: CopyButtonProps): React.JSX.Element {
  const { t } = useTranslation();
  const [said, setSaid] = useState<'ui.copied' | 'ui.not-copied' | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => { setSaid(null); }, SAID_MS);
    return () => { clearTimeout(timer); };
  }, [said]);
  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(() => { setSaid('ui.copied'); }, () => { setSaid('ui.not-copied'); });
  };
  return (
    <button type="button" className="copy-button" aria-label={label} title={label} data-icon={words === undefined} onClick={copy}>
      {said === 'ui.copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {words !== undefined && <span>{said === null ? words : t(said)}</span>}
      <span className="hidden-text" role="status">{said === null ? '' : t(said)}</span>
    </button>
  );
}
