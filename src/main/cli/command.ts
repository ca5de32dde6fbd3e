import type { ParseArgsConfig } from 'node:util';
import { appError } from '../../shared/errors/app-error.ts';
import type { Client } from './client.ts';
import type { ProgressReport } from './progress.ts';

/** Values of the flags, as `util.parseArgs` gives them. */
export type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What a command is given. */
export interface Invocation {
  readonly flags: Flags;
  readonly positionals: readonly string[];
  /** Folder of the workspace, absolute. */
  readonly workspace: string;
  /** Opens the workspace (or another folder), here or in the Furrow that has it open; closed at the end of the command. */
  readonly open: (folder?: string) => Promise<Client>;
  readonly progress: ProgressReport;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** What a command found: the `result` document of `--json`, and lines for a person. */
export interface Outcome {
  readonly result: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  /** 4: finished, but some windows or inputs failed and are listed in the result. */
  readonly exit?: 0 | 4;
}

/** One command of `furrow`, in a file of its own; `commands/all.ts` lists them. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** After the name, such as `PATH…`; nothing where `actions` say it. */
  readonly usage: string;
  /** For a command of several actions: how each is written, such as `split ID`, and what it does. */
  readonly actions?: Readonly<Record<string, string>>;
  /** For a command of several actions: names of the flags that each has a use for; any other is refused. */
  readonly takes?: Readonly<Record<string, readonly string[]>>;
  readonly example: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** One line per flag for `--help`. */
  readonly flags: Readonly<Record<string, string>>;
  run(invocation: Invocation): Promise<Outcome>;
}

/** A flag's text, or undefined. */
export function text(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** A flag's text. @throws WRONG_USE when it is not given */
export function required(flags: Flags, name: string, command: string): string {
  const value = text(flags, name);
  if (value === undefined) throw appError('WRONG_USE', { problem: `“furrow ${command}” needs --${name}.`, command });
  return value;
}

/** A flag's number, or undefined. A decimal comma is understood. @throws WRONG_USE */
export function number(flags: Flags, name: string, command: string): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const parsed = Number(value.replace(',', '.'));
  if (!Number.isFinite(parsed)) throw appError('WRONG_USE', { problem: `--${name} needs a number, not “${value}”.`, command });
  return parsed;
}

/** A flag's comma-separated list, or undefined. */
export function list(flags: Flags, name: string): string[] | undefined {
  const items = text(flags, name)?.split(',').map((item) => item.trim()).filter((item) => item !== '');
  return items;
}

/** The object without the fields that are undefined, so that the defaults of a schema apply. */
export function given<T extends Record<string, unknown>>(fields: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<{ [K in keyof T]: Exclude<T[K], undefined> }>;
}
