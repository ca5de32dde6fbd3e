import { rm } from 'node:fs/promises';
import type { Job } from '../../../shared/job/job.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { Catalog, Repository } from '../catalog/contract.ts';
import type { EngineContext } from '../context.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import type { RunDocument } from './definition.ts';
import { type FrozenRun, runFile } from './frozen-run.ts';
import type { Performed } from './perform.ts';
import { mainProcessor, softwareVersions } from './provenance.ts';
import type { RunLog } from './run-log.ts';

/** A run whose files are all in place. */
export interface FinishedRun {
  readonly engine: EngineContext;
  readonly run: FrozenRun;
  readonly job: Job;
  readonly made: Performed;
  readonly log: RunLog;
  readonly signal: AbortSignal;
}

/**
 * Writes `run.json`, then enters the record and the end of the job into the catalog in one step: a crash before it
 * leaves a job to be resumed, never a record without its files. Removes the scratch folder of a job that is wholly done.
 * @throws RECORD_EXISTS, DISK_FULL, WORKSPACE_READ_ONLY, CANCELLED
 */
export async function registerRun(finished: FinishedRun): Promise<Job> {
  const { engine, run, job, made, signal } = finished;
  const { catalog, workspace } = engine;
  const { record } = made.outcome;
  const endedAt = engine.now().toISOString();
  const document = await describeRun(finished, endedAt);
  await writeJsonAtomic(runFile(workspace, run.runId, 'run.json'), document);
  signal.throwIfAborted();
  catalog.transaction(() => {
    // A job that is gone on with after it finished in part has registered its record already.
    if (record) enter(catalog, record, job.result === null ? 'insert' : 'put');
    catalog.jobs.update(job.id, {
      state: made.failed.length > 0 ? 'partial' : 'done',
      endedAt,
      result: resultOf(document, made.outcome.result),
      error: null,
      failedUnits: [...made.failed],
    });
  });
  if (made.failed.length === 0) await rm(workspace.absolute(run.workFolder), { recursive: true, force: true });
  return catalog.jobs.get(job.id);
}

async function describeRun({ engine, run, job, made, log }: FinishedRun, endedAt: string): Promise<RunDocument> {
  const { outcome } = made;
  const seconds = log.stageSeconds();
  const failed = new Set(made.failed.map((unit) => unit.key));
  return {
    id: run.runId,
    kind: run.kind,
    params: run.plan.resolvedParams ?? run.params,
    outputId: run.outputId,
    outputFolder: run.outputFolder,
    seed: run.plan.seed,
    versions: await softwareVersions(engine.pool),
    inputs: made.inputs.digests.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    outputs: made.outputs,
    startedAt: job.startedAt ?? job.createdAt,
    endedAt,
    processors: outcome.processors ?? mainProcessor(engine.pool.size),
    stages: run.plan.stages.map((stage) => ({
      name: stage.name,
      seconds: seconds.get(stage.name) ?? 0,
      units: stage.units.length,
      failed: stage.units.filter((unit) => failed.has(unit.key)).length,
    })),
    peakMemoryMB: Math.round(engine.pool.peakMemoryMB),
    simulated: outcome.record?.simulated ?? outcome.result['simulated'] === true,
  };
}

function resultOf(document: RunDocument, result: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secondsPerStage = Object.fromEntries(document.stages.map((stage) => [stage.name, stage.seconds]));
  return { runId: document.id, secondsPerStage, peakMemoryMB: document.peakMemoryMB, ...result };
}

function enter(catalog: Catalog, record: CatalogRecord, how: 'insert' | 'put'): void {
  // The kind picks the repository of exactly this record's type, which the compiler cannot follow through the union.
  const repository = catalog[record.kind] as unknown as Pick<Repository<typeof record.kind>, 'insert' | 'put'>;
  repository[how](record);
}
