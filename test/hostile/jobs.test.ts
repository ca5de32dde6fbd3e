import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJobs } from '../../src/main/engine/jobs/runner.ts';
import { makeWorkspace, mosaicJob, openMosaicEngine } from '../fixtures/mosaic-job.ts';

let folder = '';
const children: ChildProcess[] = [];

const at = (...names: string[]) => join(folder, ...names);
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const params = (change: Record<string, unknown> = {}) => ({ source: 'source.bin', windows: 30, ...change });

/** Starts a job in a process of its own and waits until some of its windows are finished. */
async function startElsewhere(change: Record<string, unknown>): Promise<{ owner: ChildProcess; id: string; lines: string[] }> {
  const script = fileURLToPath(new URL('../fixtures/mosaic-owner.ts', import.meta.url));
  const owner = spawn(process.execPath, [script, folder, JSON.stringify(params(change))], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(owner);
  const lines: string[] = [];
  const id = await new Promise<string>((resolve) => {
    createInterface({ input: owner.stdout }).on('line', (line) => {
      lines.push(line);
      const [job = '', done] = line.split(' ');
      if (Number(done) >= 4) resolve(job);
    });
  });
  return { owner, id, lines };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-jobs-'));
  await makeWorkspace(folder);
  writeFileSync(at('source.bin'), 'pixels of a scene');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('a job whose engine is killed with -9', () => {
  it('is found interrupted, and resumes in another process to the same bytes without doing finished windows again', async () => {
    const { owner, id } = await startElsewhere({ delayMs: 60 });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(existsSync(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(false);
    expect(existsSync(at('runs', id, 'run.json'))).toBe(false);

    await using engine = openMosaicEngine(folder);
    expect(engine.context.catalog.jobs.get(id).state).toBe('interrupted');
    expect(engine.context.catalog.scheme.list()).toEqual([]);
    const kept = engine.context.catalog.jobs.units(id).filter((unit) => unit.state === 'done').length;
    expect(kept).toBeGreaterThanOrEqual(4);
    expect(kept).toBeLessThan(30);
    expect(await (await engine.jobs.resume(id)).finished).toMatchObject({ state: 'done', result: { windows: 30 } });
    expect(readFileSync(at('runs', id, 'log.ndjson'), 'utf8')).toContain(`"kept":${kept}`);

    const clean = await (await engine.jobs.start('mosaic', params())).finished;
    expect(sha256(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(sha256(at('mosaics', String(clean.result?.['id']), 'mosaic.bin')));
    expect(await engine.jobs.replay(id)).toEqual({ identical: true, differences: [] });
    expect(readdirSync(at('mosaics', 'mosaic'))).toEqual(['mosaic.bin']);
  });

  it('stays whole when it is killed again and again', async () => {
    const { owner, id } = await startElsewhere({ delayMs: 60 });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    for (const pause of [300, 700]) {
      const resumer = spawn(process.execPath, ['--input-type=module', '--eval', `
        const { openMosaicEngine } = await import(${JSON.stringify(new URL('../fixtures/mosaic-job.ts', import.meta.url).href)});
        const engine = openMosaicEngine(${JSON.stringify(folder)});
        await engine.jobs.resume(${JSON.stringify(id)});
        console.log('resumed');
      `], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(resumer);
      await once(resumer.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, pause));
      resumer.kill('SIGKILL');
      await once(resumer, 'exit');
    }
    await using engine = openMosaicEngine(folder);
    const job = engine.context.catalog.jobs.get(id);
    const ended = job.state === 'done' ? job : await (await engine.jobs.resume(id)).finished;
    expect(ended).toMatchObject({ state: 'done', result: { windows: 30 } });
    expect(await engine.jobs.replay(id)).toEqual({ identical: true, differences: [] });
  });
});

describe('a process that ran a job', () => {
  it('ends by itself once it has closed its engine', async () => {
    const { owner, lines } = await startElsewhere({ windows: 8 });
    const [status] = owner.exitCode === null ? ((await once(owner, 'exit')) as [number]) : [owner.exitCode];
    expect(status).toBe(0);
    await expect.poll(() => lines.at(-1)).toBe('ended done');
  });
});

describe('a disk that is full', () => {
  it.runIf(existsSync('/dev/full'))('stops the job at once with what is finished kept, and a resume goes on', async () => {
    await using engine = openMosaicEngine(folder, { workers: 1 });
    const { finished } = await engine.jobs.start('mosaic', params({ windows: 8, troubles: { w3: 'full-disk' } }));
    const stopped = await finished;
    expect(stopped).toMatchObject({ state: 'failed', error: { code: 'DISK_FULL', action: expect.stringContaining('resume') }, failedUnits: [] });
    expect(engine.context.catalog.jobs.units(stopped.id).map((unit) => unit.key)).toEqual(['w0', 'w1', 'w2']);
    expect(existsSync(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(false);
    writeFileSync(at('mended'), '');
    const ended = await (await engine.jobs.resume(stopped.id)).finished;
    expect(ended).toMatchObject({ state: 'done', error: null, result: { windows: 8 } });
    expect(await engine.jobs.replay(ended.id)).toMatchObject({ identical: true });
  });

  it('stops the job too when it is the catalog that finds no room, and the caller hears why', async () => {
    await using engine = openMosaicEngine(folder, { workers: 1 });
    const { context } = engine;
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    let isFull = true;
    const jobsRepository = new Proxy(context.catalog.jobs, {
      get: (target, name) => {
        if (isFull && (name === 'putUnit' || name === 'update')) return () => { throw full; };
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    const catalog = new Proxy(context.catalog, {
      get: (target, name) => {
        if (name === 'jobs') return jobsRepository;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    await using jobs = createJobs({ ...context, catalog }, [mosaicJob]);
    const { job, finished } = await jobs.start('mosaic', params({ windows: 4 }));
    expect(await finished).toMatchObject({ state: 'failed', error: { code: 'DISK_FULL' } });
    expect(context.catalog.jobs.get(job.id).state).toBe('running');
    isFull = false;
    expect(await (await jobs.resume(job.id)).finished).toMatchObject({ state: 'done' });
  });
});

describe('a workspace that cannot be written to', () => {
  // Nobody may make files under /sys, not even root.
  it.runIf(existsSync('/sys/kernel'))('refuses a job before it starts, and nothing is registered', async () => {
    await using engine = openMosaicEngine(folder);
    symlinkSync('/sys/kernel', at('runs'));
    await expect(engine.jobs.start('mosaic', params())).rejects.toMatchObject({ code: 'WORKSPACE_READ_ONLY', params: { folder } });
    expect(engine.context.catalog.jobs.list()).toEqual([]);
    rmSync(at('runs'));
    expect(await (await engine.jobs.start('mosaic', params({ windows: 2 }))).finished).toMatchObject({ state: 'done', result: { id: 'mosaic' } });
  });

  it.runIf(existsSync('/sys/kernel'))('fails a job when it is the folder of the result, and a resume goes on once it is mended', async () => {
    await using engine = openMosaicEngine(folder);
    symlinkSync('/sys/kernel', at('mosaics'));
    const failed = await (await engine.jobs.start('mosaic', params({ windows: 2 }))).finished;
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'WORKSPACE_READ_ONLY' } });
    rmSync(at('mosaics'));
    expect(await (await engine.jobs.resume(failed.id)).finished).toMatchObject({ state: 'done' });
  });
});

describe('a plan that was tampered with', () => {
  it('is refused by name, and the job stays as it was', async () => {
    await using engine = openMosaicEngine(folder, { workers: 1 });
    const { job } = await engine.jobs.start('mosaic', params({ delayMs: 50 }));
    await engine.jobs.cancel(job.id);
    writeFileSync(at('runs', job.id, 'plan.json'), '{"runId": 5}');
    await expect(engine.jobs.resume(job.id)).rejects.toMatchObject({ code: 'METADATA_INVALID', params: { file: at('runs', job.id, 'plan.json') } });
    writeFileSync(at('runs', job.id, 'plan.json'), '{');
    await expect(engine.jobs.resume(job.id)).rejects.toMatchObject({ code: 'METADATA_INVALID' });
    expect(engine.context.catalog.jobs.get(job.id).state).toBe('cancelled');
  });
});
