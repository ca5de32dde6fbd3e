import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { hash32 } from '../../src/main/engine/samples/random.ts';

const CLI = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));
const SIDE = 640;
const DATES = ['2024-05-03', '2024-05-18', '2024-06-02', '2024-06-17', '2024-07-03', '2024-07-22'];
/** Another zone than the scenes': every scene is warped and kept, one unit each, before the windows are composed. */
const COMPOSITE = ['composite', '--bands', 'B04,B08', '--period', '16d', '--gap', 'linear', '--crs', 'EPSG:32632', '--resolution', '10', '--observations', 'keep', '--workers', '1'];

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>;
  /** Resolves when standard error has said the words. */
  heard(words: RegExp): Promise<void>;
}

const running = new Set<ChildProcess>();
let base = '';

function furrow(...args: string[]): Run {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let [out, err] = ['', ''];
  const waiting: { words: RegExp; resolve: () => void }[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    for (const { words, resolve } of waiting) if (words.test(err)) resolve();
  });
  const ended = new Promise<Awaited<Run['ended']>>((resolve) => {
    child.on('close', (status) => {
      running.delete(child);
      resolve({ status, out, err });
    });
  });
  const heard = (words: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ words, resolve });
      void ended.then(() => reject(new Error(`it ended before it said ${String(words)}: ${err}`)));
    });
  return { child, ended, heard };
}

async function json(...args: string[]): Promise<{ status: number | null; ok: boolean; result: Record<string, unknown>; error: { code: string } }> {
  const { status, out, err } = await furrow(...args, '--json').ended;
  expect(out.trim().split('\n'), err).toHaveLength(1);
  return { status, ...(JSON.parse(out) as { ok: boolean; result: Record<string, unknown>; error: { code: string } }) };
}

async function newestJob(workspace: string): Promise<{ id: string; state: string }> {
  const { result } = await json('jobs', '-w', workspace);
  return (result['items'] as { id: string; state: string }[])[0] as { id: string; state: string };
}

const sums = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.tif')).sort().map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]));

function partials(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.partial-'));
}

let template = '';
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'furrow-cli-jobs-'));
  const scenes = join(base, 'scenes');
  mkdirSync(scenes);
  for (const [date, day] of DATES.entries()) {
    const plane = (band: number): Uint16Array => Uint16Array.from({ length: SIDE * SIDE }, (_, i) => 500 + (hash32(date, band, i) % 4000));
    const scl = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => (hash32(date, 9, i) % 10 < 3 ? 9 : 4));
    await writeGeotiff(join(scenes, `s_${day}.tif`), { crs: 'EPSG:32631', affine: [700_000, 10, 0, 5_600_000, 0, -10], width: SIDE, height: SIDE }, { dtype: 'uint16', planes: [plane(1), plane(2), scl], nodata: 0 });
  }
  template = join(base, 'template');
  await furrow('init', '-w', template).ended;
  const imported = await json('import', scenes, '--bands', 'B04,B08,SCL', '-w', template);
  expect(imported).toMatchObject({ status: 0, ok: true });
}, 120_000);

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

function workspace(name: string): string {
  const folder = join(base, name);
  cpSync(template, folder, { recursive: true });
  return folder;
}

describe('furrow composite', () => {
  it('that is killed with -9 twice and resumed gives the files of an undisturbed run, and replays to them', async () => {
    const calm = workspace('calm');
    const made = await json(...COMPOSITE, '-w', calm);
    expect(made.status).toBe(0);
    const id = String(made.result['id']);

    const rough = workspace('rough');
    const first = furrow(...COMPOSITE, '-w', rough);
    await first.heard(/ observe: /);
    first.child.kill('SIGKILL');
    await first.ended;
    const job = await newestJob(rough);
    expect(job.state).toBe('interrupted');
    expect(existsSync(join(rough, 'composites', id, '2024-05-03.tif'))).toBe(false);

    const second = furrow('resume', job.id, '-w', rough);
    await second.heard(/ (observe|windows|assemble): /);
    second.child.kill('SIGKILL');
    await second.ended;
    const resumed = await json('resume', job.id, '-w', rough);
    expect(resumed).toMatchObject({ status: 0, result: { id, state: 'done' } });
    expect(sums(join(rough, 'composites', id))).toEqual(sums(join(calm, 'composites', id)));
    expect(Object.keys(sums(join(rough, 'composites', id))).length).toBeGreaterThan(3);
    expect(await json('replay', job.id, '-w', rough)).toMatchObject({ status: 0, result: { state: 'done', identical: true, differences: [] } });
    expect(partials(rough)).toEqual([]);
  }, 240_000);

  it('is cancelled from a second terminal: exit status 3, one JSON document, nothing half-written, and resumes', async () => {
    const folder = workspace('cancelled');
    const first = furrow(...COMPOSITE, '-w', folder, '--json');
    await first.heard(/ observe: /);
    const { id } = await newestJob(folder);
    expect(await json('cancel', id, '-w', folder)).toMatchObject({ status: 0, result: { id, state: 'cancelled' } });
    const { status, out } = await first.ended;
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect((await json('list', 'composites', '-w', folder)).result).toEqual({ items: [] });
    expect(partials(folder)).toEqual([]);
    expect(await json('resume', id, '-w', folder)).toMatchObject({ status: 0, result: { state: 'done' } });
  }, 120_000);

  it('is cancelled by Ctrl+C with exit status 3', async () => {
    const folder = workspace('interrupted');
    const run = furrow(...COMPOSITE, '-w', folder, '--json');
    await run.heard(/ observe: /);
    run.child.kill('SIGINT');
    const { status, out } = await run.ended;
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect((await newestJob(folder)).state).toBe('cancelled');
  }, 60_000);

  it('fails with the words, the file and the parameters of the error when a scene is gone since its import', async () => {
    const folder = workspace('damaged');
    const scenes = join(base, 'scenes-damaged');
    cpSync(join(base, 'scenes'), scenes, { recursive: true });
    const path = join(scenes, 's_2024-05-03.tif');
    await json('import', path, '--bands', 'B04,B08,SCL', '-w', folder);
    rmSync(path);
    const scene = ((await json('list', 'scenes', '-w', folder)).result['items'] as { id: string; source: string }[]).find(({ source }) => source === path);
    const { out, status } = await furrow(...COMPOSITE, '--scenes', scene?.id ?? '', '-w', folder, '--json').ended;
    const { error } = JSON.parse(out) as { error: { code: string; message: string; params: Record<string, string> } };
    expect(status).toBe(1);
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', params: { file: path } });
    expect(error.message).toContain(path);
  }, 60_000);
});

describe('a workspace that the browser host has open', () => {
  it('answers the command line of the same user through it', async () => {
    const folder = workspace('served');
    const host = furrow('serve', '-w', folder);
    await host.heard(/Furrow is at http/);
    expect((await json('list', 'scenes', '-w', folder)).result['items']).toHaveLength(DATES.length);
    host.child.kill('SIGTERM');
    expect((await host.ended).status).toBe(0);
    expect((await json('jobs', '-w', folder)).status).toBe(0);
  }, 60_000);
});
