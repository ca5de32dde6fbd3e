import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toAppError } from '../../../shared/errors/app-error.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { runFile } from './frozen-run.ts';

const LOOK_PERIOD_MS = 250;

/**
 * Asks whichever process runs a job to cancel it, by a file beside the run: a second Furrow may not open the catalog of
 * a workspace that is in use, and still `furrow cancel` must work. Heard within a quarter of a second.
 * @throws DISK_FULL, FILE_NOT_ALLOWED
 */
export function requestCancel(workspace: Workspace, runId: string): void {
  const file = requestFile(workspace, runId);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  } catch (thrown) {
    throw toAppError(thrown, file);
  }
}

/** Calls `cancel` when another process asks for it. @returns what ends the watch and removes the request */
export function watchCancelRequests(workspace: Workspace, runId: string, cancel: () => void): Disposable {
  const file = requestFile(workspace, runId);
  rmSync(file, { force: true });
  const timer = setInterval(() => {
    if (existsSync(file)) cancel();
  }, LOOK_PERIOD_MS);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      rmSync(file, { force: true });
    },
  };
}

function requestFile(workspace: Workspace, runId: string): string {
  return runFile(workspace, runId, 'cancel');
}
