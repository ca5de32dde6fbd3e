import { blockAt, splitByBlocks } from '../split.ts';
import { grouped } from './parcel-key.ts';
import type { SplitKind } from './kind.ts';

/**
 * Squares of the CRS's own grid go to one side as a whole (Roberts et al. 2017, Ecography 40, 913–929). A parcel that
 * lies across an edge goes with its first sample's square, so that no field is on both sides.
 */
export const blockSplit: SplitKind<'blocks'> = {
  by: 'blocks',
  describe: ({ sizeM }) => `blocks of ${sizeM} m`,
  assign({ table, units }, { sizeM, testShare, seed }) {
    const groups = grouped(table, (row) => blockAt(table.x[row] as number, table.y[row] as number, sizeM, units));
    return { groups, sides: splitByBlocks({ classes: table.classes, blocks: groups, testShare, seed }) };
  },
};
