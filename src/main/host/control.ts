import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toAppError } from '../../shared/errors/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { writeJsonAtomic } from '../engine/workspace/atomic.ts';
import { createApi } from './api.ts';
import { answerHttp } from './http.ts';

/** File in the workspace that tells where the Furrow that has it open can be talked to. */
export const CONTROL_FILE = '.furrow-control.json';

/**
 * Lets other processes of the same user call the engine that has this workspace open: `furrow cancel` in a second
 * terminal, the desktop shell. A Unix socket in a folder that only this user enters (a named pipe on Windows).
 * A full disk leaves no room to say where the socket is: the workspace is used without one then, so that it can be
 * looked at and cleared up, and `log` is told.
 */
export async function startControl(folder: string, engine: Engine, log: (line: string) => void = () => undefined): Promise<AsyncDisposable> {
  const file = join(folder, CONTROL_FILE);
  const listening: { readonly stop: () => Promise<void>; readonly socket: string } = await listen(engine);
  try {
    await writeJsonAtomic(file, { pid: process.pid, socket: listening.socket });
  } catch (thrown) {
    await listening.stop();
    const error = toAppError(thrown, file);
    if (error.code !== 'DISK_FULL') throw error;
    log(`Other terminals cannot reach this Furrow: ${error.message}`);
    return { [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  return {
    async [Symbol.asyncDispose]() {
      if (existsSync(file)) rmSync(file, { force: true });
      await listening.stop();
    },
  };
}

async function listen(engine: Engine): Promise<{ readonly stop: () => Promise<void>; readonly socket: string }> {
  const own = await mkdtemp(join(tmpdir(), 'furrow-'));
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\furrow-${process.pid}` : join(own, 'engine.sock');
  const api = createApi(engine, { rendererFolder: null });
  const server = createServer((message, response) => {
    void answerHttp(api, message, response, 'http://furrow');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  if (process.platform !== 'win32') chmodSync(socket, 0o600);
  return {
    socket,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(own, { recursive: true, force: true });
    },
  };
}
