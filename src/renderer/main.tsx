import './client/strict-validation.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from './i18n/i18n.ts';
import { Shell } from './app/shell.tsx';
import './theme/theme.css';

const root = document.getElementById('root');
if (root) {
  await startI18n(navigator.languages);
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
}
