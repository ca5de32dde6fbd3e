import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunDocument } from '../../src/main/engine/jobs/definition.ts';
import type { Job, Progress } from '../../src/shared/job/job.ts';
import { makeWorkspace, type MosaicEngine, openMosaicEngine } from '../fixtures/mosaic-job.ts';

let folder = '';
let engine: MosaicEngine;

const at = (...names: string[]) => join(folder, ...names);
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const params = (change: Record<string, unknown> = {}) => ({ source: 'source.bin', windows: 6, ...change });

async function runJob(change: Record<string, unknown> = {}): Promise<Job> {
  const { finished } = await engine.jobs.start('mosaic', params(change));
  return finished;
}

function runDocument(id: string): RunDocument {
  return JSON.parse(readFileSync(at('runs', id, 'run.json'), 'utf8')) as RunDocument;
}

function attempts(id: string): Record<string, number> {
  return Object.fromEntries(engine.context.catalog.jobs.units(id).map((unit) => [unit.key, unit.attempts]));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-jobs-'));
  await makeWorkspace(folder);
  writeFileSync(at('source.bin'), 'pixels of a scene');
  engine = openMosaicEngine(folder);
});

afterEach(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('a job', () => {
  it('is planned without leaving anything behind', async () => {
    const plan = await engine.jobs.plan('mosaic', params());
    expect(plan.stages.map((stage) => stage.units.length)).toEqual([6, 1]);
    expect(plan.estimate.seconds).toBe(10);
    expect(existsSync(at('runs'))).toBe(false);
    expect(existsSync(at('mosaics'))).toBe(false);
    expect(engine.context.catalog.jobs.list()).toEqual([]);
  });

  it('freezes its plan before it starts, and ends with a record, its files and no scratch', async () => {
    const { job, finished } = await engine.jobs.start('mosaic', params());
    expect(job.state).toBe('running');
    const frozen = readFileSync(at('runs', job.id, 'plan.json'), 'utf8');
    const ended = await finished;
    expect(ended).toMatchObject({ state: 'done', result: { id: 'mosaic', windows: 6, runId: job.id }, error: null, failedUnits: [], progress: { fraction: 1, remainingSeconds: 0 } });
    expect(readFileSync(at('runs', job.id, 'plan.json'), 'utf8')).toBe(frozen);
    expect(frozen).not.toContain(folder);
    expect(engine.context.catalog.scheme.get('mosaic').title).toBe('A mosaic');
    expect(readFileSync(at('mosaics', 'mosaic', 'mosaic.bin'))).toHaveLength(6 * 4096);
    expect(existsSync(at('runs', job.id, 'work'))).toBe(false);
  });

  it('tells in run.json what it read, with what, and what came out', async () => {
    const { id } = await runJob({ seed: 7 });
    const run = runDocument(id);
    expect(run).toMatchObject({
      id, kind: 'mosaic', outputId: 'mosaic', outputFolder: 'mosaics/mosaic', seed: 7, simulated: true, params: { source: 'source.bin', windows: 6, seed: 7 },
      inputs: [{ path: 'source.bin', bytes: 17, sha256: sha256(at('source.bin')) }],
      outputs: [{ path: 'mosaics/mosaic/mosaic.bin', bytes: 6 * 4096, sha256: sha256(at('mosaics', 'mosaic', 'mosaic.bin')) }],
    });
    expect(run.versions).toMatchObject({ node: process.versions.node, gdal: '0.0.0-test', 'onnxruntime-node': expect.stringMatching(/^\d+\.\d+/) });
    expect(run.stages.map(({ name, units, failed }) => [name, units, failed])).toEqual([['Windows', 6, 0], ['Join', 1, 0]]);
    expect(run.peakMemoryMB).toBeGreaterThan(20);
    expect(run.processors[0]?.used).toBe(true);
  });

  it('tells progress that never falls, at most ten times a second, with a remaining time', async () => {
    const seen: (Progress & { ms: number })[] = [];
    engine.context.catalog.onEvent((event) => {
      if (event.type === 'job.progressed') seen.push({ ...(event.payload as unknown as Progress), ms: performance.now() });
    });
    await runJob({ windows: 40, delayMs: 40 });
    const fractions = seen.map((one) => one.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const windows = seen.filter((one) => one.stage === 'Windows');
    expect(windows.every((one) => one.unit === 'windows' && one.total === 40)).toBe(true);
    const span = (windows.at(-1)?.ms ?? 0) - (windows[0]?.ms ?? 0);
    expect(windows.length).toBeLessThanOrEqual(span / 100 + 3);
    expect(windows.some((one) => (one.remainingSeconds ?? 0) > 0)).toBe(true);
  });

  it('refuses wrong parameters and unknown kinds before anything happens', async () => {
    await expect(engine.jobs.start('mosaic', { source: 'source.bin', windows: 0 })).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'windows' } });
    await expect(engine.jobs.start('collage', {})).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(existsSync(at('runs'))).toBe(false);
  });

  it('fails with the name of an input that is not there', async () => {
    expect(await runJob({ source: 'gone.bin' })).toMatchObject({ state: 'failed', error: { code: 'FILE_NOT_FOUND', message: expect.stringContaining('gone.bin') } });
  });

  it('gives jobs that run at the same time ids and folders of their own', async () => {
    const started = await Promise.all([1, 2, 3].map(() => engine.jobs.start('mosaic', params())));
    const ended = await Promise.all(started.map((one) => one.finished));
    expect(new Set(ended.map((job) => job.id)).size).toBe(3);
    expect(ended.map((job) => job.result?.['id']).sort()).toEqual(['mosaic', 'mosaic-2', 'mosaic-3']);
  });
});

describe('a window that fails', () => {
  it('is tried again when it took its worker with it', async () => {
    const job = await runJob({ troubles: { w2: 'crash-once' } });
    expect(job).toMatchObject({ state: 'done', failedUnits: [] });
    expect(attempts(job.id)).toMatchObject({ w1: 1, w2: 2 });
  });

  it('is recorded with its cause after two more tries, and the rest goes on', async () => {
    const job = await runJob({ troubles: { w2: 'crash' } });
    expect(job).toMatchObject({ state: 'partial', failedUnits: [{ key: 'w2', code: 'WORKER_CRASHED', message: expect.stringContaining('SIGSEGV') }], result: { windows: 5 } });
    expect(attempts(job.id)['w2']).toBe(3);
    expect(runDocument(job.id).stages[0]).toMatchObject({ units: 6, failed: 1 });
    expect(readFileSync(at('runs', job.id, 'log.ndjson'), 'utf8')).toContain('"Unit:Retried"');
  });

  it('is done again by a resume once its cause is mended, and nothing else is', async () => {
    const partial = await runJob({ troubles: { w2: 'fail' } });
    expect(partial).toMatchObject({ state: 'partial', failedUnits: [{ key: 'w2', code: 'RASTER_UNREADABLE' }] });
    const made = engine.context.catalog.jobs.units(partial.id);
    writeFileSync(at('mended'), '');
    const whole = await (await engine.jobs.resume(partial.id)).finished;
    expect(whole).toMatchObject({ state: 'done', failedUnits: [], result: { id: 'mosaic', windows: 6 } });
    expect(existsSync(at('runs', partial.id, 'work'))).toBe(false);
    expect(made.filter((unit) => unit.state === 'done')).toHaveLength(6);
    const log = readFileSync(at('runs', partial.id, 'log.ndjson'), 'utf8');
    expect(log).toContain('"stage":"Windows","units":6,"kept":5');
    const clean = await runJob();
    expect(sha256(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(sha256(at('mosaics', String(clean.result?.['id']), 'mosaic.bin')));
  });

  it('ends a job whose stage must not fail, with the cause itself', async () => {
    const job = await runJob({ troubles: { w2: 'fail' }, mayFail: false });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'RASTER_UNREADABLE', action: expect.any(String) } });
    expect(engine.context.catalog.scheme.list()).toEqual([]);
  });

  it('lets the others finish when it only crashed, and then the job fails and says how many', async () => {
    const job = await runJob({ troubles: { w0: 'crash' }, mayFail: false });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'JOB_WINDOWS_FAILED', message: expect.stringContaining('1 of 6 windows') } });
    expect(engine.context.catalog.jobs.units(job.id).filter((unit) => unit.state === 'done')).toHaveLength(5);
  });

  it('leaves nothing behind where nothing was made, so that the next job has its name', async () => {
    const refused = await runJob({ source: 'gone.bin' });
    expect(refused.state).toBe('failed');
    expect(existsSync(at('mosaics', 'mosaic'))).toBe(false);
    expect(existsSync(at('runs', refused.id, 'work'))).toBe(false);
    expect(await runJob()).toMatchObject({ state: 'done', result: { id: 'mosaic' } });
    expect(await (await engine.jobs.start('mosaic', params())).finished).toMatchObject({ result: { id: 'mosaic-2' } });
  });

  it('keeps what was finished before the job failed, and a resume goes on from there', async () => {
    const failed = await runJob({ troubles: { w2: 'fail' }, mayFail: false });
    expect(failed.state).toBe('failed');
    expect(existsSync(at('mosaics', 'mosaic'))).toBe(false);
    const kept = engine.context.catalog.jobs.units(failed.id).filter((unit) => unit.state === 'done').length;
    writeFileSync(at('mended'), '');
    expect(await (await engine.jobs.resume(failed.id)).finished).toMatchObject({ state: 'done', result: { id: 'mosaic', windows: 6 } });
    expect(readFileSync(at('runs', failed.id, 'log.ndjson'), 'utf8')).toContain(`"stage":"Windows","units":6,"kept":${kept}`);
  });

  it('fails the job when there is no other', async () => {
    const troubles = Object.fromEntries([0, 1, 2].map((index) => [`w${index}`, 'fail']));
    expect(await runJob({ windows: 3, troubles })).toMatchObject({ state: 'failed', error: { code: 'JOB_WINDOWS_FAILED' } });
  });
});

describe('stopping and going on', () => {
  async function started(change: Record<string, unknown>, windows = 2): Promise<{ id: string; finished: Promise<Job> }> {
    const { job, finished } = await engine.jobs.start('mosaic', params(change));
    const done = () => engine.context.catalog.jobs.units(job.id).filter((unit) => unit.state === 'done').length;
    await expect.poll(done, { timeout: 10_000, interval: 20 }).toBeGreaterThanOrEqual(windows);
    return { id: job.id, finished };
  }

  it('cancels within two seconds even when a task ignores it, and resumes to the same bytes', async () => {
    const { id } = await started({ windows: 8, delayMs: 20, troubles: { w5: 'deaf' } }, 7);
    const start = performance.now();
    const cancelled = await engine.jobs.cancel(id);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(cancelled).toMatchObject({ state: 'cancelled', error: null });
    expect(existsSync(at('mosaics', 'mosaic'))).toBe(true);
    expect(existsSync(at('runs', id, 'work'))).toBe(true);
    expect(engine.context.catalog.scheme.list()).toEqual([]);
    writeFileSync(at('mended'), '');
    expect(await (await engine.jobs.resume(id)).finished).toMatchObject({ state: 'done' });
    const clean = await runJob({ windows: 8 });
    expect(sha256(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(sha256(at('mosaics', String(clean.result?.['id']), 'mosaic.bin')));
  });

  it('leaves a job interrupted when the engine is closed, and another engine goes on with it, also from another folder', async () => {
    const { id } = await started({ windows: 20, delayMs: 40 });
    await engine[Symbol.asyncDispose]();
    const moved = `${folder}-moved`;
    renameSync(folder, moved);
    folder = moved;
    engine = openMosaicEngine(folder);
    expect(engine.context.catalog.jobs.get(id).state).toBe('interrupted');
    const kept = engine.context.catalog.jobs.units(id).length;
    expect(kept).toBeGreaterThan(1);
    expect(await (await engine.jobs.resume(id)).finished).toMatchObject({ state: 'done', result: { windows: 20 } });
    expect(readFileSync(at('runs', id, 'log.ndjson'), 'utf8')).toContain(`"kept":${kept}`);
  });

  it('does a finished window again when its file is gone or what it read was replaced', async () => {
    const { id, finished } = await started({ windows: 10, delayMs: 40 });
    await engine.jobs.cancel(id);
    await finished;
    rmSync(at('runs', id, 'work', 'w0.bin'));
    await (await engine.jobs.resume(id)).finished;
    const log = () => readFileSync(at('runs', id, 'log.ndjson'), 'utf8');
    expect(log()).not.toContain('Input:Changed');
    const clean = await runJob({ windows: 10 });
    expect(sha256(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(sha256(at('mosaics', String(clean.result?.['id']), 'mosaic.bin')));

    const second = await started({ windows: 10, delayMs: 40 });
    await engine.jobs.cancel(second.id);
    writeFileSync(at('source.bin'), 'other pixels');
    const ended = await (await engine.jobs.resume(second.id)).finished;
    const other = await runJob({ windows: 10 });
    expect(sha256(at('mosaics', String(ended.result?.['id']), 'mosaic.bin'))).toBe(sha256(at('mosaics', String(other.result?.['id']), 'mosaic.bin')));
    expect(runDocument(second.id).inputs[0]?.sha256).toBe(sha256(at('source.bin')));
  });

  it('keeps the folder of a stopped job from the next one', async () => {
    const { id } = await started({ windows: 20, delayMs: 40 });
    await engine.jobs.cancel(id);
    expect(await runJob()).toMatchObject({ state: 'done', result: { id: 'mosaic-2' } });
    expect(await (await engine.jobs.resume(id)).finished).toMatchObject({ state: 'done', result: { id: 'mosaic' } });
  });

  it('does not go on with a job whose folder a later one has written, nor with one that is done', async () => {
    const { id } = await started({ windows: 20, delayMs: 40, id: 'mine' });
    await engine.jobs.cancel(id);
    const later = await runJob({ id: 'mine' });
    await expect(engine.jobs.resume(id)).rejects.toMatchObject({ code: 'JOB_NOT_RESUMABLE' });
    await expect(engine.jobs.resume(later.id)).rejects.toMatchObject({ code: 'JOB_NOT_RESUMABLE', params: { state: 'done' } });
    await expect(engine.jobs.resume('nothing')).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});

describe('replay', () => {
  it('finds the same checksums again, touches nothing and leaves nothing', async () => {
    const { id } = await runJob();
    const before = sha256(at('mosaics', 'mosaic', 'mosaic.bin'));
    expect(await engine.jobs.replay(id)).toEqual({ identical: true, differences: [] });
    expect(existsSync(at('runs', `${id}-replay`))).toBe(false);
    expect(sha256(at('mosaics', 'mosaic', 'mosaic.bin'))).toBe(before);
    expect(engine.context.catalog.scheme.list()).toHaveLength(1);
  });

  it('makes the choices of the run again, whatever the catalog holds now', async () => {
    const { id } = await runJob({ seed: null });
    await runJob();
    expect(runDocument(id).params['seed']).toBe(0);
    expect(await engine.jobs.replay(id)).toEqual({ identical: true, differences: [] });
  });

  it('names an output that differs, is missing or is new', async () => {
    const { id } = await runJob();
    const run = runDocument(id);
    const outputs = [{ ...run.outputs[0], sha256: '0'.repeat(64) }, { path: 'mosaics/mosaic/legend.txt', bytes: 1, sha256: '1' }];
    writeFileSync(at('runs', id, 'run.json'), JSON.stringify({ ...run, outputs }));
    const { identical, differences } = await engine.jobs.replay(id);
    expect(identical).toBe(false);
    expect(differences).toEqual([expect.stringMatching(/^mosaic\.bin differs: /), 'legend.txt is missing from the replay']);
  });

  it('refuses when an input changed or is gone, before it does anything', async () => {
    const { id } = await runJob();
    writeFileSync(at('source.bin'), 'other pixels!!!!!');
    await expect(engine.jobs.replay(id)).rejects.toMatchObject({ code: 'REPLAY_INPUT_CHANGED', params: { file: at('source.bin'), run: id } });
    rmSync(at('source.bin'));
    await expect(engine.jobs.replay(id)).rejects.toMatchObject({ code: 'REPLAY_INPUT_CHANGED' });
    await expect(engine.jobs.replay('nothing')).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });

  it('is cancelled like a job', async () => {
    const { id } = await runJob({ windows: 30, delayMs: 40 });
    const controller = new AbortController();
    const replay = engine.jobs.replay(id, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(replay).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(at('runs', `${id}-replay`))).toBe(false);
  });
});
