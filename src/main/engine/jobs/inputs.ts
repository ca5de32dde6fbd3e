import { existsSync } from 'node:fs';
import { z } from 'zod';
import { fileDigestSchema } from '../../../shared/job/job.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobStage, WorkUnit } from './definition.ts';
import { type Digester, type DigestOptions, fileState, filesBehind, type InputDigest } from './digest.ts';
import { type FrozenRun, parseJson, runFile } from './frozen-run.ts';

const inputDigestsSchema = z.array(fileDigestSchema.extend({ modifiedMs: z.number() }));

/** The inputs of a run as they are now, and which of them (absolute paths) changed since its first start. */
export interface RunInputs {
  readonly digests: readonly InputDigest[];
  readonly changed: readonly string[];
}

/**
 * Takes the checksums of a run's inputs at its first start and keeps them in `runs/<id>/inputs.json`. When the run is
 * gone on with, only files whose size or time changed are read again.
 * @throws FILE_NOT_FOUND, CANCELLED
 */
export async function readInputs(workspace: Workspace, run: FrozenRun, digester: Digester, options: Omit<DigestOptions, 'trust'>): Promise<RunInputs> {
  const file = runFile(workspace, run.runId, 'inputs.json');
  const before = existsSync(file) ? new Map(inputDigestsSchema.parse(parseJson(file)).map((one) => [one.path, one])) : null;
  const paths = await filesBehind(workspace, run.plan.inputs);
  const suspects = paths.filter((path) => !isAsBefore(workspace, path, before?.get(path)));
  const read = new Map((await digester.digest(suspects, { ...options, trust: 'known' })).map((one) => [one.path, one]));
  const digests = paths.flatMap((path) => read.get(path) ?? before?.get(path) ?? []);
  if (read.size > 0 || !before) await writeJsonAtomic(file, digests);
  const changed = before ? [...read.values()].filter((one) => before.get(one.path)?.sha256 !== one.sha256) : [];
  return { digests, changed: changed.map((one) => workspace.absolute(one.path)) };
}

function isAsBefore(workspace: Workspace, path: string, before: InputDigest | undefined): boolean {
  if (!before) return false;
  const now = fileState(workspace.absolute(path));
  return now.bytes === before.bytes && now.modifiedMs === before.modifiedMs;
}

/**
 * Which finished units a resume must do again because a file they read was replaced meanwhile (as one does to mend a
 * damaged scene). A changed file that no unit names might matter to all of them.
 */
export function outdatedUnits(stages: readonly JobStage[], changed: readonly string[]): (unit: WorkUnit) => boolean {
  if (changed.length === 0) return () => false;
  const outdated = new Set<string>();
  const units = stages.flatMap((stage) => stage.units).map((unit) => ({ key: unit.key, text: JSON.stringify(unit.input) ?? '' }));
  for (const path of changed) {
    const quoted = JSON.stringify(path).slice(1, -1);
    const named = units.filter((unit) => unit.text.includes(quoted));
    if (named.length === 0) return () => true;
    for (const { key } of named) outdated.add(key);
  }
  return (unit) => outdated.has(unit.key);
}
