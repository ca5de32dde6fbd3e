import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..', '..');

/** A browser host of its own for a test: the real process, as `furrow serve` runs it. */
export interface TestHost extends AsyncDisposable {
  /** Address with the token. */
  readonly url: string;
  readonly origin: string;
  /** Folder of the workspace that is served. */
  readonly workspace: string;
}

/** Runs a program of the checkout on this Node to its end. @throws where it fails */
export async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the host has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error('the host ended before it told its address');
}

/**
 * Serves a workspace: the one given, else a new empty one that is removed afterwards.
 * @param roots folders that are opened to it besides the workspace
 * @param options `settings`: a folder for what is remembered from one host to the next; its own one when not said
 */
export async function startTestHost(workspace?: string, roots: readonly string[] = [], options: { readonly settings?: string } = {}): Promise<TestHost> {
  const folder = workspace ?? join(mkdtempSync(join(tmpdir(), 'furrow-browser-')), 'area');
  if (workspace === undefined) await run(['src/main/cli.ts', 'init', '--workspace', folder]);
  // Nothing of a test is remembered among the workspaces of whoever runs it.
  const settings = mkdtempSync(join(tmpdir(), 'furrow-settings-'));
  const child = spawn(process.execPath, ['src/main/serve.ts', '--workspace', folder, ...roots.flatMap((one) => ['--root', one])], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, FURROW_SETTINGS: options.settings ?? settings } });
  const url = await addressOf(child);
  return {
    url,
    origin: new URL(url).origin,
    workspace: folder,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(settings, { recursive: true, force: true });
      if (workspace === undefined) rmSync(join(folder, '..'), { recursive: true, force: true });
    },
  };
}
