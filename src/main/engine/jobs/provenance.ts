import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { z } from 'zod';
import { appError } from '../../../shared/errors/app-error.ts';
import { fileDigestSchema } from '../../../shared/job/job.ts';
import { recordIdSchema } from '../../../shared/records/record-id.ts';
import type { WorkerPool } from '../pool/rpc.ts';
import { FURROW_VERSION } from '../version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RunDocument } from './definition.ts';
import { parseJson, runFile } from './frozen-run.ts';
import { versionsTask } from './versions.rpc.ts';

const runDocumentSchema = z.object({
  id: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  outputId: z.string(),
  outputFolder: z.string(),
  seed: z.number().nullable(),
  versions: z.record(z.string(), z.string()),
  inputs: z.array(fileDigestSchema),
  outputs: z.array(fileDigestSchema),
  startedAt: z.string(),
  endedAt: z.string(),
  processors: z.array(z.object({ name: z.string(), used: z.boolean(), reason: z.string() })),
  stages: z.array(z.object({ name: z.string(), seconds: z.number(), units: z.number(), failed: z.number() })),
  peakMemoryMB: z.number(),
  simulated: z.boolean(),
}) satisfies z.ZodType<RunDocument>;

/** Reads `runs/<id>/run.json`. @throws RECORD_NOT_FOUND, METADATA_INVALID */
export function readRun(workspace: Workspace, runId: string): RunDocument {
  if (!recordIdSchema.safeParse(runId).success) throw appError('RECORD_NOT_FOUND', { kind: 'run', id: runId });
  const file = runFile(workspace, runId, 'run.json');
  let document: unknown;
  try {
    document = parseJson(file);
  } catch (thrown) {
    const cause = thrown instanceof Error ? (thrown.cause as NodeJS.ErrnoException | undefined) : undefined;
    throw cause?.code === 'ENOENT' ? appError('RECORD_NOT_FOUND', { kind: 'run', id: runId }, { cause: thrown }) : thrown;
  }
  const parsed = runDocumentSchema.safeParse(document);
  if (!parsed.success) throw appError('METADATA_INVALID', { file, detail: `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}` });
  if (parsed.data.id !== runId) throw appError('METADATA_INVALID', { file, detail: `it is of the run “${parsed.data.id}”` });
  return parsed.data;
}

/** Versions of all that decides the pixels: Furrow, Node, the binding of GDAL and its library, ONNX Runtime. */
export async function softwareVersions(pool: WorkerPool): Promise<Record<string, string>> {
  return {
    furrow: FURROW_VERSION,
    node: process.versions.node,
    'gdal-async': packageVersion('gdal-async'),
    'onnxruntime-node': packageVersion('onnxruntime-node'),
    ...(await pool.run(versionsTask, {})),
  };
}

/** The processor that did the work where a job says nothing else. */
export function mainProcessor(workers: number): RunDocument['processors'] {
  return [{ name: 'CPU', used: true, reason: `${cpus()[0]?.model ?? 'unknown'}, ${workers} worker processes` }];
}

/** Version in a package's manifest; the package itself is not loaded, since the engine process holds no native code. */
function packageVersion(name: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
