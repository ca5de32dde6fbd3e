import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Nothing of a test is remembered among the workspaces of whoever runs it. */
const env = { FURROW_SETTINGS: join(tmpdir(), `furrow-settings-${process.pid}`) };

/** Every suite runs on plain Node in forks: gdal-async loads once per process and its worker processes are the real ones. */
const shared = { pool: 'forks', environment: 'node', env } as const;

/** Suites that start worker processes or read real scenes need longer than pure functions do. */
const MINUTE_MS = 60_000;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 10_000 } },
      { test: { ...shared, name: 'window', include: ['test/window/**/*.test.ts'], testTimeout: 10_000 } },
      { test: { ...shared, name: 'boundaries', include: ['test/boundaries/**/*.test.ts'], testTimeout: MINUTE_MS, hookTimeout: MINUTE_MS } },
      { test: { ...shared, name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: MINUTE_MS, hookTimeout: MINUTE_MS } },
      { test: { ...shared, name: 'engine', include: ['test/engine/**/*.test.ts'], testTimeout: 3 * MINUTE_MS, hookTimeout: 3 * MINUTE_MS } },
      { test: { ...shared, name: 'hostile', include: ['test/hostile/**/*.test.ts'], testTimeout: 2 * MINUTE_MS, hookTimeout: 2 * MINUTE_MS } },
    ],
  },
});
