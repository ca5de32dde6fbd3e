import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { writeVector } from '../../src/main/engine/gdal/vector.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { hash32 } from '../../src/main/engine/samples/random.ts';

const CLI = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));
const SIDE = 300;

const base = mkdtempSync(join(tmpdir(), 'furrow-disk-'));
const disk = join(base, 'disk');
const home = join(disk, 'area');
const inputs = join(base, 'inputs');

function mount(...args: string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
}

mkdirSync(disk);
/** Only root may mount; elsewhere these are listed as skipped. */
const canMount = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk) && spawnSync('umount', [disk]).status === 0;

interface Answer {
  readonly status: number | null;
  readonly ok: boolean;
  readonly result: Record<string, unknown>;
  readonly error: { readonly code: string; readonly message: string; readonly action: string };
}

function furrow(...args: string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args, '--workspace', home, '--json'], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000, killSignal: 'SIGKILL' });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('close', (status) => {
      try {
        resolve({ status, ...(JSON.parse(out) as Omit<Answer, 'status'>) });
      } catch (cause) {
        reject(new Error(`not one JSON document: “${out}”, ${err}`, { cause }));
      }
    });
  });
}

/** Leaves so many KiB of the disk. */
function leave(kib: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - kib * 1024), 1));
}

function partials(): string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.partial-'));
}

beforeAll(async () => {
  mkdirSync(join(inputs, 'scenes'), { recursive: true });
  for (const [date, day] of ['2024-06-02', '2024-06-17', '2024-07-05'].entries()) {
    const planes = [1, 2].map((band) => Uint16Array.from({ length: SIDE * SIDE }, (_, i) => 500 + (hash32(date, band, i) % 4000)));
    await writeGeotiff(join(inputs, 'scenes', `s_${day}.tif`), { crs: 'EPSG:32631', affine: [700_000, 10, 0, 5_600_000, 0, -10], width: SIDE, height: SIDE }, { dtype: 'uint16', planes, nodata: 0 });
  }
  writeVector(join(inputs, 'fields.gpkg'), { name: 'fields', crs: 'EPSG:32631', fields: [{ name: 'code', type: 'string' }, { name: 'words', type: 'string' }], geometryType: 'polygon' }, (add) => {
    for (let i = 0; i < 3000; i++) {
      const x = 700_000 + i * 30;
      add({ properties: { code: 'wheat', words: 'x'.repeat(200) }, geometry: gdal.Geometry.fromGeoJson({ type: 'Polygon', coordinates: [[[x, 5_600_000], [x + 20, 5_600_000], [x + 20, 5_600_020], [x, 5_600_020], [x, 5_600_000]]] }) });
    }
  });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe.skipIf(!canMount)('a disk without room (needs the right to mount one)', () => {
  beforeEach(() => {
    expect(mount('-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk)).toBe(true);
  });
  afterEach(() => {
    expect(spawnSync('umount', [disk]).status).toBe(0);
  });

  it('refuses a new workspace, and takes it once there is room', async () => {
    leave(100);
    expect(await furrow('init')).toMatchObject({ status: 1, ok: false, error: { code: 'DISK_FULL' } });
    rmSync(join(disk, 'filler'));
    expect(await furrow('init')).toMatchObject({ status: 0, result: { workspace: home } });
  });

  it('ends an import of parcels with DISK_FULL, registers nothing of it, and lists what was there', async () => {
    await furrow('init');
    expect(await furrow('import', join(inputs, 'scenes'), '--bands', 'B04,B08')).toMatchObject({ status: 0 });
    leave(700);
    expect(await furrow('import', join(inputs, 'fields.gpkg'))).toMatchObject({ status: 1, error: { code: 'DISK_FULL', message: expect.stringContaining('fields.gpkg') as string } });
    expect(partials()).toEqual([]);
    expect(await furrow('list', 'parcels')).toMatchObject({ status: 0, result: { items: [] } });
    expect((await furrow('list', 'scenes')).result['items']).toHaveLength(3);
    rmSync(join(disk, 'filler'));
    expect(await furrow('import', join(inputs, 'fields.gpkg'))).toMatchObject({ status: 0, result: { imported: [{ kind: 'parcels' }] } });
  });

  it('stops a composite with DISK_FULL, keeps it, and finishes it byte for byte once there is room', async () => {
    await furrow('init');
    await furrow('import', join(inputs, 'scenes'), '--bands', 'B04,B08');
    leave(1300);
    expect(await furrow('composite', '--bands', 'B04,B08', '--mask', 'none', '--crs', 'EPSG:32632', '--resolution', '10')).toMatchObject({ status: 1, error: { code: 'DISK_FULL', action: expect.stringContaining('resume') as string } });
    const [job] = (await furrow('jobs')).result['items'] as { id: string; state: string }[];
    expect(job?.state).toBe('failed');
    expect(partials()).toEqual([]);
    expect((await furrow('list', 'composites')).result).toEqual({ items: [] });
    rmSync(join(disk, 'filler'));
    expect(mount('-o', 'remount,size=64m', disk)).toBe(true);
    expect(await furrow('resume', job?.id ?? '')).toMatchObject({ status: 0, result: { state: 'done' } });
    expect(await furrow('replay', job?.id ?? '')).toMatchObject({ status: 0, result: { identical: true } });
  }, 120_000);

  it('that is read-only refuses every command that would write, in words about the workspace', async () => {
    await furrow('init');
    expect(mount('-o', 'remount,ro', disk)).toBe(true);
    for (const command of [['list', 'scenes'], ['import', join(inputs, 'scenes'), '--bands', 'B04,B08'], ['composite', '--bands', 'B04']]) {
      expect(await furrow(...command), command.join(' ')).toMatchObject({ status: 1, error: { code: 'WORKSPACE_READ_ONLY', message: expect.stringContaining(home) as string } });
    }
    const other = spawnSync(process.execPath, [CLI, 'init', '--workspace', join(disk, 'other'), '--json'], { encoding: 'utf8' });
    expect(JSON.parse(other.stdout)).toMatchObject({ error: { code: 'WORKSPACE_READ_ONLY' } });
  });
});
