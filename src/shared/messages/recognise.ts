import type { Message } from './message.ts';
import type { Template } from './template.ts';
import { MESSAGE_TEXTS } from './texts.ts';

interface Known {
  readonly code: string;
  readonly pattern: RegExp;
}

const PLACE = /\{(\w+)(?::\w+)?\}/g;
/** Fewer fixed letters than this could be the beginning of anything. */
const FIXED_LETTERS = 16;

/** Sentences by their templates, those with the most fixed letters first. */
const KNOWN: readonly Known[] = Object.entries<Template>(MESSAGE_TEXTS)
  .flatMap(([code, template]) => (typeof template === 'string' ? [template] : [template.one, template.other]).map((form) => ({ code, form, fixed: form.replaceAll(PLACE, '').length })))
  .filter(({ fixed }) => fixed >= FIXED_LETTERS)
  .toSorted((a, b) => b.fixed - a.fixed)
  .map(({ code, form }) => ({ code, pattern: patternOf(form) }));

/** A name that comes again must stand for the same words. */
function patternOf(form: string): RegExp {
  const names = new Set<string>();
  const parts = form.split(/(\{\w+(?::\w+)?\})/).map((part) => {
    const name = /^\{(\w+)/.exec(part)?.[1];
    if (name === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (names.has(name)) return `\\k<${name}>`;
    names.add(name);
    return `(?<${name}>.+?)`;
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

/**
 * The message that an English sentence of an earlier record or of a model card was, so that the window can say it in its
 * language: its parameters are the words in their places, and `count` a number. Null for a sentence that is none.
 */
export function recognised(sentence: string): Message | null {
  for (const { code, pattern } of KNOWN) {
    const groups = pattern.exec(sentence);
    if (!groups) continue;
    const params = Object.fromEntries(Object.entries(groups.groups ?? {}).map(([name, words]) => [name, name === 'count' && Number.isFinite(Number(words)) ? Number(words) : words]));
    return { code, params, text: sentence };
  }
  return null;
}
