import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useImport } from './import-state.ts';

/** Crop calendars among what was chosen: how many cells, which seasons, and what they are good for. */
export function CalendarFindings(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const { calendars, phase } = useImport();
  const number = new Intl.NumberFormat(i18n.language);
  if (calendars.length === 0) return null;
  return (
    <div className="findings">
      {phase === 'done' && <p className="finding-done"><CircleCheck size={16} aria-hidden />{t('data.done')}</p>}
      <ul className="plain-list">
        {calendars.map(({ path, title, cells, seasons }) => (
          <li key={path}>
            <strong>{t('data.calendar')}</strong> <span className="soft">{title}: {t('data.calendar-cells', { count: cells, number: number.format(cells) })}, {seasons.map((season) => t(`season.${season}`)).join(', ')}</span>
          </li>
        ))}
      </ul>
      {calendars.some(({ updated }) => updated) && phase !== 'done' && <p className="soft">{t('data.calendar-renewed')}</p>}
      {phase === 'done' && <p className="soft">{t('data.calendar-use')}</p>}
    </div>
  );
}
