import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PathPolicy } from '../../src/main/host/path-policy.ts';

const base = mkdtempSync(join(tmpdir(), 'furrow-policy-'));
const root = join(base, 'scenes');
mkdirSync(join(root, 'inner'), { recursive: true });
mkdirSync(join(base, 'scenes-secret'));
writeFileSync(join(base, 'scenes-secret', 'key'), 'x');
symlinkSync(join(base, 'scenes-secret'), join(root, 'way-out'));
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('file access inside granted roots', () => {
  const policy = new PathPolicy([root]);

  it.each(['', 'inner', 'inner/not-there-yet.tif', 'inner/../inner'])('opens %j in the root', (name) => {
    expect(() => {
      policy.check(join(root, name));
    }).not.toThrow();
  });

  it.each(['../scenes-secret/key', '..', 'way-out/key', 'inner/../../scenes-secret/new', '../scenes-secret'])('refuses %j', (name) => {
    expect(() => {
      policy.check(`${root}/${name}`);
    }).toThrow(/outside the folders/);
  });

  it('refuses a path with a NUL, whatever stands before it', () => {
    expect(() => {
      policy.check(`${root}/a\0/../../etc/passwd`);
    }).toThrow(/outside the folders/);
  });

  it('opens what the user picked later', () => {
    const later = new PathPolicy([root]);
    later.grant(join(base, 'scenes-secret', 'key'));
    expect(() => {
      later.check(join(base, 'scenes-secret', 'key'));
    }).not.toThrow();
  });
});
