import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { appError } from '../../../shared/errors/app-error.ts';
import { type DecisionLog, decisionLogSchema, NO_DECISIONS } from '../../../shared/hygiene/decision.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { folderOf } from './check-folder.ts';

/** Where the decisions about a sample set are kept, workspace-relative. */
export function decisionsPath(samples: SampleSet): string {
  return `${folderOf(samples)}/decisions.json`;
}

/** The decisions about a sample set; none where nothing was decided. @throws METADATA_INVALID */
export async function readDecisions(workspace: Workspace, samples: SampleSet): Promise<DecisionLog> {
  const path = workspace.absolute(decisionsPath(samples));
  if (!existsSync(path)) return NO_DECISIONS;
  try {
    return decisionLogSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw appError('METADATA_INVALID', { file: path, detail: 'it holds no decisions about samples' }, { cause });
  }
}

/** Changes under way, by file: two calls at once must not lose one another's step. */
const underWay = new Map<string, Promise<unknown>>();

/** Changes the decisions about a sample set; changes of the same file wait for one another. */
export async function changeDecisions(workspace: Workspace, samples: SampleSet, change: (log: DecisionLog) => DecisionLog): Promise<DecisionLog> {
  const path = workspace.absolute(decisionsPath(samples));
  const before = underWay.get(path) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(async () => {
    const log = change(await readDecisions(workspace, samples));
    await writeJsonAtomic(path, log);
    return log;
  });
  underWay.set(path, mine);
  try {
    return await mine;
  } finally {
    if (underWay.get(path) === mine) underWay.delete(path);
  }
}
