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
  /** Told when the window went over to another workspace. */
  readonly onOpened?: (folder: string) => void;
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
  return new Supervisor(options);
}

class Supervisor implements EngineLink {
  /** The workspace is that of the last start, or the one that the window went over to since. */
  #options: EngineLinkOptions;
  readonly #granted = new Set<string>();
  #crashes: number[] = [];
  #closing = false;
  #current: RunningEngine;

  constructor(options: EngineLinkOptions) {
    this.#options = options;
    this.#current = start(options, this.#granted);
    this.#watch(this.#current);
  }

  readonly grant = (path: string): void => {
    this.#granted.add(path);
    send(this.#current.child, { type: 'grant', path });
  };

  socket(): Promise<string> {
    return this.#current.socket;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await end(this.#current.child);
  }

  #watch({ child, socket }: RunningEngine): void {
    child.on('message', (raw) => {
      const message = engineMessage.safeParse(raw).data;
      if (message?.type !== 'opened') return;
      this.#options = { ...this.#options, workspace: message.folder };
      this.#options.onOpened?.(message.folder);
    });
    // One that never got ready was refused or cannot run here: starting it again would not help.
    let wasReady = false;
    socket.then(
      () => {
        wasReady = true;
      },
      (error: unknown) => {
        this.#options.log(String(error));
      },
    );
    child.once('exit', (status, signal) => {
      if (this.#closing || !wasReady) return;
      this.#options.log(`the engine ended with ${signal ?? `status ${status}`}`);
      this.#startAgain();
    });
  }

  #startAgain(): void {
    const now = performance.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < ROW_MS), now];
    const delayMs = (this.#options.delayMs ?? restartDelayMs)(this.#crashes.length);
    if (delayMs === null) {
      const socket = Promise.reject<string>(new EngineRefused('The engine stopped again and again, so it is not started any more.', 'Close Furrow and open it again; the log says what happened.'));
      // Told to whoever asks for the socket next, which may be nobody.
      socket.catch(() => undefined);
      this.#current = { child: this.#current.child, socket };
      return;
    }
    this.#options.onRestart?.();
    const next = after(delayMs).then(() => (this.#closing ? null : start(this.#options, this.#granted)));
    const socket = next.then((running) => running?.socket ?? Promise.reject<string>(new EngineRefused('Furrow is closing.', 'Open it again.')));
    socket.catch(() => undefined);
    this.#current = { child: this.#current.child, socket };
    void next.then((running) => {
      if (!running) return;
      this.#current = running;
      this.#watch(running);
    });
  }
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
        fail(message?.type === 'refused' ? new EngineRefused(message.message, message.action) : new EngineRefused('The engine answered with something else.', 'Install Furrow again.'));
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
