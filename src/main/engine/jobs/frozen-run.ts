import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { z } from 'zod';
import { appError } from '../../../shared/errors/app-error.ts';
import { estimateSchema } from '../../../shared/job/job.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import type { Workspace } from '../workspace/workspace.ts';

const stageSchema = z.object({
  name: z.string(),
  unit: z.string(),
  units: z.array(z.object({ key: z.string(), task: z.string(), input: z.unknown() })),
  weight: z.number(),
  mayFail: z.boolean(),
});

const frozenRunSchema = z.object({
  runId: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  outputId: z.string(),
  outputFolder: z.string(),
  workFolder: z.string(),
  plan: z.object({
    title: z.string(),
    stages: z.array(stageSchema),
    inputs: z.array(z.string()),
    estimate: estimateSchema,
    seed: z.number().nullable(),
    carry: z.record(z.string(), z.unknown()),
    resolvedParams: z.record(z.string(), z.unknown()).exactOptional(),
  }),
});

/** `runs/<id>/plan.json`: all that a run needs to be done, or to be gone on with, in another process or on another machine. */
export type FrozenRun = z.infer<typeof frozenRunSchema>;

/** Stands for the workspace's own folder in the paths of a frozen run, so that a workspace can be moved between stop and resume. */
const HERE = '<workspace>';

/** Where a run keeps its own files. */
export function runFile(workspace: Workspace, runId: string, name: string): string {
  return workspace.absolute(`runs/${runId}/${name}`);
}

/**
 * Writes a run's plan, once and for all, and gives it back as a later resume will read it.
 * @throws DISK_FULL, FILE_NOT_ALLOWED
 */
export async function freezeRun(workspace: Workspace, run: FrozenRun): Promise<FrozenRun> {
  const keys = run.plan.stages.flatMap((stage) => stage.units.map((unit) => unit.key));
  if (new Set(keys).size !== keys.length) throw new Error(`two units of a ${run.kind} job share a key`);
  const portable = mapStrings(run, (text) => toPortable(text, workspace.folder));
  await writeJsonAtomic(runFile(workspace, run.runId, 'plan.json'), portable);
  return thawRun(workspace, run.runId);
}

/** Reads a run's plan. @throws FILE_NOT_FOUND, METADATA_INVALID, OUTPUT_OUTSIDE for one that would write anywhere else */
export function thawRun(workspace: Workspace, runId: string): FrozenRun {
  const file = runFile(workspace, runId, 'plan.json');
  if (!existsSync(file)) throw appError('FILE_NOT_FOUND', { file });
  const parsed = frozenRunSchema.safeParse(parseJson(file));
  if (!parsed.success) throw appError('METADATA_INVALID', { file, detail: parsed.error.issues[0]?.message ?? 'not a plan' });
  const { outputFolder, workFolder } = parsed.data;
  for (const folder of [outputFolder, workFolder]) if (folder !== '') workspace.inside(folder);
  return mapStrings(parsed.data, (text) => fromPortable(text, workspace.folder)) as FrozenRun;
}

/** Folder that a run writes its result to; empty where it has none, or no plan that can be read. */
export function outputFolderOf(workspace: Workspace, runId: string): string {
  const file = runFile(workspace, runId, 'plan.json');
  const parsed = existsSync(file) ? frozenRunSchema.pick({ outputFolder: true }).safeParse(parseJson(file)) : null;
  return parsed?.success ? parsed.data.outputFolder : '';
}

/** Content of a JSON file. @throws METADATA_INVALID where it is not JSON */
export function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw appError('METADATA_INVALID', { file, detail: 'it is not JSON' }, { cause: thrown });
  }
}

function toPortable(text: string, folder: string): string {
  if (text === folder) return HERE;
  if (text.startsWith(folder + sep)) return HERE + text.slice(folder.length);
  const archived = `/vsizip/{${folder}${sep}`;
  return text.startsWith(archived) ? `/vsizip/{${HERE}${sep}${text.slice(archived.length)}` : text;
}

function fromPortable(text: string, folder: string): string {
  const archived = `/vsizip/{${HERE}`;
  if (text.startsWith(HERE)) return folder + text.slice(HERE.length);
  return text.startsWith(archived) ? `/vsizip/{${folder}${text.slice(archived.length)}` : text;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapStrings(one, change)]));
}
