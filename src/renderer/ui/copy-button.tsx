import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { report } from '../app/report.ts';
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
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => { setSaid(false); }, SAID_MS);
    return () => { clearTimeout(timer); };
  }, [said]);
  const copy = (): void => {
    report(navigator.clipboard.writeText(text()).then(() => { setSaid(true); }));
  };
  return (
    <button type="button" className="copy-button" aria-label={label} title={label} data-icon={words === undefined} onClick={copy}>
      {said ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {words !== undefined && <span>{said ? t('ui.copied') : words}</span>}
      <span className="hidden-text" role="status">{said ? t('ui.copied') : ''}</span>
    </button>
  );
}
