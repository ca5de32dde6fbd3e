import type { z } from 'zod';

/** Which field of what was given is wrong, and why, in words that go on from “is wrong: ”. */
export interface FieldProblem {
  /** Path of the field, such as `split.sizeM`; `input` for the whole. */
  readonly field: string;
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;

/** Most names that a problem lists. */
const MOST_NAMES = 20;

/** The first thing that a schema objects to. A message that the schema has of its own stays; those of the library become plain words. */
export function fieldProblem(error: z.ZodError): FieldProblem {
  const issue = error.issues[0];
  if (!issue) return { field: 'input', problem: 'it does not fit' };
  const { path, problem } = problemOf(issue);
  return { field: path.map(String).join('.') || 'input', problem };
}

interface Told {
  readonly path: readonly PropertyKey[];
  readonly problem: string;
}

function problemOf(issue: Issue): Told {
  const told = (problem: string): Told => ({ path: issue.path, problem });
  switch (issue.code) {
    case 'invalid_type':
      return told(issue.message.endsWith('received undefined') ? 'it is missing' : `it must be ${WORDS[issue.expected] ?? issue.expected}`);
    case 'too_small':
      return told(bound(issue.origin, Number(issue.minimum), issue.inclusive === false ? 'more than' : 'at least'));
    case 'too_big':
      return told(bound(issue.origin, Number(issue.maximum), issue.inclusive === false ? 'less than' : 'at most'));
    case 'not_multiple_of':
      return told(`it must be a multiple of ${issue.divisor}`);
    case 'invalid_value':
      return told(`it must be ${issue.values.length > 1 ? 'one of ' : ''}${names(issue.values.map(String))}`);
    case 'unrecognized_keys':
      return { path: [...issue.path, ...issue.keys.slice(0, 1)], problem: 'there is no such field' };
    case 'invalid_union':
      return ofUnion(issue) ?? told(issue.message === 'Invalid input' || issue.discriminator !== undefined ? optionsOf(issue) : issue.message);
    default:
      return told(issue.message.startsWith('Invalid ') ? 'it has not the form that is needed' : issue.message);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  int: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false', array: 'a list', tuple: 'a list', object: 'an object', record: 'an object', null: 'null',
};

function bound(origin: string, limit: number, word: string): string {
  if (origin === 'string') return limit === 1 && word === 'at least' ? 'it must not be empty' : `it must have ${word} ${limit} characters`;
  if (origin === 'array' || origin === 'set' || origin === 'map') return limit === 1 && word === 'at least' ? 'it must not be empty' : `it must have ${word} ${limit} entries`;
  return `it must be ${word} ${limit}`;
}

/** What is wrong inside the one form that was meant: the only one of this type. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>): Told | null {
  const meant = issue.errors.filter(([first]) => first && !(first.code === 'invalid_type' && first.path.length === 0));
  const inner = meant.length === 1 ? meant[0]?.[0] : undefined;
  if (!inner) return null;
  const { path, problem } = problemOf(inner);
  return { path: [...issue.path, ...path], problem };
}

function optionsOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const { options } = issue as { readonly options?: readonly unknown[] };
  return options && options.length > 0 ? `it must be one of ${names(options.map(String))}` : 'it has none of the forms that it may have';
}

function names(all: readonly string[]): string {
  return all.length > MOST_NAMES ? `${all.slice(0, MOST_NAMES).join(', ')}, …` : all.join(', ');
}
