import './client/strict-validation.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyTheme, usePreferences } from './state/window/preferences.ts';
import { startI18n } from './i18n/i18n.ts';
import { COMMANDS } from './app/contributions.ts';
import { Shell } from './app/shell.tsx';
import { useLocator } from './state/window/locator-state.ts';
import './theme/theme.css';

const root = document.getElementById('root');
if (root) {
  const { theme, language } = usePreferences.getState();
  applyTheme(theme);
  useLocator.getState().offer(COMMANDS);
  const asked = new URLSearchParams(location.search).get('lang');
  await startI18n([asked, language, ...navigator.languages].filter((tag) => tag !== null));
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
}
