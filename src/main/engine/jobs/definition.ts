import type { z } from 'zod';
import type { Estimate, FileDigest, Job } from '../../../shared/job/job.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { EngineContext } from '../context.ts';

/** One piece of work that a worker does and that is checkpointed by its key. `input` is plain JSON for the task. */
export interface WorkUnit {
  readonly key: string;
  readonly task: string;
  readonly input: unknown;
}

/** Units that may run at the same time. Stages run one after the other; a stage whose name repeats on resume keeps its finished units. */
export interface JobStage {
  readonly name: string;
  /** What a person counts: scenes, windows, periods, trees. */
  readonly unit: string;
  readonly units: readonly WorkUnit[];
  /** Share of the whole job's time, for the progress bar. */
  readonly weight: number;
  /** When true a failed unit is recorded and the job goes on (exit status 4); otherwise the job fails. */
  readonly mayFail: boolean;
}

/** A frozen plan, written to `runs/<id>/plan.json` before the start: resuming runs exactly this. */
export interface JobPlan {
  readonly title: string;
  readonly stages: readonly JobStage[];
  /** Files that decide the result; the runner hashes them into run.json. Paths as in assets. */
  readonly inputs: readonly string[];
  readonly estimate: Estimate;
  readonly seed: number | null;
  /** Whatever `finish` needs again (ids, names): plain JSON. */
  readonly carry: Readonly<Record<string, unknown>>;
  /**
   * The parameters with every choice made that the catalog's content decided (“all scenes” as their ids): run.json keeps
   * these, so that a replay makes the same choices after more was imported. Absent where the given ones say all.
   */
  readonly resolvedParams?: Readonly<Record<string, unknown>>;
}

/** Where a job writes. On replay `outputFolder` lies under the replaying run, so nothing of the first run is touched. */
export interface JobPlace {
  readonly runId: string;
  /** Workspace-relative folder of the result, such as `composites/<id>`. Chosen by `outputFolder`. */
  readonly outputFolder: string;
  /** Workspace-relative scratch folder of the run, removed when the job is done. */
  readonly workFolder: string;
}

export interface JobOutcome {
  /** The record to insert last, when all files are in place; null when the job registers nothing. */
  readonly record: CatalogRecord | null;
  /** Files it made, workspace-relative. The runner hashes them. */
  readonly outputs: readonly string[];
  /** The result document of the call (DESIGN.md 10). The runner adds `runId`, `secondsPerStage` and `peakMemoryMB` where they are not there. */
  readonly result: Readonly<Record<string, unknown>>;
  /** Processors that were tried, where the job chose between several; by default the CPU. */
  readonly processors?: RunDocument['processors'];
}

/** Results of the units by key; a failed unit has no entry. */
export type UnitResults = ReadonlyMap<string, unknown>;

/** A kind of job. One per capability, registered by one line in `jobs/registry.ts`. */
export interface JobDefinition<P = unknown> {
  readonly kind: string;
  readonly params: z.ZodType<P>;
  /** Kind of the record that it makes, whose ids are refused when they are taken; null where it registers nothing. */
  readonly record: RecordKind | null;
  /**
   * Id of the record that it will make and the workspace-relative folder for it, which is this job's alone; an empty folder
   * name where it makes no files. Asked before `plan`. Take the id from `freeId` of the record's kind: the ids of jobs that
   * have not finished count as taken there. The runner sees to it that the folder lies in the workspace, that an id that was
   * asked for is free, and that no files are there that no job made.
   */
  output(engine: EngineContext, params: P): { readonly id: string; readonly folder: string };
  /** Files that the parameters name by path, absolute or inside the workspace: only one that was granted may be read. None by default. */
  namedFiles?(params: P): readonly string[];
  plan(engine: EngineContext, params: P, place: JobPlace & { readonly outputId: string }): Promise<JobPlan>;
  finish(engine: EngineContext, job: Job, plan: JobPlan, place: JobPlace & { readonly outputId: string }, results: UnitResults): Promise<JobOutcome>;
}

/** Provenance of a run: `runs/<id>/run.json`. */
export interface RunDocument {
  readonly id: string;
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly outputId: string;
  /** Workspace-relative folder that the outputs lie in. */
  readonly outputFolder: string;
  readonly seed: number | null;
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: readonly FileDigest[];
  readonly outputs: readonly FileDigest[];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly processors: readonly { readonly name: string; readonly used: boolean; readonly reason: string }[];
  readonly stages: readonly { readonly name: string; readonly seconds: number; readonly units: number; readonly failed: number }[];
  readonly peakMemoryMB: number;
  readonly simulated: boolean;
}
