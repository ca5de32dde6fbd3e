import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';
import { useStore } from '../state/store.ts';
import { errorText } from '../state/error-text.ts';
import './notice.css';

/** What went wrong, in words, until it is dismissed; or that the engine is away. */
export function Notice(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { error, connection, fail } = useStore();
  if (connection === 'lost') return <div className="notice" data-kind="wait" role="alert"><p>{t('app.lost')}</p></div>;
  if (!error) return null;
  const text = errorText(error);
  return (
    <div className="notice" data-kind="failure" role="alert">
      <CircleAlert size={16} aria-hidden />
      <p>
        {text.message} <span className="soft">{text.action}</span>
      </p>
      <IconButton label={t('error.dismiss')} icon={<X size={14} />} onPress={() => { fail(null); }} />
    </div>
  );
}
