import { appError } from '../../shared/errors/app-error.ts';
import type { SchemeEdit } from '../../shared/schemes/edit.ts';
import type { Flags } from './command.ts';

/** A short way of writing an edit: what stands before and after the `=`. */
type Shorthand = (before: string, after: string) => SchemeEdit;

const words = (text: string): string[] => text.split(',').map((word) => word.trim()).filter((word) => word !== '');

/**
 * Flags that write edits in short. They are carried out in this order, whatever the order on the command line: first the
 * classes that come, then what becomes of them, so that a new class can be renamed in the same line.
 */
export const SHORTHANDS: Readonly<Record<string, Shorthand>> = {
  group: (codes, into) => ({ op: 'group', codes: words(codes), into: { code: into } }),
  split: (code, into) => ({ op: 'split', code, into: words(into).map((part) => ({ code: part })) }),
  merge: (codes, into) => ({ op: 'merge', codes: words(codes), into }),
  move: (code, parent) => ({ op: 'move', code, parent: parent === '' ? null : parent }),
  map: (codes, to) => ({ op: 'map', ...sourceCodes(codes), to }),
  rename: (code, label) => ({ op: 'rename', code, label }),
  recolour: (code, colour) => ({ op: 'recolour', code, colour }),
  value: (code, value) => ({ op: 'revalue', code, value: Number(value) }),
  recode: (code, to) => ({ op: 'recode', code, to }),
};

/** Flags whose whole value is one thing. */
const WHOLE: Readonly<Record<string, (value: string) => SchemeEdit>> = {
  unmap: (codes) => ({ op: 'unmap', ...sourceCodes(codes) }),
  remove: (code) => ({ op: 'remove', code }),
};

/** The flags of edits, for `parseArgs`. */
export const EDIT_OPTIONS = Object.fromEntries([...Object.keys(SHORTHANDS), ...Object.keys(WHOLE), 'edit'].map((name) => [name, { type: 'string', multiple: true } as const]));

/** The edits that the flags say. @throws WRONG_USE */
export function editsOf(flags: Flags): SchemeEdit[] {
  const short = Object.entries(SHORTHANDS).flatMap(([name, make]) =>
    values(flags, name).map((value) => {
      const at = value.indexOf('=');
      if (at < 1) throw wrong(`--${name} needs something like A=B, not “${value}”.`);
      return make(value.slice(0, at).trim(), value.slice(at + 1).trim());
    }),
  );
  const whole = Object.entries(WHOLE).flatMap(([name, make]) => values(flags, name).map(make));
  return [...short, ...whole, ...values(flags, 'edit').map(parsed)];
}

function values(flags: Flags, name: string): string[] {
  const value = flags[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** `rpg:BTH,BTP` → source and codes. */
function sourceCodes(text: string): { source: string; codes: string[] } {
  const [source = '', codes = ''] = text.split(/:(.*)/s);
  if (source === '' || words(codes).length === 0) throw wrong(`Source codes are written like rpg:BTH,BTP, not “${text}”.`);
  return { source, codes: words(codes) };
}

function parsed(json: string): SchemeEdit {
  try {
    return JSON.parse(json) as SchemeEdit;
  } catch (cause) {
    throw appError('WRONG_USE', { problem: `--edit needs JSON such as {"op":"remove","code":"rye"}, not “${json}”.`, command: 'schemes' }, { cause });
  }
}

function wrong(problem: string): Error {
  return appError('WRONG_USE', { problem, command: 'schemes' });
}
