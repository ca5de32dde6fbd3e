import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What is kept about a sample set in numbered folders: `checks/check-1/flags.json`, `leaks/leak-1/leak.json`. */
export interface NumberedKind {
  readonly folder: string;
  readonly name: string;
  readonly file: string;
}

export const CHECKS: NumberedKind = { folder: 'checks', name: 'check', file: 'flags.json' };
export const LEAKS: NumberedKind = { folder: 'leaks', name: 'leak', file: 'leak.json' };

/** Folder of a sample set, workspace-relative. */
export function folderOf(samples: SampleSet): string {
  return posix.dirname(samples.path);
}

/** Folder of one of a kind, workspace-relative. */
export function numberedFolder(samples: SampleSet, kind: NumberedKind, name: string): string {
  return `${folderOf(samples)}/${kind.folder}/${name}`;
}

/** Names of the finished ones, the oldest first. */
export function finishedOf(workspace: Workspace, samples: SampleSet, kind: NumberedKind): string[] {
  return numbersIn(workspace, samples, kind)
    .map((number) => `${kind.name}-${number}`)
    .filter((name) => existsSync(workspace.absolute(`${numberedFolder(samples, kind, name)}/${kind.file}`)));
}

/** Name of the next: one more than the last folder, finished or not. */
export function nextOf(workspace: Workspace, samples: SampleSet, kind: NumberedKind): string {
  return `${kind.name}-${Math.max(0, ...numbersIn(workspace, samples, kind)) + 1}`;
}

function numbersIn(workspace: Workspace, samples: SampleSet, kind: NumberedKind): number[] {
  const folder = workspace.absolute(`${folderOf(samples)}/${kind.folder}`);
  if (!existsSync(folder)) return [];
  const numbered = new RegExp(`^${kind.name}-(\\d+)$`);
  return readdirSync(folder).flatMap((name) => (numbered.test(name) ? [Number(numbered.exec(name)?.[1])] : [])).toSorted((a, b) => a - b);
}
