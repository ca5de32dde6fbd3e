import { SPLIT_ATTRIBUTES, type SplitSpec, splitSpecSchema } from '../../shared/contract/sample-split.ts';
import { appError } from '../../shared/errors/app-error.ts';
import { fieldProblem } from '../../shared/errors/field-problem.ts';
import { type Flags, given, list, number, text } from './command.ts';

/** Names of the flags that say a split; a command that has other uses for the short ones takes the long ones. */
export interface SplitFlagNames {
  readonly by: string;
  readonly size: string;
  readonly test: string;
  readonly share: string;
  readonly seed: string;
}

export const SPLIT_FLAGS: SplitFlagNames = { by: 'by', size: 'size', test: 'hold-out', share: 'test-share', seed: 'seed' };
export const TRAIN_SPLIT_FLAGS: SplitFlagNames = { by: 'split-by', size: 'block-size', test: 'hold-out', share: 'test-share', seed: 'split-seed' };

const KINDS = ['blocks', 'bins', 'stratified', 'random', 'column', ...SPLIT_ATTRIBUTES];

/** The options of a split for `util.parseArgs`. */
export function splitOptions({ by, size, test, share, seed }: SplitFlagNames): Record<string, { readonly type: 'string' }> {
  const option = { type: 'string' } as const;
  return { [by]: option, [size]: option, [test]: option, [share]: option, [seed]: option };
}

/** Their lines for `--help`; `scope` says for which actions of the command they are, such as `for split: `. */
export function splitHelp({ by, size, test, share, seed }: SplitFlagNames, scope = ''): Record<string, string> {
  return {
    [`--${by} RULE`]: `${scope}how training and test are told apart: ${KINDS.join(', ')}`,
    [`--${size} M`]: `${scope}side of the blocks in metres; for bins in degrees`,
    [`--${test} VALUE,…`]: `${scope}of a region, year and the like: the values that are held out for the test`,
    [`--${share} S, --${seed} N`]: `${scope}share of the test; what decides the draw`,
  };
}

/** Rules that have a use for a flag. */
const USED_BY: Readonly<Record<'size' | 'test' | 'share' | 'seed', readonly string[]>> = {
  size: ['blocks', 'bins'],
  test: SPLIT_ATTRIBUTES,
  share: KINDS.filter((kind) => kind !== 'column'),
  seed: KINDS.filter((kind) => kind !== 'column'),
};
const USES = ['size', 'test', 'share', 'seed'] as const;
/** The flag that a field of the split comes from. */
const FLAG_OF: Readonly<Record<string, (typeof USES)[number]>> = { sizeM: 'size', sizeDeg: 'size', test: 'test', testShare: 'share', seed: 'seed' };

/** The split that the flags say, undefined where they say none. @throws WRONG_USE, also for flags that the split has no use for */
export function splitOf(flags: Flags, names: SplitFlagNames, command: string): SplitSpec | undefined {
  const by = text(flags, names.by);
  // `--seed` alone decides other draws of the command too.
  const said = USES.filter((use) => text(flags, names[use]) !== undefined && names[use] !== 'seed');
  if (by === undefined) {
    const [alone] = said;
    if (alone !== undefined) throw appError('WRONG_USE', { problem: `--${names[alone]} belongs to a split: give --${names.by} too (${USED_BY[alone].join(', ')}).`, command });
    return undefined;
  }
  const unused = KINDS.includes(by) ? said.find((use) => !USED_BY[use].includes(by)) : undefined;
  if (unused !== undefined) throw appError('WRONG_USE', { problem: `--${names[unused]} has no meaning with --${names.by} ${by}; it is for ${USED_BY[unused].join(', ')}.`, command });
  return parsedSplit(flags, { by, names, command });
}

function parsedSplit(flags: Flags, { by, names, command }: { readonly by: string; readonly names: SplitFlagNames; readonly command: string }): SplitSpec {
  const [size, testShare, seed] = [number(flags, names.size, command), number(flags, names.share, command), number(flags, names.seed, command)];
  const attribute = SPLIT_ATTRIBUTES.find((name) => name === by);
  const said = attribute
    ? given({ by: 'attribute', attribute, test: list(flags, names.test), testShare, seed })
    : by === 'random'
      ? given({ by: 'stratified', validationShare: 0, minPerClass: 2, testShare: testShare ?? 0.3, seed })
      : given({ by, ...(by === 'bins' ? { sizeDeg: size } : by === 'blocks' ? { sizeM: size } : {}), testShare, seed });
  const parsed = splitSpecSchema.safeParse(said);
  if (parsed.success) return parsed.data;
  if (!KINDS.includes(by)) throw appError('WRONG_USE', { problem: `--${names.by} is one of ${KINDS.join(', ')}, not “${by}”.`, command });
  const { field, problem } = fieldProblem(parsed.error);
  const flag = FLAG_OF[field.split('.')[0] ?? ''];
  throw appError('WRONG_USE', { problem: `--${flag ? names[flag] : names.by} does not fit: ${problem}.`, command });
}
