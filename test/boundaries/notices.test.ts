import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from './import-graph.ts';

it('NOTICE lists what the lock file installs (else run: node build/notices.mjs)', () => {
  const check = spawnSync(process.execPath, [join(root, 'build/notices.mjs'), '--check'], { encoding: 'utf8' });
  expect(check.stderr).toBe('');
  expect(check.status).toBe(0);
});

/** Licences that an Apache-2.0 program may ship code under, with their texts. */
const ALLOWED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'Python-2.0', 'CC0-1.0', 'Zlib', 'OFL-1.1'];

it('every package that ships has a licence which lets an Apache-2.0 program ship it', () => {
  const [, engine = '', window = ''] = readFileSync(join(root, 'NOTICE'), 'utf8').split(/^-+$/m);
  const rows = [engine, window].flatMap((table) => table.trim().split('\n\n')[0]?.split('\n') ?? []);
  expect(rows.length).toBeGreaterThan(60);
  const refused = rows.filter((row) => {
    const [, ...expression] = row.split(/\s+/);
    const names = expression.join(' ').split(/[()\s]+|\bAND\b|\bOR\b/).filter(Boolean);
    return names.length === 0 || names.some((name) => !ALLOWED.includes(name));
  });
  expect(refused).toEqual([]);
});
