import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDropped } from '../../src/main/engine/workspace/find-dropped.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'furrow-dropped-')));
  mkdirSync(join(folder, 'open', 'scenes', 'A.SAFE'), { recursive: true });
  mkdirSync(join(folder, 'closed'));
  writeFileSync(join(folder, 'open', 'scenes', 'fields.gpkg'), 'fields');
  writeFileSync(join(folder, 'closed', 'secret.gpkg'), 'secret');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = (): string => join(folder, 'open');
const told = (path: string): { name: string; bytes: number; modified: number } => {
  const { size, mtimeMs } = statSync(path);
  return { name: path.split('/').pop() ?? '', bytes: size, modified: Math.floor(mtimeMs) };
};

describe('finding what was dropped on a browser', () => {
  it('finds a file by name, length and time, and a folder by name', async () => {
    const file = join(open(), 'scenes', 'fields.gpkg');
    expect(await findDropped([open()], [told(file), { name: 'A.SAFE', bytes: null, modified: null }])).toEqual([file, join(open(), 'scenes', 'A.SAFE')]);
  });

  it('does not take another file of the same name', async () => {
    const file = told(join(open(), 'scenes', 'fields.gpkg'));
    expect(await findDropped([open()], [{ ...file, bytes: file.bytes + 1 }, { ...file, modified: file.modified - 5000 }])).toEqual([null, null]);
  });

  it('does not choose between two that fit', async () => {
    mkdirSync(join(open(), 'copy', 'A.SAFE'), { recursive: true });
    expect(await findDropped([open()], [{ name: 'A.SAFE', bytes: null, modified: null }])).toEqual([null]);
  });

  it('counts a file once that two roots hold', async () => {
    const file = join(open(), 'scenes', 'fields.gpkg');
    expect(await findDropped([open(), join(open(), 'scenes')], [told(file)])).toEqual([file]);
  });

  it('sees nothing outside the roots, not through a link either, and nothing that is hidden', async () => {
    const secret = told(join(folder, 'closed', 'secret.gpkg'));
    symlinkSync(join(folder, 'closed'), join(open(), 'link'));
    mkdirSync(join(open(), '.hidden'));
    writeFileSync(join(open(), '.hidden', 'secret.gpkg'), 'secret');
    expect(await findDropped([open()], [{ ...secret, modified: null }])).toEqual([null]);
  });
});
