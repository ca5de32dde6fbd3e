import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/main/cli/commands/all.ts';
import { commandHelp } from '../../src/main/cli/help.ts';

const base = mkdtempSync(join(tmpdir(), 'furrow-cli-'));
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});
const CLI = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `furrow …` as another program would. */
function furrow(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('close', (status) => {
      resolve({ status, out, err });
    });
  });
}

const document = ({ out }: Run): { ok: boolean; result?: Record<string, unknown>; error?: { code: string; message: string; action: string; params: object } } => JSON.parse(out) as never;

describe('furrow', () => {
  it('gives exactly one JSON document with --json, and says what is wrong with what', async () => {
    const made = await furrow('init', '--workspace', join(base, 'area'), '--json');
    expect(made.status).toBe(0);
    expect(document(made)).toEqual({ ok: true, result: { workspace: join(base, 'area') } });

    const nothing = await furrow('info', 'no-such-thing', '--workspace', join(base, 'area'), '--json');
    expect(nothing.status).toBe(1);
    expect(document(nothing)).toMatchObject({ ok: false, error: { code: 'RECORD_NOT_FOUND', params: { id: 'no-such-thing' } } });
    expect(document(nothing).error?.action).not.toBe('');
  });

  it('tells wrong use (2) from failure (1)', async () => {
    const dance = await furrow('dance');
    expect(dance).toMatchObject({ status: 2, out: '' });
    expect(dance.err).toBe('There is no command “dance”.\nRun “furrow --help” for the list of commands.\n');
    expect((await furrow('import', '--workspace', base)).status).toBe(2);
    expect(await furrow('composite', '--no-such-flag')).toMatchObject({ status: 2, err: expect.stringContaining('“furrow composite” has no flag --no-such-flag.') as string });
    expect(await furrow('train', '--seed')).toMatchObject({ status: 2, err: expect.stringContaining('--seed needs a value.') as string });
    // A word that means nothing is no reason to go on as if it were not there.
    expect(await furrow('train', 'fields', '--samples', 'fields')).toMatchObject({ status: 2, err: expect.stringContaining('“furrow train” takes no “fields” after its name.') as string });
    expect((await furrow('list', 'scenes', '--max-cloud', 'much', '--workspace', base)).status).not.toBe(0);
    const failed = await furrow('list', 'scenes', '--workspace', join(base, 'not-there'));
    expect(failed.status).toBe(1);
    expect(failed.err).toMatch(/is not a Furrow workspace/);
    expect(failed.out).toBe('');
  });

  it('exits with 4 and lists what it skipped when only some inputs were good', async () => {
    const workspace = join(base, 'partly');
    const inputs = join(base, 'inputs');
    mkdirSync(inputs);
    const scheme = { id: 'crops', title: 'Crops', classes: [{ value: 1, code: 'wheat', labels: { en: 'Wheat' }, colour: '#ccaa00' }, { value: 2, code: 'maize', labels: { en: 'Maize' }, colour: '#228833' }], mappings: {} };
    writeFileSync(join(inputs, 'crops.json'), JSON.stringify(scheme));
    writeFileSync(join(inputs, 'notes.txt'), 'no product');
    await furrow('init', '--workspace', workspace);
    const run = await furrow('import', join(inputs, 'crops.json'), join(inputs, 'notes.txt'), '--workspace', workspace, '--json');
    expect(run.status).toBe(4);
    expect(document(run).result).toMatchObject({ imported: [{ kind: 'scheme', id: 'crops' }], skipped: [{ path: join(inputs, 'notes.txt'), code: 'PRODUCT_NOT_UNDERSTOOD' }] });
  });

  it('understands a negative number after a flag', async () => {
    const run = await furrow('import', join(base, 'nothing'), '--boa-offset', '-1000', '--workspace', join(base, 'area'), '--json');
    expect(document(run).error?.code).toBe('FILE_NOT_FOUND');
  });
});

describe('furrow --help', () => {
  it('lists every command, and each has a page with its flags and an example', async () => {
    const { out, status } = await furrow('--help');
    expect(status).toBe(0);
    for (const command of COMMANDS) {
      expect(out).toContain(`  ${command.name} `);
      expect(command.example).toMatch(new RegExp(`^furrow ${command.name}\\b`));
      const documented = Object.keys(command.flags).join(' ');
      for (const flag of Object.keys(command.options)) expect(documented, `--${flag} of ${command.name}`).toContain(`--${flag}`);
      const named = [...documented.matchAll(/--([a-z0-9-]+)/g)].map(([, flag]) => flag);
      expect(named.filter((flag) => flag !== undefined && !(flag in command.options)), command.name).toEqual([]);
      for (const line of commandHelp(command).split('\n').filter((text) => text.includes('  '))) expect(line.length, line).toBeLessThanOrEqual(110);
    }
  });

  it('tells what each action of a command does', async () => {
    const { out, status } = await furrow('samples', '--help');
    expect(status).toBe(0);
    expect(out).toMatch(/^furrow samples ACTION\n/);
    expect(out).toMatch(/^ {2}leak ID +measures how much better a random split/m);
  });

  it('makes a workspace in the folder that is named', async () => {
    const run = await furrow('init', join(base, 'named'), '--json');
    expect(document(run)).toEqual({ ok: true, result: { workspace: join(base, 'named') } });
  });
});
