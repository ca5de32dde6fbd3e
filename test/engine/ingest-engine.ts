import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCatalog, openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import type { EngineContext } from '../../src/main/engine/context.ts';
import type { TaskSpec, WorkerPool } from '../../src/main/engine/pool/rpc.ts';
import { TASKS } from '../../src/main/engine/workers/tasks.ts';
import { Workspace } from '../../src/main/engine/workspace/workspace.ts';

/** An engine over a new workspace whose tasks run in this process: what a worker would do, without starting one. */
export interface TestEngine extends EngineContext, Disposable {
  /** A folder for input files, beside the workspace. */
  readonly inputs: string;
}

/** Makes a workspace in a temporary folder, which goes when the engine is disposed. */
export async function testEngine(): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'furrow-ingest-'));
  const home = join(folder, 'workspace');
  await createCatalog(home);
  const now = (): Date => new Date('2026-01-02T03:04:05.000Z');
  const catalog = openCatalog({ folder: home, now });
  return {
    workspace: new Workspace(home),
    catalog,
    pool: poolInProcess(),
    settings: { workers: 1, workerMemoryMB: 1024, windowPx: 512 },
    now,
    inputs: folder,
    [Symbol.dispose]: () => {
      catalog[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function poolInProcess(): WorkerPool {
  const runNamed: WorkerPool['runNamed'] = async (name, input, options = {}) => {
    const task = TASKS.find(({ spec }) => spec.name === name);
    if (!task) throw new Error(`no task ${name}`);
    const context = { signal: options.signal ?? new AbortController().signal, progress: options.onProgress ?? ((): void => undefined) };
    // Through JSON and the schemas both ways, as between processes.
    const given = task.spec.input.parse(JSON.parse(JSON.stringify(input))) as never;
    return task.spec.output.parse(JSON.parse(JSON.stringify(await task.run(given, context))));
  };
  return {
    size: 1,
    run: async <I, O>(spec: TaskSpec<I, O>, input: I, options?: Parameters<WorkerPool['run']>[2]) => (await runNamed(spec.name, input, options)) as O,
    runNamed,
    peakMemoryMB: 0,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
