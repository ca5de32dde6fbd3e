import { defineConfig } from '@playwright/test';

/** Drives the real Electron window. `npm test` skips it by name where there is no Electron binary. */
export default defineConfig({ testDir: '.', testMatch: '*.spec.ts', outputDir: '../../test-results/desktop', timeout: 60_000, workers: 1, forbidOnly: true, reporter: 'list' });
