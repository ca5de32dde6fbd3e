import { CalendarPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALENDAR_SEASONS, type CalendarSeason } from '../../../shared/contract/calendars.ts';
import { call } from '../../client/call.ts';
import { askForPath } from '../../state/window/path-request.ts';
import { report } from '../../state/report.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextButton } from '../../ui/text-button.tsx';
import type { SamplesFormProps } from './samples-step.tsx';

type Calendars = readonly { readonly id: string; readonly title: string; readonly seasons: readonly CalendarSeason[] }[];

/** Which season an extraction is aligned to: the month of most labels, twelve months around one, months that a person gives, or a crop calendar. */
export function SeasonFields({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const [calendars, read] = useCalendars();
  const add = async (): Promise<void> => {
    const path = await askForPath(t('season.calendar-hint'));
    if (path === null) return;
    const { id } = await call('calendars.import', { path });
    await read();
    change({ season: 'calendar', calendar: id });
  };
  const chosen = calendars.find(({ id }) => id === draft.calendar) ?? calendars[0];
  return (
    <>
      <SelectField label={t('season.from')} hint={draft.season === 'labels' || draft.season === 'middle' ? undefined : t('season.hint')} value={draft.season} options={(['labels', 'middle', 'months', 'calendar'] as const).map((value) => ({ value, label: t(`season.from-${value}`) }))} onChange={(season) => { change({ season, calendar: draft.calendar === '' ? (calendars[0]?.id ?? '') : draft.calendar }); }} />
      {draft.season === 'middle' && <Middle draft={draft} change={change} />}
      {draft.season === 'months' && <Months draft={draft} change={change} />}
      {draft.season === 'calendar' && (
        <>
          {chosen && (
            <div className="field-row">
              <SelectField label={t('season.calendar')} value={chosen.id} options={calendars.map(({ id, title }) => ({ value: id, label: title }))} onChange={(calendar) => { change({ calendar }); }} />
              <SelectField label={t('season.which')} value={draft.calendarSeason} options={CALENDAR_SEASONS.filter((season) => chosen.seasons.includes(season)).map((value) => ({ value, label: t(`season.${value}`) }))} onChange={(calendarSeason) => { change({ calendarSeason }); }} />
            </div>
          )}
          <p className="step-actions"><TextButton words={t('season.add-calendar')} icon={<CalendarPlus size={14} aria-hidden />} onPress={() => { report(add()); }} /></p>
        </>
      )}
    </>
  );
}

/** The months of the year by their names. */
function useMonths(): readonly { readonly value: string; readonly label: string }[] {
  const { i18n } = useTranslation();
  const name = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: name.format(new Date(Date.UTC(2021, i, 1))) }));
}

/** The middle month, which is the sixth of the twelve that are kept. */
function Middle({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const months = useMonths();
  const named = (month: number): string => months[(month + 12) % 12]?.label ?? '';
  return <SelectField label={t('season.middle')} hint={t('season.middle-hint', { first: named(draft.centreMonth - 6), last: named(draft.centreMonth + 5) })} value={String(draft.centreMonth)} options={months} onChange={(value) => { change({ centreMonth: Number(value) }); }} />;
}

function Months({ draft, change }: SamplesFormProps): React.JSX.Element {
  const { t } = useTranslation();
  const options = useMonths();
  return (
    <div className="field-row">
      <SelectField label={t('season.first')} value={String(draft.seasonFirst)} options={options} onChange={(value) => { change({ seasonFirst: Number(value) }); }} />
      <SelectField label={t('season.last')} value={String(draft.seasonLast)} options={options} onChange={(value) => { change({ seasonLast: Number(value) }); }} />
    </div>
  );
}

/** The crop calendars of the workspace, and how to read them anew. */
export function useCalendars(): readonly [calendars: Calendars, read: () => Promise<void>] {
  const [calendars, setCalendars] = useState<Calendars>([]);
  const read = async (): Promise<void> => {
    setCalendars((await call('calendars.list', {})).items);
  };
  useEffect(() => { report(call('calendars.list', {}).then(({ items }) => { setCalendars(items); })); }, []);
  return [calendars, read];
}
