import type { SearchRequest } from '../../../../shared/contract/jobs/train.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { describeOptions, type OptionValue } from '../../../../shared/families/option-form.ts';
import type { Family } from '../families/family.ts';
import { optionsOf } from '../families/registry.ts';
import { RandomStream } from '../forest/random.ts';

/** Options of a family, all of them. */
export type Options = Readonly<Record<string, OptionValue>>;

/** Stream of random numbers of the search. */
const STREAM = 0x2000_0000;

/**
 * The options that a search tries: the given ones first, then other combinations of the values, each once. `grid` tries
 * all of them; `random` so many as the seed draws.
 * @throws AppError OPTION_INVALID, SEARCH_TOO_LARGE
 */
export function trialsOf(family: Family, given: Options, { method, trials, values }: SearchRequest, seed: number): Options[] {
  const axes = Object.entries(values ?? Object.fromEntries(describeOptions(family.options).map(({ name, search }) => [name, search]))).filter(([, own]) => own.length > 0);
  const combinations = axes.reduce((product, [, own]) => product * own.length, 1);
  if (method === 'grid' && combinations > trials) throw appError('SEARCH_TOO_LARGE', { combinations, trials });
  const order = method === 'grid' ? Array.from({ length: combinations }, (_, i) => i) : drawn(combinations, trials, seed);
  const tried = [given, ...order.map((index) => optionsOf(family, { ...given, ...combination(axes, index) }))];
  const distinct = new Map(tried.map((options) => [JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1))), options]));
  return [...distinct.values()].slice(0, method === 'grid' ? undefined : trials);
}

/** The combination of a number: its digits, the last axis changing fastest. */
function combination(axes: readonly (readonly [string, readonly OptionValue[]])[], index: number): Options {
  let rest = index;
  const chosen = axes.toReversed().map(([name, own]): [string, OptionValue] => {
    const value = own[rest % own.length] as OptionValue;
    rest = Math.floor(rest / own.length);
    return [name, value];
  });
  return Object.fromEntries(chosen);
}

/** So many different numbers below `bound`, in the order drawn; all of them where there are no more. */
function drawn(bound: number, count: number, seed: number): number[] {
  const random = new RandomStream(seed, STREAM);
  const numbers = new Set<number>();
  while (numbers.size < Math.min(bound, count)) numbers.add(random.below(bound));
  return [...numbers];
}
