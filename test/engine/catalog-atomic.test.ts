import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeAbandonedFiles } from '../../src/main/engine/workspace/layout.ts';
import { removeStalePartials, replaceAtomically, sha256File, writeFileAtomic, writeFilesAtomic } from '../../src/main/engine/workspace/atomic.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-atomic-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a file that is replaced', () => {
  it('appears under its final name only when it is whole, in a folder made for it', async () => {
    const path = join(folder, 'maps', 'a', 'card.json');
    await replaceAtomically(path, async (temporary) => {
      writeFileSync(temporary, 'half');
      expect(readdirSync(join(folder, 'maps', 'a'))).not.toContain('card.json');
      writeFileSync(temporary, 'whole');
    });
    expect(readFileSync(path, 'utf8')).toBe('whole');
    expect(readdirSync(join(folder, 'maps', 'a'))).toEqual(['card.json']);
  });

  it('stays as it was, with nothing left beside it, when writing fails', async () => {
    const path = join(folder, 'a.txt');
    await writeFileAtomic(path, 'old');
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const attempt = replaceAtomically(path, async (temporary) => {
      writeFileSync(temporary, 'ne');
      throw full;
    });
    await expect(attempt).rejects.toMatchObject({ code: 'DISK_FULL', params: { file: path } });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('survives two writers at once with one whole text', async () => {
    const path = join(folder, 'a.txt');
    await Promise.all(['one', 'two', 'three'].map((text) => writeFileAtomic(path, text)));
    expect(['one', 'two', 'three']).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  it('says which file the system refuses', async () => {
    const refused = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
    const path = join(folder, 'a.txt');
    await expect(replaceAtomically(path, () => Promise.reject(refused))).rejects.toMatchObject({ code: 'FILE_NOT_ALLOWED', params: { file: path } });
  });
});

describe('many files at once', () => {
  it('are all written, in folders made for them', async () => {
    const files = Array.from({ length: 100 }, (_, i) => ({ path: join(folder, String(i % 3), `${i}.json`), data: String(i) }));
    await writeFilesAtomic(files);
    for (const { path, data } of files) expect(readFileSync(path, 'utf8')).toBe(data);
    expect(readdirSync(folder)).toEqual(['0', '1', '2']);
    expect(readdirSync(join(folder, '0'))).toHaveLength(34);
  });

  it('stop at the first that cannot be written, and leave no half', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const files = Array.from({ length: 100 }, (_, i) => ({ path: join(folder, i === 5 ? 'taken/5.json' : `${i}.json`), data: 'x' }));
    await expect(writeFilesAtomic(files)).rejects.toMatchObject({ name: 'AppError' });
    const names = readdirSync(folder);
    expect(names.length).toBeLessThan(100);
    expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('files left half-written', () => {
  it('are removed when their process is gone and kept while it lives', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(folder, `.map.tif.partial-${gone}-1`), '');
    writeFileSync(join(folder, `.map.tif.partial-${process.pid}-1`), '');
    writeFileSync(join(folder, 'map.partial-1.tif'), '');
    expect(await removeStalePartials(folder)).toEqual([`.map.tif.partial-${gone}-1`]);
    expect(readdirSync(folder).sort()).toEqual([`.map.tif.partial-${process.pid}-1`, 'map.partial-1.tif']);
    expect(await removeStalePartials(join(folder, 'missing'))).toEqual([]);
  });
});

describe('a workspace', () => {
  it('is cleared of what killed processes left anywhere in it', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const left = [`.furrow.sqlite.partial-${gone}-1`, `maps/a/.map.tif.partial-${gone}-2`, `observations/x/.2021.tif.partial-${gone}`];
    await writeFilesAtomic([...left, 'maps/a/map.tif', 'mine/.x.partial-1-1'].map((name) => ({ path: join(folder, name), data: 'x' })));
    expect(await removeAbandonedFiles(folder)).toBe(3);
    expect(readdirSync(join(folder, 'maps/a'))).toEqual(['map.tif']);
    expect(readdirSync(join(folder, 'mine'))).toHaveLength(1);
  });
});

describe('a file’s checksum', () => {
  it('is the SHA-256 that sha256sum prints', async () => {
    const path = join(folder, 'abc');
    writeFileSync(path, 'abc');
    // printf abc | sha256sum
    expect(await sha256File(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    await expect(sha256File(join(folder, 'missing'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
