import type { Command } from './command.ts';

const GENERAL_FLAGS: Readonly<Record<string, string>> = {
  '--workspace DIR, -w': 'folder of the workspace; this folder by default, or $FURROW_WORKSPACE',
  '--json': 'standard output is one JSON document',
  '--workers N': 'worker processes; the number of cores by default',
  '--memory MB': 'memory budget of each worker',
  '--verbose': 'what the workers say, on standard error',
};
/** Characters of a line, and of the left column at most. */
const LINE = 110;
const LEFT = 34;

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
    ...wrapped('“furrow COMMAND --help” shows its flags and an example. Exit status: 0 done, 1 failed, 2 wrong use, 3 cancelled, 4 finished with failures that are listed.', LINE),
  ].join('\n');
}

/** The page of `furrow COMMAND --help`: what it does, its actions where it has several, its flags, an example. */
export function commandHelp({ name, usage, summary, actions, flags, example }: Command): string {
  const section = (title: string, rows: Readonly<Record<string, string>>): string[] => (Object.keys(rows).length === 0 ? [] : ['', `${title}:`, ...table(rows)]);
  return [
    `furrow ${name} ${actions ? 'ACTION' : usage}`.trim(),
    '',
    ...wrapped(summary, LINE),
    ...section('Actions', actions ?? {}),
    ...section('Flags', flags),
    ...section('Flags of every command', GENERAL_FLAGS),
    '',
    `Example: ${example}`,
  ].join('\n');
}

/** Whether words after the name and the flags of a command mean anything. */
export function takesWords({ usage, actions }: Command): boolean {
  const rest = usage.replaceAll(/[()|[\]]/g, ' ').replaceAll(/--\S+( [^\s-]\S*)?/g, ' ');
  return actions !== undefined || rest.trim() !== '';
}

/** Two columns; what does not fit into the left one stands alone, and its text below it. */
function table(rows: Readonly<Record<string, string>>): string[] {
  const short = Object.keys(rows).map((key) => key.length).filter((length) => length <= LEFT);
  const width = Math.max(...short, 0) + 2;
  const indent = ' '.repeat(width + 2);
  return Object.entries(rows).flatMap(([key, value]) => {
    const [first = '', ...rest] = wrapped(value, LINE - indent.length);
    const below = rest.map((line) => indent + line);
    return key.length <= LEFT ? [`  ${key.padEnd(width)}${first}`, ...below] : [`  ${key}`, indent + first, ...below];
  });
}

/** A text in lines of so many characters, broken between words. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
