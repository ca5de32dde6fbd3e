import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type EngineLink, EngineRefused, restartDelayMs, superviseEngine } from '../../../src/main/shell/engine-link.ts';

const folders: string[] = [];
const links: EngineLink[] = [];

/** A link to an engine that is this program; it counts its starts in `starts`. */
function linkTo(program: string, options: { readonly delayMs?: (crashes: number) => number | null; readonly node?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'furrow-link-'));
  folders.push(folder);
  const engine = join(folder, 'engine.mjs');
  writeFileSync(engine, `import { appendFileSync, readFileSync } from 'node:fs';\nappendFileSync('starts', 'x');\nconst starts = readFileSync('starts', 'utf8').length;\n${program}`);
  const lines: string[] = [];
  let restarts = 0;
  const link = superviseEngine({
    places: { node: options.node ?? process.execPath, engine },
    workspace: folder,
    log: (line) => lines.push(line),
    onRestart: () => {
      restarts += 1;
    },
    delayMs: options.delayMs ?? (() => 0),
  });
  links.push(link);
  return { link, folder, lines, restarts: () => restarts };
}

/** Waits for what another process does; the test's own time limit ends it. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

afterEach(async () => {
  for (const link of links.splice(0)) await link[Symbol.asyncDispose]();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const READY = "process.send({ type: 'ready', socket: `socket-${starts}` });";

describe('the engine of the desktop', () => {
  it('tells its socket when it is ready', async () => {
    const { link } = linkTo(`${READY} process.on('disconnect', () => process.exit(0));`);
    expect(await link.socket()).toBe('socket-1');
  });

  it('is started again after a crash and gets the picked paths again', async () => {
    const { link, folder, restarts } = linkTo(`
      process.on('message', ({ path }) => { appendFileSync('granted', starts + path + ' '); if (starts === 1) process.kill(process.pid, 'SIGKILL'); });
      process.on('disconnect', () => process.exit(0));
      ${READY}`);
    await link.socket();
    link.grant('/data/a');
    const granted = join(folder, 'granted');
    await until(async () => (await link.socket()) === 'socket-2' && existsSync(granted) && readFileSync(granted, 'utf8').includes('2'));
    expect(readFileSync(granted, 'utf8')).toBe('1/data/a 2/data/a ');
    expect(restarts()).toBe(1);
  });

  it('is left alone after crashing again and again, with a sentence for the user', async () => {
    const { link, folder } = linkTo(`${READY} setTimeout(() => process.exit(1), 30);`, { delayMs: (crashes) => (crashes > 2 ? null : 0) });
    await until(() => link.socket().then(() => false, () => true));
    await expect(link.socket()).rejects.toThrow(/again and again/);
    expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('xxx');
  });

  it('says in its own words why a workspace cannot be opened, and is not started again', async () => {
    const { link, folder } = linkTo("process.send({ type: 'refused', code: 'WORKSPACE_TOO_NEW', message: 'It is newer.', action: 'Update Furrow.' }); process.disconnect();");
    const error = await link.socket().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EngineRefused);
    expect([(error as EngineRefused).message, (error as EngineRefused).action]).toEqual(['It is newer.', 'Update Furrow.']);
    expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('x');
  });

  it('is refused when it lies or cannot be started', async () => {
    const liar = linkTo("process.send({ type: 'ready', socket: 7 }); process.on('disconnect', () => process.exit(0));");
    await expect(liar.link.socket()).rejects.toBeInstanceOf(EngineRefused);
    const absent = linkTo('', { node: '/no/such/node' });
    await expect(absent.link.socket()).rejects.toThrow(/could not be started/);
  });

  it('inherits no options that change what Node runs', async () => {
    process.env['NODE_OPTIONS'] = '--no-warnings';
    const { link } = linkTo("process.send({ type: 'ready', socket: String(process.env.NODE_OPTIONS) }); process.on('disconnect', () => process.exit(0));");
    const seen = await link.socket();
    delete process.env['NODE_OPTIONS'];
    expect(seen).toBe('undefined');
  });

  it('ends with the shell', async () => {
    const { link, folder } = linkTo(`${READY} process.on('disconnect', () => { appendFileSync('closed', 'x'); process.exit(0); });`);
    await link.socket();
    await link[Symbol.asyncDispose]();
    expect(readFileSync(join(folder, 'closed'), 'utf8')).toBe('x');
  });

  it('waits longer after each crash and gives up after five within a minute', () => {
    expect([1, 2, 3, 4, 5, 6].map(restartDelayMs)).toEqual([500, 1000, 2000, 4000, 8000, null]);
  });
});
