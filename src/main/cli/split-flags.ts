import { SPLIT_ATTRIBUTES, type SplitSpec, splitSpecSchema } from '../../shared/contract/sample-split.ts';
import { appError } from '../../shared/errors/app-error.ts';
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

/** The split that the flags say, undefined where they say none. @throws WRONG_USE */
export function splitOf(flags: Flags, names: SplitFlagNames, command: string): SplitSpec | undefined {
  const by = text(flags, names.by);
  if (by === undefined) return undefined;
  const [size, testShare, seed] = [number(flags, names.size, command), number(flags, names.share, command), number(flags, names.seed, command)];
  const attribute = SPLIT_ATTRIBUTES.find((name) => name === by);
  const said = attribute
    ? given({ by: 'attribute', attribute, test: list(flags, names.test), testShare, seed })
    : by === 'random'
      ? given({ by: 'stratified', validationShare: 0, minPerClass: 2, testShare: testShare ?? 0.3, seed })
      : given({ by, ...(by === 'bins' ? { sizeDeg: size } : by === 'blocks' ? { sizeM: size } : {}), testShare, seed });
  const parsed = splitSpecSchema.safeParse(said);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw appError('WRONG_USE', { problem: KINDS.includes(by) ? `the split is not possible: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.` : `--${names.by} is one of ${KINDS.join(', ')}, not “${by}”.`, command });
}
