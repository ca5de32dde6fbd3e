/**
 * The desktop's engine process: plain Node, started by the Electron shell with an IPC channel.
 * `node src/main/host/desktop.ts --workspace DIR [--renderer DIR]` serves the API on a socket that only this user can
 * reach, tells the shell where, and ends with the shell.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toAppError } from '../../shared/errors/app-error.ts';
import type { Api } from './api.ts';
import { type EngineMessage, shellMessage } from './desktop-messages.ts';
import { answerHttp } from './http.ts';
import { RecentWorkspaces } from './recent.ts';
import { openWorkspaceHost } from './workspace-host.ts';

export interface DesktopOptions {
  readonly workspace: string;
  /** Folder of the built window; null when it is not built. */
  readonly rendererFolder: string | null;
  /** Where opened workspaces are remembered; nowhere when not said. */
  readonly recent?: RecentWorkspaces | null;
  /** Told when the window has gone over to another workspace. */
  readonly onOpened?: (folder: string) => void;
}

/** A running desktop engine. */
export interface DesktopEngine extends AsyncDisposable {
  readonly socket: string;
  /** Opens a path that the user picked. */
  grant(path: string): void;
}

/** Opens the workspace and serves it on a socket of its own. @throws what opening the workspace throws */
export async function startDesktopEngine({ workspace, rendererFolder, recent = null, onOpened }: DesktopOptions): Promise<DesktopEngine> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  await using opening = new AsyncDisposableStack();
  const opened = opening.use(await openWorkspaceHost({ workspace, roots: [], rendererFolder, log, recent, ...(onOpened ? { onOpened } : {}) }));
  const server = opening.use(await serveOnSocket(opened.api));
  const open = opening.move();
  return { socket: server.socket, grant: opened.grant, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Serves an API where only this user can reach it: a socket in a folder with mode 0700, or a named pipe on Windows. */
export async function serveOnSocket(api: Api): Promise<AsyncDisposable & { readonly socket: string }> {
  const own = await mkdtemp(join(tmpdir(), 'furrow-desktop-'));
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\furrow-desktop-${process.pid}` : join(own, 'api.sock');
  const server = createServer((message, response) => {
    void answerHttp(api, message, response, 'http://furrow');
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(socket, done);
  });
  return {
    socket,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(own, { recursive: true, force: true });
    },
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { workspace: { type: 'string', default: '.' }, renderer: { type: 'string' } } });
  const built = values.renderer ?? fileURLToPath(new URL('../../../out/renderer', import.meta.url));
  const tell = (message: EngineMessage): void => void process.send?.(message);
  try {
    const engine = await startDesktopEngine({ workspace: resolve(values.workspace), rendererFolder: existsSync(built) ? built : null, recent: new RecentWorkspaces(), onOpened: (folder) => { tell({ type: 'opened', folder }); } });
    const end = (): void => void engine[Symbol.asyncDispose]().then(() => process.exit(0));
    process.on('message', (message) => {
      engine.grant(shellMessage.parse(message).path);
    });
    process.once('disconnect', end);
    process.once('SIGTERM', end);
    tell({ type: 'ready', socket: engine.socket });
  } catch (thrown) {
    const error = toAppError(thrown);
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
    tell({ type: 'refused', code: error.code, message: error.message, action: error.action });
    process.exitCode = 1;
    process.disconnect?.();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
