import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { writeJsonAtomic } from '../engine/workspace/atomic.ts';
import { createApi } from './api.ts';
import { answerHttp } from './http.ts';

/** File in the workspace that tells where the Furrow that has it open can be talked to. */
export const CONTROL_FILE = '.furrow-control.json';

/**
 * Lets other processes of the same user call the engine that has this workspace open: `furrow cancel` in a second
 * terminal, the desktop shell. A Unix socket in a folder that only this user enters (a named pipe on Windows).
 */
export async function startControl(folder: string, engine: Engine): Promise<AsyncDisposable> {
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
  const file = join(folder, CONTROL_FILE);
  await writeJsonAtomic(file, { pid: process.pid, socket });
  return {
    async [Symbol.asyncDispose]() {
      if (existsSync(file)) rmSync(file, { force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(own, { recursive: true, force: true });
    },
  };
}
