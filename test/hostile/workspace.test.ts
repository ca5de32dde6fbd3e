import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { catalogError } from '../../src/main/engine/catalog/sqlite-error.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { sceneRecord } from '../engine/catalog-records.ts';

const now = () => new Date('2022-02-02T00:00:00Z');
const OWNER = fileURLToPath(new URL('workspace-owner.ts', import.meta.url));
let folder = '';
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-workspace-'));
});
afterEach(async () => {
  for (const child of children) await ended(child);
  children = [];
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a second Furrow on the workspace and gives its first line. */
async function second(...flags: string[]): Promise<{ child: ChildProcess; answer: Record<string, unknown> }> {
  const child = spawn(process.execPath, [OWNER, folder, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  return { child, answer: JSON.parse(line) as Record<string, unknown> };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function mark(pragma: string): void {
  const database = new Database(path());
  database.pragma(pragma);
  database.close();
}

const path = () => join(folder, 'furrow.sqlite');

describe('a second Furrow on the same workspace', () => {
  it('is refused with the process id of the first, and gets it when the first closes', async () => {
    await createWorkspace(folder);
    const { child, answer } = await second();
    expect(answer).toEqual({ opened: true });
    expect(() => openCatalog({ folder, now })).toThrow(expect.objectContaining({ code: 'WORKSPACE_IN_USE', params: { folder, pid: String(child.pid) } }));
    child.stdin?.end();
    await once(child, 'exit');
    using catalog = openCatalog({ folder, now });
    expect((await second()).answer).toMatchObject({ code: 'WORKSPACE_IN_USE', params: { pid: String(process.pid) } });
    expect(catalog.scene.list()).toEqual([]);
  });

  it('is refused in the same process too', async () => {
    await createWorkspace(folder);
    using first = openCatalog({ folder, now });
    expect(() => openCatalog({ folder, now })).toThrow(expect.objectContaining({ code: 'WORKSPACE_IN_USE' }));
    first.scene.insert(sceneRecord());
  });

  it('of several at once, exactly one gets it', async () => {
    await createWorkspace(folder);
    const answers = await Promise.all(Array.from({ length: 3 }, () => second()));
    expect(answers.filter(({ answer }) => answer['opened'] === true)).toHaveLength(1);
    expect(answers.filter(({ answer }) => answer['code'] === 'WORKSPACE_IN_USE')).toHaveLength(2);
  });
});

describe('a Furrow that was killed', () => {
  it('leaves a workspace that opens at once with what was registered', async () => {
    await createWorkspace(folder);
    const { child } = await second('--write');
    await ended(child);
    expect(readFileSync(join(folder, '.furrow.owner'), 'utf8')).toBe(`${child.pid}\n`);
    using catalog = openCatalog({ folder, now });
    expect(catalog.scene.list().map((scene) => scene.id)).toEqual(['written']);
  });

  it('in the middle of a change leaves nothing of it', async () => {
    await createWorkspace(folder);
    const { child } = await second('--half-a-transaction');
    await ended(child);
    using catalog = openCatalog({ folder, now });
    expect(catalog.scene.list()).toEqual([]);
    expect(catalog.eventsSince(0)).toEqual([]);
  });
});

describe('a read-only workspace', () => {
  it('is refused, and stays as it was', async () => {
    await createWorkspace(folder);
    const names = readdirSync(folder);
    chmodSync(folder, 0o555);
    expect((await second('--as-nobody')).answer).toMatchObject({ code: 'WORKSPACE_READ_ONLY', params: { folder } });
    expect(readdirSync(folder)).toEqual(names);
  });

  it('is refused where only the catalog itself cannot be written', async () => {
    await createWorkspace(folder);
    chmodSync(folder, 0o777);
    chmodSync(path(), 0o444);
    expect((await second('--as-nobody')).answer).toMatchObject({ code: 'WORKSPACE_READ_ONLY' });
  });

  it('cannot be made in a folder that may not be written to', async () => {
    chmodSync(folder, 0o555);
    expect((await second('--as-nobody', '--create')).answer).toMatchObject({ code: 'WORKSPACE_READ_ONLY', params: { folder } });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a newer catalog', () => {
  it('is refused with both versions, and not a byte of it changes', async () => {
    await createWorkspace(folder);
    mark('user_version = 990');
    utimesSync(path(), 1000, 1000);
    const [bytes, names] = [readFileSync(path()), readdirSync(folder)];
    expect(() => openCatalog({ folder, now })).toThrow(expect.objectContaining({ code: 'CATALOG_NEWER', params: { folder, found: 990, known: 30 } }));
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    expect(statSync(path()).mtimeMs).toBe(1_000_000);
    expect(readdirSync(folder)).toEqual(names);
  });
});

describe('a damaged catalog', () => {
  it.each([
    ['empty', () => truncateSync(path(), 0)],
    ['cut off', () => truncateSync(path(), 5000)],
    ['text', () => writeFileSync(path(), 'no catalog at all, but longer than a hundred bytes '.repeat(40))],
    ['another program’s', () => mark('application_id = 7')],
    ['overwritten in the middle', () => writeFileSync(path(), Buffer.concat([readFileSync(path()).subarray(0, 4096), Buffer.alloc(60_000, 0xa5)]))],
  ])('that is %s is refused, and kept for whoever can mend it', async (_how, damage) => {
    await createWorkspace(folder);
    damage();
    const bytes = readFileSync(path());
    expect(() => openCatalog({ folder, now })).toThrow(expect.objectContaining({ code: 'CATALOG_DAMAGED' }));
    expect(readFileSync(path()).equals(bytes)).toBe(true);
  });

  it('with one record that does not fit names the record and the field', async () => {
    await createWorkspace(folder);
    {
      using catalog = openCatalog({ folder, now });
      catalog.scene.insert(sceneRecord());
    }
    const database = new Database(path());
    database.exec("UPDATE scene SET record = json_set(record, '$.cloudCover', 'much')");
    database.close();
    using catalog = openCatalog({ folder, now });
    expect(() => catalog.scene.list()).toThrow(/scene “S2A_MSIL2A_20210514_T31UFS”, field “cloudCover”/);
  });
});

describe('a full disk', () => {
  it('is told as such, whether SQLite or the system notices it', () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    expect(catalogError(full, folder)).toMatchObject({ code: 'DISK_FULL' });
    expect(catalogError(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }), folder)).toMatchObject({ code: 'DISK_FULL' });
  });
});

describe('a folder for a new workspace', () => {
  it('may be new, and then holds the folders, the catalog and a STAC catalog', async () => {
    const place = join(folder, 'deep', 'my-area');
    expect(await initWorkspace(place)).toBe(true);
    expect(readdirSync(place).filter((name) => !name.startsWith('.'))).toEqual(['calendars', 'catalog.json', 'composites', 'embeddings', 'furrow.sqlite', 'maps', 'models', 'observations', 'parcels', 'runs', 'samples']);
    expect(JSON.parse(readFileSync(join(place, 'catalog.json'), 'utf8'))).toMatchObject({ type: 'Catalog', title: 'my-area' });
    expect(await initWorkspace(place)).toBe(false);
  });

  it('may not hold anybody else’s files', async () => {
    writeFileSync(join(folder, 'thesis.docx'), '');
    await expect(initWorkspace(folder)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_EMPTY', params: { folder } });
    expect(readdirSync(folder)).toEqual(['thesis.docx']);
    mkdirSync(join(folder, 'b', 'maps', 'Paris'), { recursive: true });
    await expect(initWorkspace(join(folder, 'b'))).rejects.toMatchObject({ code: 'WORKSPACE_NOT_EMPTY' });
    await expect(initWorkspace(join(folder, 'thesis.docx'))).rejects.toMatchObject({ code: 'WORKSPACE_NOT_EMPTY' });
  });

  it('may hold what an attempt that was killed left behind', async () => {
    mkdirSync(join(folder, 'maps'));
    writeFileSync(join(folder, '.furrow.sqlite.partial-1-1'), 'half');
    writeFileSync(join(folder, '.DS_Store'), '');
    expect(await initWorkspace(folder)).toBe(true);
    expect(existsSync(path())).toBe(true);
  });

  it('that is no workspace is not opened, and nothing is made in it', () => {
    expect(() => openCatalog({ folder, now })).toThrow(expect.objectContaining({ code: 'WORKSPACE_NOT_FOUND' }));
    expect(readdirSync(folder)).toEqual([]);
  });
});
