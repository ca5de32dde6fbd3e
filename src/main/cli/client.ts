import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { CallInput, CallName, CallOutput } from '../../shared/contract/contract.ts';
import { AppError, type ErrorDocument, toAppError } from '../../shared/errors/app-error.ts';
import { isErrorCode } from '../../shared/errors/texts.ts';
import { openEngine } from '../engine/engine.ts';
import type { EngineSettings } from '../engine/context.ts';
import { CONTROL_FILE, startControl } from '../host/control.ts';

/** Calls of the contract, answered by an engine in this process or by the Furrow that has the workspace open. */
export interface Client extends AsyncDisposable {
  readonly call: <N extends CallName>(name: N, input: CallInput<N>, options?: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void }) => Promise<CallOutput<N>>;
}

/**
 * Opens the workspace in this process; where another Furrow has it open, talks to that one through its control socket.
 * @throws WORKSPACE_NOT_FOUND, WORKSPACE_IN_USE when the other one does not answer, …
 */
export async function openClient(folder: string, settings: Partial<EngineSettings>, log: (line: string) => void): Promise<Client> {
  try {
    await using opening = new AsyncDisposableStack();
    const engine = opening.use(await openEngine({ folder, settings, log }));
    opening.use(await startControl(folder, engine, log));
    const open = opening.move();
    return { call: engine.call, [Symbol.asyncDispose]: () => open.disposeAsync() };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'WORKSPACE_IN_USE') throw thrown;
    const socket = controlSocket(folder);
    if (!socket) throw thrown;
    return { call: (name, input, options) => remoteCall(socket, name, input, options?.signal), [Symbol.asyncDispose]: () => Promise.resolve() };
  }
}

function controlSocket(folder: string): string | null {
  try {
    return z.object({ socket: z.string() }).parse(JSON.parse(readFileSync(join(folder, CONTROL_FILE), 'utf8'))).socket;
  } catch {
    // No readable control file: the error that the workspace is in use says more.
    return null;
  }
}

function remoteCall<N extends CallName>(socketPath: string, name: N, input: unknown, signal?: AbortSignal): Promise<CallOutput<N>> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path: `/api/${name}`, method: 'POST', headers: { host: 'furrow', 'content-type': 'application/json' }, ...(signal ? { signal } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { error?: ErrorDocument };
        if (body.error && isErrorCode(body.error.code)) reject(AppError.fromDocument(body.error));
        else resolve(body as CallOutput<N>);
      });
    });
    outgoing.on('error', (error) => {
      reject(toAppError(error, socketPath));
    });
    outgoing.end(JSON.stringify(input));
  });
}
