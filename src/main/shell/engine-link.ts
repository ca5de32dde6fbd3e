import { type ChildProcess, spawn } from 'node:child_process';
import { engineMessage, type ShellMessage } from '../host/desktop-messages.ts';
import { engineEnvironment } from './environment.ts';
import type { Places } from './places.ts';

/** Why the engine cannot run, in the words of its error. */
export class EngineRefused extends Error {
  override readonly name = 'EngineRefused';
  readonly action: string;

  constructor(message: string, action: string) {
    super(message);
    this.action = action;
  }
}

/** The engine's process as the shell sees it. */
export interface EngineLink extends AsyncDisposable {
  /**
   * Where the API answers; waits while the engine starts or starts again.
   * @throws EngineRefused when it cannot be started
   */
  socket(): Promise<string>;
  /** Opens a path that the user picked to the engine, and again to every engine started after it. */
  readonly grant: (path: string) => void;
}

export interface EngineLinkOptions {
  readonly places: Pick<Places, 'node' | 'engine'>;
  readonly workspace: string;
  readonly log: (line: string) => void;
  /** Told when the engine ended unasked and is being started again. */
  readonly onRestart?: () => void;
  /** Pause before the n-th start in a row; null to give up. Default {@link restartDelayMs}. */
  readonly delayMs?: (crashes: number) => number | null;
}

/** Crashes within this time count as a row. */
const ROW_MS = 60_000;
/** A start that has not told its socket after this time is ended: opening a catalog takes milliseconds, migrating one seconds. */
const START_MS = 120_000;
/** Time for the engine to close its catalog before it is killed. */
const GRACE_MS = 5_000;

/** Pause before the engine is started again after `crashes` within a minute: 0.5 s, doubling; after five it is left alone. */
export function restartDelayMs(crashes: number): number | null {
  return crashes > 5 ? null : 250 * 2 ** crashes;
}

/** Starts the engine and keeps it running until disposed of. */
export function superviseEngine(options: EngineLinkOptions): EngineLink {
  const granted = new Set<string>();
  let crashes: number[] = [];
  let closing = false;
  let current = start(options, granted);

  const watch = ({ child, socket }: RunningEngine): void => {
    // One that never got ready was refused or cannot run here: starting it again would not help.
    let wasReady = false;
    socket.then(
      () => {
        wasReady = true;
      },
      (error: unknown) => {
        options.log(String(error));
      },
    );
    child.once('exit', (status, signal) => {
      if (closing || !wasReady) return;
      const now = performance.now();
      crashes = [...crashes.filter((at) => now - at < ROW_MS), now];
      options.log(`the engine ended with ${signal ?? `status ${status}`}`);
      restart((options.delayMs ?? restartDelayMs)(crashes.length));
    });
  };
  const restart = (delayMs: number | null): void => {
    const gaveUp = new EngineRefused('The engine stopped again and again, so it is not started any more.', 'Close Furrow and open it again; the log says what happened.');
    const next = delayMs === null ? Promise.reject<RunningEngine>(gaveUp) : after(delayMs).then(() => start(options, granted));
    current = { child: current.child, socket: next.then(({ socket }) => socket) };
    current.socket.catch((error: unknown) => {
      options.log(String(error));
    });
    if (delayMs !== null) options.onRestart?.();
    next.then(
      (running) => {
        if (closing) running.child.kill('SIGKILL');
        current = running;
        watch(running);
      },
      () => undefined,
    );
  };
  watch(current);
  return {
    socket: () => current.socket,
    grant(path) {
      granted.add(path);
      send(current.child, { type: 'grant', path });
    },
    async [Symbol.asyncDispose]() {
      closing = true;
      await end(current.child);
    },
  };
}

interface RunningEngine {
  readonly child: ChildProcess;
  readonly socket: Promise<string>;
}

function start({ places, workspace, log }: EngineLinkOptions, granted: ReadonlySet<string>): RunningEngine {
  const child = spawn(places.node, [places.engine, '--workspace', workspace], {
    cwd: workspace,
    env: engineEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { log(text.trimEnd()); });
  const socket = new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    const fail = (error: Error): void => {
      clearTimeout(late);
      reject(error);
    };
    child.once('error', (error) => { fail(new EngineRefused(`The engine could not be started: ${error.message}.`, 'Install Furrow again.')); });
    child.once('exit', () => { fail(new EngineRefused('The engine ended before it was ready.', 'Open Furrow again; the log says what happened.')); });
    child.once('message', (raw) => {
      const message = engineMessage.safeParse(raw).data;
      if (message?.type !== 'ready') {
        fail(message ? new EngineRefused(message.message, message.action) : new EngineRefused('The engine answered with something else.', 'Install Furrow again.'));
        return;
      }
      clearTimeout(late);
      for (const path of granted) send(child, { type: 'grant', path });
      resolve(message.socket);
    });
  });
  return { child, socket };
}

function send(child: ChildProcess, message: ShellMessage): void {
  if (child.connected) child.send(message);
}

/** Ends the process: asked first, killed when it does not follow. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => { resolve(); }));
  if (child.connected) child.disconnect();
  const late = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(late);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
