import type { Command } from './command.ts';

const GENERAL_FLAGS: Readonly<Record<string, string>> = {
  '--workspace DIR, -w': 'folder of the workspace; this folder by default, or $FURROW_WORKSPACE',
  '--json': 'standard output is one JSON document',
  '--workers N': 'worker processes; the number of cores by default',
  '--memory MB': 'memory budget of each worker',
  '--verbose': 'what the workers say, on standard error',
};

/** The page of `furrow --help`. */
export function generalHelp(commands: readonly Command[]): string {
  return [
    'furrow: from scenes and parcels on this disk to a crop map with an accuracy. Uses no network.',
    '',
    'Commands:',
    ...table(Object.fromEntries(commands.map(({ name, summary }) => [name, summary]))),
    '',
    'Flags of every command:',
    ...table(GENERAL_FLAGS),
    '',
    '“furrow COMMAND --help” shows its flags and an example. Exit status: 0 done, 1 failed, 2 wrong use, 3 cancelled, 4 finished with failures that are listed.',
  ].join('\n');
}

/** The page of `furrow COMMAND --help`. */
export function commandHelp(command: Command): string {
  return [`furrow ${command.name} ${command.usage}`.trim(), '', command.summary, '', ...table({ ...command.flags, ...GENERAL_FLAGS }), '', `Example: ${command.example}`].join('\n');
}

function table(rows: Readonly<Record<string, string>>): string[] {
  const width = Math.max(...Object.keys(rows).map((key) => key.length)) + 2;
  return Object.entries(rows).map(([key, value]) => `  ${key.padEnd(width)}${value}`);
}
