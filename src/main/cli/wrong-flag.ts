import type { Command, Flags } from './command.ts';

/** What is wrong with a command line that `util.parseArgs` refuses, in words without its advice on syntax. */
export function wrongFlag(thrown: unknown, command: string): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const quoted = /'([^']*)'/.exec(thrown.message)?.[1] ?? '';
  const code = 'code' in thrown ? String(thrown.code) : '';
  const words = WORDS[code];
  return words ? words({ quoted, command, message: thrown.message }) : thrown.message;
}

interface Refusal {
  /** What the message names first. */
  readonly quoted: string;
  readonly command: string;
  readonly message: string;
}

const WORDS: Readonly<Record<string, (refusal: Refusal) => string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: ({ quoted, command }) => `“furrow ${command}” has no flag ${quoted}.`,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: ({ quoted, command }) => `“furrow ${command}” takes no “${quoted}” after its name.`,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: ({ quoted, message }) => {
    const flag = /--[\w-]+/.exec(quoted)?.[0] ?? quoted;
    return message.includes('does not take') ? `${flag} takes no value.` : `${flag} needs a value.`;
  },
};

/** What is wrong with flags of an action that has no use for them, or null: a flag that changes nothing is a mistake that nobody would notice. */
export function unusedFlag({ name, options, takes }: Command, flags: Flags, [action = '']: readonly string[]): string | null {
  const taken = takes?.[action];
  const unused = taken && Object.keys(options).find((flag) => flags[flag] !== undefined && !taken.includes(flag));
  if (unused === undefined) return null;
  const users = Object.entries(takes ?? {}).filter(([, names]) => names.includes(unused)).map(([user]) => user);
  return `“furrow ${name} ${action}” has no use for --${unused}; it is for ${users.join(', ')}.`;
}
