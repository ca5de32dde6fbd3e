import { z } from 'zod';
import { create } from 'zustand';
import { LANGUAGES, speak } from '../../i18n/i18n.ts';
import { recalled, remember } from './remembered.ts';

const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Null follows the system. */
  language: z.enum(LANGUAGES).nullable().default(null),
  /** How the status bar writes the position of the pointer. */
  coordinates: z.enum(['map', 'decimal', 'dms', 'utm']).default('map'),
});
export type PreferenceValues = z.infer<typeof preferencesSchema>;

interface Preferences extends PreferenceValues {
  readonly prefer: (change: Partial<PreferenceValues>) => void;
}

const KEY = 'preferences';

/** What a person set up for this machine; kept in the window's own storage. */
export const usePreferences = create<Preferences>()((set, get) => ({
  ...(recalled(KEY, preferencesSchema) ?? preferencesSchema.parse({})),
  prefer: (change) => {
    set(change);
    const { theme, language, coordinates } = get();
    remember(KEY, { theme, language, coordinates });
    if (change.theme) applyTheme(change.theme);
    if (change.language !== undefined) void speak(change.language ? [change.language] : navigator.languages);
  },
}));

/** Shows the window in a theme; `system` follows the machine. Before the first paint, so that nothing flashes. */
export function applyTheme(theme: PreferenceValues['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
