import { FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { openWorkspace, useRecentWorkspaces } from '../../state/window/recent-workspaces.ts';
import { report } from '../../state/report.ts';

/** More are found by the locator. */
const MOST = 5;

/** Workspaces that were open before, each one press away. */
export function RecentList(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const { items, refresh } = useRecentWorkspaces();
  useEffect(() => { report(refresh()); }, [refresh]);
  if (items.length === 0) return null;
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' });
  return (
    <section className="start-recent" aria-label={t('start.recent')}>
      <h3>{t('start.recent')}</h3>
      <ul>
        {items.slice(0, MOST).map(({ folder, title, openedAt }) => (
          <li key={folder}>
            <button type="button" title={folder} onClick={() => { openWorkspace(folder); }}>
              <FolderOpen size={14} aria-hidden />
              <span>{title}</span>
              <span className="soft start-folder">{folder}</span>
              <span className="soft number">{day.format(new Date(openedAt))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
