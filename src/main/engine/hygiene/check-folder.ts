import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { Workspace } from '../workspace/workspace.ts';

const CHECK = /^check-(\d+)$/;

/** Folder of a sample set, workspace-relative. */
export function folderOf(samples: SampleSet): string {
  return posix.dirname(samples.path);
}

/** `flags.json` of a check of a sample set, workspace-relative. */
export function flagsPath(samples: SampleSet, check: string): string {
  return `${folderOf(samples)}/checks/${check}/flags.json`;
}

/** The finished checks of a sample set, the oldest first. */
export function checksOf(workspace: Workspace, samples: SampleSet): string[] {
  const finished = numbersIn(workspace, samples).filter((number) => existsSync(workspace.absolute(flagsPath(samples, `check-${number}`))));
  return finished.map((number) => `check-${number}`);
}

/** Name of the next check: one more than the last folder, finished or not. */
export function nextCheck(workspace: Workspace, samples: SampleSet): string {
  return `check-${Math.max(0, ...numbersIn(workspace, samples)) + 1}`;
}

function numbersIn(workspace: Workspace, samples: SampleSet): number[] {
  const folder = workspace.absolute(`${folderOf(samples)}/checks`);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (CHECK.test(name) ? [Number(CHECK.exec(name)?.[1])] : [])).toSorted((a, b) => a - b);
}
