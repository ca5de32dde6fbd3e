import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workspace } from '../../src/main/engine/workspace/workspace.ts';
import { hygieneContract } from '../../src/shared/contract/hygiene.ts';

let base = '';
const at = (...names: string[]) => join(base, ...names);
let workspace: Workspace;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'furrow-paths-')));
  for (const folder of ['area/models', 'area/samples/fields', 'victim', 'large-disk']) mkdirSync(at(...folder.split('/')), { recursive: true });
  symlinkSync(at('victim'), at('area', 'models', 'linked'));
  symlinkSync(at('victim', 'samples.parquet'), at('area', 'samples', 'fields', 'samples.parquet'));
  symlinkSync(at('large-disk'), at('area', 'composites'));
  workspace = new Workspace(at('area'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a path that Furrow writes to', () => {
  it.each(['models/new', 'models/..new/model.onnx', 'composites/new/2022.tif'])('lies in the workspace, or on the disk that one of its folders links to: %s', (path) => {
    expect(workspace.inside(path)).toBe(at('area', ...path.split('/')));
    expect(workspace.place(path)).toBe(at('area', ...path.split('/')));
  });

  it.each(['', '.', '..', '../victim', '../area', 'models/../../victim/model.onnx', '/etc/passwd', 'models/linked', 'models/linked/model.onnx', 'samples/fields/samples.parquet'])('is refused where it leads out: %j', (path) => {
    const refusal = expect.objectContaining({ code: 'OUTPUT_OUTSIDE' }) as Error;
    expect(() => workspace.inside(path)).toThrow(refusal);
    expect(() => workspace.place(path)).toThrow(refusal);
    expect(existsSync(at('victim', 'model.onnx'))).toBe(false);
  });
});

it('names of checks lead nowhere else', () => {
  const { input } = hygieneContract['hygiene.findings'];
  expect(input.safeParse({ samples: 'fields', check: 'check-12' }).success).toBe(true);
  for (const check of ['../../victim', 'check-1/..', 'leak-1', '']) expect(input.safeParse({ samples: 'fields', check }).success, check).toBe(false);
});
