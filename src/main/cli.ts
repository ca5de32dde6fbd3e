/** The command line `furrow …`; DESIGN.md section 10 is its contract with other programs. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type AppError, appError, toAppError } from '../shared/errors/app-error.ts';
import { COMMANDS } from './cli/commands/all.ts';
import { openClient } from './cli/client.ts';
import { type Command, type Flags, number, type Outcome, text } from './cli/command.ts';
import { commandHelp, generalHelp, takesWords } from './cli/help.ts';
import { createProgress, type ProgressReport } from './cli/progress.ts';
import { unusedFlag, wrongFlag } from './cli/wrong-flag.ts';
import { FURROW_VERSION } from './engine/version.ts';

/** Flags of every command. */
const GENERAL = {
  workspace: { type: 'string', short: 'w' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  workers: { type: 'string' },
  memory: { type: 'string' },
  verbose: { type: 'boolean' },
} as const;

/** Exit statuses that other programs rely on. */
const EXIT = { done: 0, failed: 1, wrongUse: 2, cancelled: 3, partial: 4 } as const;

/** What a person mistyped. */
const WRONG_USES: readonly string[] = ['WRONG_USE', 'COMMAND_UNKNOWN', 'INVALID_INPUT'];

interface Streams {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

/** Runs one command line and gives its exit status. */
export async function main(argv: readonly string[], { out, err }: Streams = { out: process.stdout, err: process.stderr }): Promise<number> {
  const json = argv.includes('--json');
  const progress = createProgress(err);
  try {
    const [name, ...rest] = argv.filter((argument, i) => i > 0 || !['--help', '-h', 'help'].includes(argument));
    if (name === '--version') return print(out, FURROW_VERSION);
    if (name === undefined || name.startsWith('-')) return print(out, generalHelp(COMMANDS));
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (!command) throw appError('COMMAND_UNKNOWN', { name });
    const { values, positionals } = parse(command, rest);
    if (values['help']) return print(out, commandHelp(command));
    const unused = unusedFlag(command, values, positionals);
    if (unused !== null) throw appError('WRONG_USE', { problem: unused, command: command.name });
    const outcome = await run(command, values, positionals, progress);
    print(out, json ? JSON.stringify({ ok: true, result: outcome.result }) : outcome.lines.join('\n'));
    return outcome.exit === 4 ? EXIT.partial : EXIT.done;
  } catch (thrown) {
    progress.end();
    return report(toAppError(thrown), thrown, { out, err }, json);
  }
}

function print(out: NodeJS.WriteStream, text: string): number {
  if (text !== '') out.write(`${text}\n`);
  return EXIT.done;
}

function parse(command: Command, args: readonly string[]): { values: Flags; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({ args: negativeNumbers(args), options: { ...GENERAL, ...command.options }, allowPositionals: takesWords(command), strict: true });
    return { values: values, positionals };
  } catch (thrown) {
    throw appError('WRONG_USE', { problem: wrongFlag(thrown, command.name), command: command.name }, { cause: thrown });
  }
}

/** `--boa-offset -1000` is meant as a value, which parseArgs takes only as `--boa-offset=-1000`. */
function negativeNumbers(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, argument) => {
    const last = joined.at(-1);
    if (/^-\d/.test(argument) && last?.startsWith('--') && !last.includes('=')) joined[joined.length - 1] = `${last}=${argument}`;
    else joined.push(argument);
    return joined;
  }, []);
}

async function run(command: Command, flags: Flags, positionals: readonly string[], progress: ProgressReport): Promise<Outcome> {
  const aborter = new AbortController();
  const stop = (): void => {
    aborter.abort();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const workspace = resolve(text(flags, 'workspace') ?? process.env['FURROW_WORKSPACE'] ?? '.');
  const workers = number(flags, 'workers', command.name);
  const workerMemoryMB = number(flags, 'memory', command.name);
  const settings = { ...(workers === undefined ? {} : { workers }), ...(workerMemoryMB === undefined ? {} : { workerMemoryMB }) };
  const log = flags['verbose'] === true ? progress.say : (): void => undefined;
  try {
    return await command.run({ flags, positionals, workspace, progress, signal: aborter.signal, open: (folder = workspace) => openClient(folder, settings, log) });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

function report(error: AppError, thrown: unknown, { out, err }: Streams, json: boolean): number {
  if (json) out.write(`${JSON.stringify({ ok: false, error: error.toJSON() })}\n`);
  else err.write(`${error.message}\n${error.action}\n`);
  if (error.code === 'INTERNAL' && thrown instanceof Error) err.write(`${thrown.stack ?? ''}\n`);
  if (WRONG_USES.includes(error.code)) return EXIT.wrongUse;
  return error.code === 'CANCELLED' ? EXIT.cancelled : EXIT.failed;
}

process.exitCode = await main(process.argv.slice(2));
