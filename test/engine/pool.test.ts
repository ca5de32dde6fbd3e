import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerPool, type PoolLogEntry, type WorkerPoolOptions } from '../../src/main/engine/pool/pool.ts';
import type { WorkerPool } from '../../src/main/engine/pool/rpc.ts';
import * as fake from '../fixtures/fake-tasks.ts';

const entry = fileURLToPath(new URL('../fixtures/fake-worker.ts', import.meta.url));

const open: WorkerPool[] = [];

function fakePool(options: Partial<WorkerPoolOptions> = {}): { pool: WorkerPool; log: PoolLogEntry[] } {
  const log: PoolLogEntry[] = [];
  const pool = createWorkerPool({ size: 1, memoryMB: 400, entry, onLog: (line) => log.push(line), ...options });
  open.push(pool);
  return { pool, log };
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool[Symbol.asyncDispose]()));
});

describe('a worker pool', () => {
  it('starts no process before the first task and uses a warm one again', async () => {
    const { pool, log } = fakePool();
    expect(log).toEqual([]);
    const first = await pool.run(fake.echoTask, { text: 'a' });
    const second = await pool.run(fake.echoTask, { text: 'b' });
    expect(second).toEqual({ text: 'b', pid: first.pid });
    expect(log.filter((line) => line.event === 'Worker:Started')).toHaveLength(1);
  });

  it('does the tasks in the order they came', async () => {
    const { pool } = fakePool();
    const order: number[] = [];
    await Promise.all([0, 1, 2, 3, 4].map((index) => pool.run(fake.echoTask, { text: String(index) }).then(() => order.push(index))));
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('uses as many processes at once as it may, and no more', async () => {
    const { pool, log } = fakePool({ size: 2 });
    await Promise.all([1, 2, 3, 4, 5].map(() => pool.run(fake.stepsTask, { steps: 3 })));
    expect(log.filter((line) => line.event === 'Worker:Started')).toHaveLength(2);
  });

  it('runs a task by its name, with the same checks', async () => {
    const { pool } = fakePool();
    expect(await pool.runNamed('fake.echo', { text: 'a' })).toMatchObject({ text: 'a' });
    await expect(pool.runNamed('fake.echo', { text: 5 })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { call: 'fake.echo', field: 'text' } });
    await expect(pool.runNamed('fake.unheard-of', {})).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('tells progress that never falls', async () => {
    const { pool } = fakePool();
    const seen: number[] = [];
    await pool.run(fake.stepsTask, { steps: 100 }, { onProgress: (fraction) => seen.push(fraction) });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeLessThanOrEqual(1);
  });

  it('gives workers a scrubbed environment that keeps GDAL off the network and inside the budget', async () => {
    process.env['FURROW_TEST_SECRET'] = 'hidden';
    const { pool } = fakePool();
    const { env, cwd, flags } = await pool.run(fake.environmentTask, {});
    delete process.env['FURROW_TEST_SECRET'];
    expect(env).toMatchObject({
      GDAL_CACHEMAX: '50', GDAL_NUM_THREADS: '1', GDAL_VRT_ENABLE_PYTHON: 'NO', GDAL_HTTP_PROXY: 'http://127.0.0.1:9',
      PROJ_NETWORK: 'OFF', GDAL_DISABLE_READDIR_ON_OPEN: 'TRUE', TZ: 'UTC',
    });
    expect(Object.keys(env)).not.toContain('FURROW_TEST_SECRET');
    expect(Object.keys(env)).not.toContain('NODE_OPTIONS');
    expect(cwd).toBe(tmpdir());
    expect(flags).toEqual(['--max-old-space-size=300']);
  });

  it('carries a task’s own error across unchanged', async () => {
    const { pool } = fakePool();
    await expect(pool.run(fake.failTask, { how: 'typed' })).rejects.toMatchObject({
      code: 'BAND_MISSING', params: { file: 'a.tif', band: 'B08', available: 'B02' }, message: '“a.tif” has no band B08.',
    });
    await expect(pool.run(fake.failTask, { how: 'disk' })).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  it('turns a bug in a task into INTERNAL, with the stack in the log only', async () => {
    const { pool, log } = fakePool();
    const failure = await pool.run(fake.failTask, { how: 'bug' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'INTERNAL', params: { detail: 'a bug in the task' } });
    const line = log.find((one) => one.event === 'Task:Failed');
    expect(line?.text).toContain('fake-worker.ts');
    expect(JSON.stringify(failure)).not.toContain('fake-worker.ts');
  });
});

describe('a worker that misbehaves', () => {
  it.each([
    ['signal', /signal SIGSEGV/],
    ['exit', /exit status 7/],
    ['throw', /exit status 1: RangeError: thrown outside of the task/],
  ] as const)('crashes (%s): its task fails with the cause and the next one runs in a new process', async (how, cause) => {
    const { pool } = fakePool();
    const before = await pool.run(fake.echoTask, { text: 'a' });
    const failure = await pool.run(fake.crashTask, { how }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'WORKER_CRASHED', params: { task: 'fake.crash' } });
    expect((failure as Error).message).toMatch(cause);
    const after = await pool.run(fake.echoTask, { text: 'b' });
    expect(after.pid).not.toBe(before.pid);
  });

  it('cannot be loaded: the task says why and nothing waits for ever', async () => {
    const { pool } = fakePool({ entry: fileURLToPath(new URL('../fixtures/no-such-worker.ts', import.meta.url)) });
    await expect(pool.run(fake.echoTask, { text: 'a' })).rejects.toMatchObject({ code: 'WORKER_CRASHED', params: { detail: expect.stringContaining('Cannot find module') } });
  });

  it('hangs: it is killed after the silence its task allows', async () => {
    const { pool } = fakePool();
    await expect(pool.runNamed('fake.hang', {})).rejects.toMatchObject({ code: 'WORKER_HUNG', params: { seconds: 1, task: 'fake.hang' } });
    expect(await pool.run(fake.echoTask, { text: 'b' })).toMatchObject({ text: 'b' });
  });

  it.each(['outside', 'heap', 'deaf'] as const)('leaks (%s): it is killed at its budget', async (where) => {
    const { pool } = fakePool({ memoryMB: 250 });
    await expect(pool.run(fake.leakTask, { where })).rejects.toMatchObject({ code: 'WORKER_MEMORY', params: { budget: 250, task: 'fake.leak' } });
    expect(pool.peakMemoryMB).toBeGreaterThan(150);
  });

  it('keeps nearly all of its memory: the next task gets a new one', async () => {
    const { pool, log } = fakePool({ memoryMB: 400 });
    const { pid } = await pool.run(fake.heavyTask, { mb: 290 });
    const next = await pool.run(fake.echoTask, { text: 'b' });
    expect(next.pid).not.toBe(pid);
    expect(log.map((line) => line.event)).toContain('Worker:Retired');
    expect(pool.peakMemoryMB).toBeGreaterThan(290);
  });

  it('lies: a wrong output, a foreign message and an answer nobody asked for are refused', async () => {
    const { pool } = fakePool();
    await expect(pool.run(fake.lieTask, { how: 'output' })).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(pool.run(fake.lieTask, { how: 'message' })).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
    await expect(pool.run(fake.lieTask, { how: 'stranger' })).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
    const seen: number[] = [];
    expect(await pool.run(fake.lieTask, { how: 'progress' }, { onProgress: (fraction) => seen.push(fraction) })).toEqual({ count: 1 });
    expect(seen).toEqual([0.5, 1]);
  });

  it('tells a code that does not exist: it becomes INTERNAL', async () => {
    const { pool } = fakePool();
    await expect(pool.run(fake.lieTask, { how: 'code' })).rejects.toMatchObject({ code: 'INTERNAL', params: { detail: 'odd' } });
  });
});

describe('cancelling', () => {
  async function cancelAfterStart(task: typeof fake.deafTask): Promise<{ ms: number; failure: unknown; pool: WorkerPool; pid: number }> {
    const { pool } = fakePool();
    const { pid } = await pool.run(fake.echoTask, { text: 'a' });
    const controller = new AbortController();
    const failed = pool.run(task, {}, { signal: controller.signal }).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    controller.abort();
    const failure = await failed;
    return { ms: performance.now() - start, failure, pool, pid };
  }

  it('ends a task that ignores it within two seconds, and the process is gone', async () => {
    const { ms, failure, pid } = await cancelAfterStart(fake.deafTask);
    expect(failure).toMatchObject({ code: 'CANCELLED' });
    expect(ms).toBeLessThan(2000);
    expect(isThere(pid)).toBe(false);
  });

  it('keeps the process of a task that stops by itself', async () => {
    const { failure, pool, pid } = await cancelAfterStart(fake.politeTask);
    expect(failure).toMatchObject({ code: 'CANCELLED' });
    expect(await pool.run(fake.echoTask, { text: 'b' })).toEqual({ text: 'b', pid });
  });

  it('takes a waiting task out of the queue without a slot, and refuses one that was cancelled before', async () => {
    const { pool } = fakePool();
    const running = pool.run(fake.stepsTask, { steps: 100 });
    const controller = new AbortController();
    const waiting = pool.run(fake.crashTask, { how: 'exit' }, { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(pool.run(fake.crashTask, { how: 'exit' }, { signal: controller.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await running).toEqual({});
  });

  it('is what disposing does to everything, at once', async () => {
    const { pool } = fakePool();
    const { pid } = await pool.run(fake.echoTask, { text: 'a' });
    const outcomes = Promise.allSettled([pool.run(fake.deafTask, {}), pool.run(fake.echoTask, { text: 'b' })]);
    await pool[Symbol.asyncDispose]();
    expect(isThere(pid)).toBe(false);
    expect((await outcomes).map((one) => one.status === 'rejected' && (one.reason as { code: string }).code)).toEqual(['CANCELLED', 'CANCELLED']);
    await expect(pool.run(fake.echoTask, { text: 'c' })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('the engine is killed', () => {
  it('and its workers end with it, even one that hears nothing', async () => {
    const script = fileURLToPath(new URL('../fixtures/pool-owner.ts', import.meta.url));
    const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = (await once(owner.stdout, 'data')) as [Buffer];
    const pid = Number(String(text));
    expect(isThere(pid)).toBe(true);
    owner.kill('SIGKILL');
    await expect.poll(() => isThere(pid), { timeout: 5000 }).toBe(false);
  });
});

describe('memory', () => {
  it.runIf(existsSync('/proc/self/status'))('is measured as the highest that was resident, also between two looks', async () => {
    const { pool } = fakePool({ memoryMB: 1000 });
    await pool.run(fake.heavyTask, { mb: 200 });
    expect(pool.peakMemoryMB).toBeGreaterThan(200);
    expect(pool.peakMemoryMB).toBeLessThan(500);
  });
});
