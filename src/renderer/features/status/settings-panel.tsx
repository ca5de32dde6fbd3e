import { Settings2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { Command } from '../../state/window/commands.ts';
import { type Panel, usePanels } from '../../state/window/panels.ts';
import { usePreferences } from '../../state/window/preferences.ts';
import { report } from '../../state/report.ts';
import { call } from '../../client/call.ts';
import { LANGUAGES } from '../../i18n/i18n.ts';
import { Choice } from '../../ui/choice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { formatBytes } from '../../ui/quantity.ts';
import { COORDINATE_FORMATS } from './coordinates.ts';

/** Each language in its own words. */
const LANGUAGE_NAMES = { en: 'English', fr: 'Français' } as const;

/** Theme, language and coordinates on this machine, and with what the engine runs. */
function SettingsPanel(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { theme, language, coordinates, prefer } = usePreferences();
  const [info, setInfo] = useState<CallOutput<'workspace.info'> | null>(null);
  useEffect(() => {
    report(call('workspace.info', {}).then(setInfo));
  }, []);
  const languages = [{ value: 'system' as const, label: t('settings.system-language') }, ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))];
  return (
    <div className="settings">
      <Choice label={t('settings.theme')} value={theme} options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.theme.${value}`) }))} onChange={(value) => { prefer({ theme: value }); }} />
      <SelectField label={t('settings.language')} value={language ?? 'system'} options={languages} onChange={(value) => { prefer({ language: value === 'system' ? null : value }); }} />
      <SelectField label={t('status.coordinates')} value={coordinates} options={COORDINATE_FORMATS.map((value) => ({ value, label: t(`status.format.${value}`) }))} onChange={(value) => { prefer({ coordinates: value }); }} />
      {info && (
        <section>
          <h3>{t('settings.engine')}</h3>
          <dl>
            <dt>{t('settings.folder')}</dt>
            <dd>{info.folder}</dd>
            <dt>{t('settings.version')}</dt>
            <dd>{info.version}</dd>
            <dt>{t('settings.workers')}</dt>
            <dd>{t('settings.workers-value', { count: info.settings.workers, memory: formatBytes(info.settings.workerMemoryMB * 1e6, i18n.language) })}</dd>
          </dl>
        </section>
      )}
    </div>
  );
}

export const settingsPanel: Panel = { id: 'settings', title: 'settings.title', icon: Settings2, place: 'right', opens: 'command', component: SettingsPanel };

const prefer = usePreferences.getState().prefer;

export const settingsCommands: readonly Command[] = [
  { id: 'settings.open', title: 'settings.open', keys: 'Ctrl+,', run: () => { usePanels.getState().toggle(settingsPanel); } },
  { id: 'settings.theme-light', title: 'settings.use-light', run: () => { prefer({ theme: 'light' }); } },
  { id: 'settings.theme-dark', title: 'settings.use-dark', run: () => { prefer({ theme: 'dark' }); } },
  { id: 'settings.theme-system', title: 'settings.use-system', run: () => { prefer({ theme: 'system' }); } },
  ...COORDINATE_FORMATS.map((coordinates): Command => ({ id: `settings.coordinates-${coordinates}`, title: `settings.use-coordinates-${coordinates}`, run: () => { prefer({ coordinates }); } })),
  { id: 'settings.language-en', title: 'settings.use-english', run: () => { prefer({ language: 'en' }); } },
  { id: 'settings.language-fr', title: 'settings.use-french', run: () => { prefer({ language: 'fr' }); } },
  { id: 'view.panels', title: 'status.hide-panels', keys: 'F9', run: () => { usePanels.getState().hide(!usePanels.getState().hidden); } },
];
