import type { SplitKind } from './kind.ts';

/** The sides that the table has. */
export const columnSplit: SplitKind<'column'> = {
  by: 'column',
  describe: () => 'the sides that the sample set came with',
  assign: ({ table }) => ({ sides: table.splits, groups: table.groups }),
};
