import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { appError } from '../../../shared/errors/app-error.ts';
import type { FileDigest, Job } from '../../../shared/job/job.ts';
import { message } from '../../../shared/messages/message.ts';
import type { UnitState } from '../catalog/contract.ts';
import { freeId } from '../catalog/free-id.ts';
import type { EngineContext } from '../context.ts';
import type { RunOptions } from '../pool/rpc.ts';
import type { ReplayResult } from './contract.ts';
import type { JobDefinition, RunDocument } from './definition.ts';
import type { Digester } from './digest.ts';
import { freezeRun, type FrozenRun } from './frozen-run.ts';
import { perform, placeOf, poolUnder } from './perform.ts';
import type { UnitStore } from './stages.ts';

export interface ReplayOptions extends RunOptions {
  /** What becomes of the files that the replay makes under `runs/<replay>`: they are removed unless kept. */
  readonly files?: 'remove' | 'keep';
}

/**
 * Runs a finished run again from its `run.json` into a folder of its own and compares what comes out, file by file.
 * Nothing of the first run is touched and nothing is registered.
 * @throws REPLAY_INPUT_CHANGED before anything is done; CANCELLED and what the job itself may throw
 */
export async function replayRun(engine: EngineContext, definition: JobDefinition, document: RunDocument, digester: Digester, options: ReplayOptions): Promise<ReplayResult> {
  const signal = options.signal ?? new AbortController().signal;
  await checkInputs(engine, document, digester, signal);
  const runId = freeId(`${document.id}-replay`, (id) => existsSync(engine.workspace.absolute(`runs/${id}`)));
  try {
    const run = await planReplay({ ...engine, pool: poolUnder(engine.pool, signal) }, definition, document, runId);
    const made = await perform({
      engine, definition, run, digester, signal,
      job: jobOf(document, run, engine),
      store: storeInMemory(),
      emit: (progress) => options.onProgress?.(progress.fraction),
    });
    const differences = [...differentInputs(document.inputs, made.inputs.digests), ...differentOutputs(document, run, made.outputs)];
    return { identical: differences.length === 0, differences };
  } finally {
    if (options.files !== 'keep') await rm(engine.workspace.absolute(`runs/${runId}`), { recursive: true, force: true });
  }
}

async function checkInputs(engine: EngineContext, document: RunDocument, digester: Digester, signal: AbortSignal): Promise<void> {
  for (const { path } of document.inputs) {
    const file = engine.workspace.absolute(path);
    if (!existsSync(file)) throw appError('REPLAY_INPUT_CHANGED', { file, run: document.id });
  }
  const now = await digester.digest(document.inputs.map((input) => input.path), { signal, trust: 'read' });
  const changed = document.inputs.find((input, index) => now[index]?.sha256 !== input.sha256);
  if (changed) throw appError('REPLAY_INPUT_CHANGED', { file: engine.workspace.absolute(changed.path), run: document.id });
}

async function planReplay(engine: EngineContext, definition: JobDefinition, document: RunDocument, runId: string): Promise<FrozenRun> {
  const { kind, params, outputId } = document;
  const place = { runId, outputFolder: document.outputFolder === '' ? '' : `runs/${runId}/output`, workFolder: `runs/${runId}/work` };
  const plan = await definition.plan(engine, definition.params.parse(params), { ...place, outputId });
  return freezeRun(engine.workspace, { ...place, kind, params: { ...params }, outputId, plan: { ...plan, stages: [...plan.stages], inputs: [...plan.inputs] } as FrozenRun['plan'] });
}

/** The job that `finish` is told about; it stands in no catalog. */
function jobOf(document: RunDocument, run: FrozenRun, engine: EngineContext): Job {
  const now = engine.now().toISOString();
  return {
    id: placeOf(run).runId, kind: document.kind, title: run.plan.title, state: 'running', params: { ...document.params }, estimate: run.plan.estimate,
    progress: null, createdAt: now, startedAt: now, endedAt: null, result: null, error: null, failedUnits: [],
  };
}

function storeInMemory(): UnitStore {
  const states = new Map<string, UnitState>();
  return {
    units: () => [...states.values()],
    put: (unit) => { states.set(unit.key, unit); },
  };
}

function differentInputs(before: readonly FileDigest[], now: readonly FileDigest[]): string[] {
  const known = new Set(before.map((one) => one.path));
  const read = new Set(now.map((one) => one.path));
  return [
    ...now.filter((one) => !known.has(one.path)).map((one) => message('REPLAY_READS', { file: one.path }).text),
    ...before.filter((one) => !read.has(one.path)).map((one) => message('REPLAY_READS_NOT', { file: one.path }).text),
  ];
}

function differentOutputs(document: RunDocument, run: FrozenRun, made: readonly FileDigest[]): string[] {
  const before = byName(document.outputs, document.outputFolder);
  const now = byName(made, run.outputFolder);
  const differences: string[] = [];
  for (const [name, digest] of before) {
    const found = now.get(name);
    if (!found) differences.push(message('REPLAY_MISSING', { file: name }).text);
    else if (found.sha256 !== digest.sha256) differences.push(message('REPLAY_DIFFERS', { file: name, bytes: digest.bytes, sha256: digest.sha256, foundBytes: found.bytes, foundSha256: found.sha256 }).text);
  }
  for (const name of now.keys()) if (!before.has(name)) differences.push(message('REPLAY_NEW', { file: name }).text);
  return differences;
}

/** Digests by their path inside the folder of the outputs. */
function byName(digests: readonly FileDigest[], folder: string): Map<string, FileDigest> {
  return new Map(digests.map((one) => [one.path.startsWith(`${folder}/`) ? one.path.slice(folder.length + 1) : one.path, one]));
}
